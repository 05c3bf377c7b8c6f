/// The catalogue that both shops sell: 200 articles in 8 categories, the same on every machine.
public struct Catalogue: Sendable {
    public let categories: [Category]
    public let products: [Product]
    private let bySKU: [String: Product]
    private let bySlug: [String: Category]
    private let searchable: [(words: String, product: Product)]

    /// The one catalogue of the estate.
    public static let standard = Catalogue()

    private init() {
        var shelves: [Category] = []
        for (slug, name, code, nouns) in Self.shelves {
            var products: [Product] = []
            for (row, noun) in nouns.enumerated() {
                for (column, make) in Self.makes.enumerated() {
                    let number = row * Self.makes.count + column + 1
                    let sku = "\(code)-\(number < 10 ? "00" : "0")\(number)"
                    // 4.90 to 183.90 in whole units: spread by the article's own name, never by chance.
                    let price = 490 + Int(StableHash.of(sku) % 180) * 100
                    products.append(
                        Product(
                            sku: sku, name: "\(make) \(noun)", category: slug, price: price,
                            summary: "\(make) \(noun.lowercased()) from our \(name.lowercased()) shelf."))
                }
            }
            shelves.append(Category(slug: slug, name: name, products: products))
        }
        categories = shelves
        products = shelves.flatMap(\.products)
        bySKU = Dictionary(uniqueKeysWithValues: products.map { ($0.sku, $0) })
        bySlug = Dictionary(uniqueKeysWithValues: shelves.map { ($0.slug, $0) })
        searchable = products.map { ($0.name.lowercased() + " " + $0.category, $0) }
    }

    /// The article with this SKU, or nil.
    public func product(_ sku: String) -> Product? {
        bySKU[sku]
    }

    /// The category with this slug, or nil.
    public func category(_ slug: String) -> Category? {
        bySlug[slug]
    }

    /// Articles whose name or category holds every word of the query, in catalogue order.
    /// - Parameter limit: at most so many.
    public func search(_ query: String, limit: Int = 24) -> [Product] {
        let words = query.lowercased().split(separator: " ")
        guard !words.isEmpty else { return [] }
        var found: [Product] = []
        for (text, product) in searchable where words.allSatisfy({ text.contains($0) }) {
            found.append(product)
            if found.count == limit { break }
        }
        return found
    }

    private static let makes = ["Plain", "Oak", "Steel", "Woven", "Travel"]

    private static let shelves: [(slug: String, name: String, code: String, nouns: [String])] = [
        ("kitchen", "Kitchen", "KIT", ["Kettle", "Bowl", "Ladle", "Tray", "Jar"]),
        ("garden", "Garden", "GAR", ["Trowel", "Planter", "Bench", "Hose", "Rake"]),
        ("lighting", "Lighting", "LIG", ["Lamp", "Lantern", "Sconce", "Pendant", "Torch"]),
        ("office", "Office", "OFF", ["Desk", "Stapler", "Notebook", "Chair", "Shelf"]),
        ("textiles", "Textiles", "TEX", ["Blanket", "Cushion", "Curtain", "Towel", "Rug"]),
        ("toys", "Toys", "TOY", ["Train", "Puzzle", "Kite", "Castle", "Robot"]),
        ("outdoor", "Outdoor", "OUT", ["Tent", "Stove", "Flask", "Hammock", "Compass"]),
        ("bath", "Bath", "BAT", ["Basin", "Mirror", "Brush", "Hook", "Mat"]),
    ]
}
