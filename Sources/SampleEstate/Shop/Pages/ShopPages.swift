import NIOCore

/// Where a page is shown: it decides the host, the currency and whether search engines may see it.
struct PageSetting: Sendable, Hashable {
    var region: Region
    var noindex: Bool
}

/// Renders the pages of one shop.
struct ShopPages: Sendable {
    private let templates: PageTemplates
    private let theme: Theme
    private let frames = PageFrames()
    private let version: String

    init(side: ShopSide, version: String) throws(SampleEstateError) {
        templates = try PageTemplates()
        theme = Theme(side)
        self.version = version
    }

    func home(_ setting: PageSetting) -> ByteBuffer {
        let favourites = Catalogue.standard.categories.flatMap { $0.products.prefix(2) }
        return page(.home, setting, title: "Welcome", canonical: "/", ["goods": goods(favourites, setting)])
    }

    func category(_ category: Category, _ setting: PageSetting) -> ByteBuffer {
        page(
            .listing, setting, title: category.name, canonical: "/category/\(category.slug)",
            ["goods": goods(category.products, setting)])
    }

    func search(_ query: String, _ setting: PageSetting) -> ByteBuffer {
        let found = Catalogue.standard.search(query)
        return page(
            .listing, setting, title: "Search", canonical: nil,
            ["goods": goods(found, setting), "empty": found.isEmpty, "query": query])
    }

    func product(_ product: Product, _ setting: PageSetting) -> ByteBuffer {
        page(
            .product, setting, title: product.name, canonical: "/product/\(product.sku)",
            ["summary": product.summary, "price": Pricing.text(product.price), "sku": product.sku])
    }

    func cart(_ lines: [CartLine], _ setting: PageSetting, notice: String? = nil) -> ByteBuffer {
        let rows: [[String: Any]] = lines.compactMap { line in
            line.product.map {
                [
                    "sku": line.sku, "name": $0.name, "quantity": line.quantity,
                    "price": Pricing.text($0.price * line.quantity),
                ]
            }
        }
        return page(
            .cart, setting, title: "Your cart", canonical: nil, notice: notice,
            ["lines": rows, "empty": rows.isEmpty, "total": Pricing.text(Self.sum(lines))])
    }

    func checkout(
        _ lines: [CartLine], key: String, email: String = "", promotion: String = "", notice: String? = nil,
        _ setting: PageSetting
    ) -> ByteBuffer {
        page(
            .checkout, setting, title: "Checkout", canonical: nil, notice: notice,
            ["total": Pricing.text(Self.sum(lines)), "key": key, "email": email, "promotion": promotion])
    }

    func confirmation(_ order: StoredOrder, number: String, _ setting: PageSetting) -> ByteBuffer {
        let rows: [[String: Any]] = order.lines.map {
            [
                "sku": $0.sku, "quantity": $0.quantity, "name": Catalogue.standard.product($0.sku)?.name ?? $0.sku,
            ]
        }
        return page(
            .confirmation, setting, title: "Thank you", canonical: nil,
            [
                "number": number, "cents": order.total, "total": Pricing.text(order.total), "email": order.customer,
                "lines": rows,
            ])
    }

    func account(_ orders: [(number: String, total: Int)], _ setting: PageSetting) -> ByteBuffer {
        let rows: [[String: Any]] = orders.map { ["number": $0.number, "total": Pricing.text($0.total)] }
        return page(.account, setting, title: "Your orders", canonical: nil, ["orders": rows, "empty": rows.isEmpty])
    }

    func message(_ text: String, _ setting: PageSetting) -> ByteBuffer {
        page(.message, setting, title: "Sorry", canonical: nil, notice: text, [:])
    }

    func robots(_ setting: PageSetting) -> ByteBuffer {
        let rule = setting.noindex ? "Disallow: /" : "Disallow: /cart\nDisallow: /checkout\nDisallow: /account"
        return ByteBuffer(
            string: "User-agent: *\n\(rule)\nSitemap: http://\(setting.region.host)/sitemap.xml\n")
    }

    func sitemap(_ setting: PageSetting) -> ByteBuffer {
        let catalogue = Catalogue.standard
        let paths =
            ["/"] + catalogue.categories.map { "/category/\($0.slug)" }
            + catalogue.products.map { "/product/\($0.sku)" }
        let urls = paths.map { "<url><loc>http://\(setting.region.host)\($0)</loc></url>\n" }.joined()
        return ByteBuffer(
            string: """
                <?xml version="1.0" encoding="UTF-8"?>
                <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
                \(urls)</urlset>

                """)
    }

    private static func sum(_ lines: [CartLine]) -> Int {
        Pricing.total(lines: lines.map { ($0.product?.price ?? 0, $0.quantity) }, promotion: "")
    }

    private func goods(_ products: [Product], _ setting: PageSetting) -> [[String: Any]] {
        products.map { ["sku": $0.sku, "name": $0.name, "price": Pricing.text($0.price)] }
    }

    private func page(
        _ name: PageTemplates.Name, _ setting: PageSetting, title: String, canonical: String?, notice: String? = nil,
        _ own: [String: Any]
    ) -> ByteBuffer {
        var values = own
        values["currency"] = setting.region.currency
        values["notice"] = notice
        let query = own["query"] as? String
        let frame: PageFrames.Frame
        if canonical == nil && query == nil {
            // Cart, checkout and the like: only their content changes from visitor to visitor.
            frame = frames.frame(title, setting) { makeFrame(setting, title: title, canonical: nil, query: nil) }
        } else {
            frame = makeFrame(setting, title: title, canonical: canonical, query: query)
        }
        let content = templates.render(name, values)
        var page = ByteBufferAllocator().buffer(
            capacity: frame.top.readableBytes + content.utf8.count + frame.bottom.readableBytes)
        page.writeImmutableBuffer(frame.top)
        page.writeString(content)
        page.writeImmutableBuffer(frame.bottom)
        return page
    }

    private func makeFrame(
        _ setting: PageSetting, title: String, canonical: String?, query: String?
    ) -> PageFrames.Frame {
        var values: [String: Any] = [
            "title": title, "brand": theme.brand, "claim": theme.claim, "style": theme.style + Theme.shared,
            "host": setting.region.host, "region": setting.region.rawValue, "version": version,
            "noindex": setting.noindex,
            "categories": Catalogue.standard.categories.map { ["slug": $0.slug, "name": $0.name] },
        ]
        values["canonical"] = canonical
        values["query"] = query
        return PageFrames.Frame(templates.render(.frame, values))
    }
}
