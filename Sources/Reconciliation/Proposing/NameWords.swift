/// A table's or a column's name, taken apart into words so that `wp_2_orderItems` and `order_item` can meet.
struct NameWords: Hashable {
    let name: String
    let words: [String]

    /// - Parameter prefix: what all names of this side begin with; it says nothing.
    init(_ name: String, prefix: String = "") {
        self.name = name
        let rest = !prefix.isEmpty && name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
        var words: [String] = []
        var word = ""
        var wasSmall = false
        for character in rest {
            // A capital after a small letter begins a word: orderItems; one after capitals does not: ID, SKUs.
            if !character.isLetter && !character.isNumber || character.isUppercase && wasSmall {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
            if character.isLetter || character.isNumber { word += character.lowercased() }
            wasSmall = character.isLowercase || character.isNumber
        }
        if !word.isEmpty { words.append(word) }
        self.words = words
    }

    /// `categories` as `category`, `boxes` as `box`, `items` as `item`; `address` stays.
    static func singular(_ word: String) -> String {
        if word.count > 4, word.hasSuffix("ies") { return word.dropLast(3) + "y" }
        for ending in ["sses", "xes", "ches", "shes", "zes"] where word.hasSuffix(ending) {
            return String(word.dropLast(2))
        }
        let isPlural = word.count > 3 && word.hasSuffix("s") && !["ss", "us", "is"].contains { word.hasSuffix($0) }
        return isPlural ? String(word.dropLast()) : word
    }

    /// How alike two names are, 0...1, and in what way.
    func likeness(_ other: NameWords) -> (share: Double, why: String) {
        if name == other.name { return (1, "same name") }
        if name.lowercased() == other.name.lowercased() { return (0.97, "same name but for case") }
        if words == other.words { return (0.93, "same words") }
        let (one, two) = (words.map(Self.singular), other.words.map(Self.singular))
        if one == two { return (0.9, "same words but for number") }
        if one.joined() == two.joined() { return (0.88, "same letters") }
        let (first, second) = (Set(one), Set(two))
        let common = first.intersection(second).count
        let all = first.union(second).count
        guard common > 0, all > 0 else { return (0, "nothing in common") }
        return (0.8 * Double(common) / Double(all), "\(common) of \(all) words")
    }

    /// What most names of a side begin with, such as `wp_` or `wp_2_`; empty where there is no such thing.
    static func prefix(of names: [String]) -> String {
        guard names.count > 1 else {
            // A single table of a blog's database still shows whose it is.
            return names.first.flatMap { $0.firstMatch(of: /^wp_([0-9]+_)?/) }.map { String($0.output.0) } ?? ""
        }
        var best = ""
        for name in names {
            for place in name.indices where name[place] == "_" {
                let start = String(name[...place])
                guard start.count > best.count, start.count < name.count else { continue }
                if names.count(where: { $0.hasPrefix(start) && $0.count > start.count }) * 5 >= names.count * 4 {
                    best = start
                }
            }
        }
        return best
    }
}
