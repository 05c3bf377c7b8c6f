import Planning

/// A plan written anew from its values.
enum Rewritten {
    /// In the order in which they were read, everything in one line.
    static func text(_ plan: PlanValue) -> String {
        guard case .record(let entries) = plan.content else { return "" }
        return entries.map { "\($0.key): \(flow($0.value))\n" }.joined()
    }

    /// Keys in any order, each value in lines of its own or in one, quoted or plain.
    static func text(_ plan: PlanValue, _ random: inout Seeded) -> String {
        guard case .record(let entries) = plan.content else { return "" }
        let head = entries.filter { $0.key == "sluice" }
        let rest = entries.filter { $0.key != "sluice" }.shuffled(using: &random)
        return "# anew\n" + (head + rest).map { "\($0.key):\(block($0.value, 1, &random))" }.joined()
    }

    private static func block(_ value: PlanValue, _ depth: Int, _ random: inout Seeded) -> String {
        let indent = String(repeating: "  ", count: depth)
        if Int.random(in: 0..<4, using: &random) == 0 { return " \(flow(value))\n" }
        switch value.content {
        case .scalar: return " \(flow(value))  # as before\n"
        case .list(let items):
            guard !items.isEmpty else { return " []\n" }
            return "\n" + items.map { "\(indent)-\(block($0, depth + 1, &random))" }.joined()
        case .record(let entries):
            guard !entries.isEmpty else { return " {}\n" }
            return "\n"
                + entries.shuffled(using: &random).map { "\(indent)\($0.key):\(block($0.value, depth + 1, &random))" }
                .joined()
        }
    }

    private static func flow(_ value: PlanValue) -> String {
        switch value.content {
        case .scalar(let scalar):
            let text = scalar.text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            return "\"\(text.replacing("\n", with: "\\n"))\""
        case .list(let items): return "[\(items.map(flow).joined(separator: ", "))]"
        case .record(let entries): return "{\(entries.map { "\($0.key): \(flow($0.value))" }.joined(separator: ", "))}"
        }
    }
}

extension PlanValue {
    /// The same with one word replaced.
    /// - Parameter route: the places of entries and items that lead to it.
    func replacing(_ route: some Collection<Int>, with text: String) -> PlanValue {
        guard let place = route.first else {
            return PlanValue(content: .scalar(.init(text: text, meaning: text, measure: nil)), position: position)
        }
        switch content {
        case .scalar: return self
        case .list(var items):
            items[place] = items[place].replacing(route.dropFirst(), with: text)
            return PlanValue(content: .list(items), position: position)
        case .record(var entries):
            let entry = entries[place]
            entries[place] = .init(key: entry.key, value: entry.value.replacing(route.dropFirst(), with: text))
            return PlanValue(content: .record(entries), position: position)
        }
    }
}

/// Every word of a plan, where it stands, and where a change of it must be told.
struct Words {
    struct Word {
        let path: String
        let pattern: String
        let text: String
        let route: [Int]
        /// Its own path, or that of the record or the list it names a part of.
        let places: Set<String>
    }

    private(set) var all: [Word] = []
    private var known: [String: Set<String>] = [:]

    init(of plan: PlanValue) {
        walk(plan, path: "", pattern: "", route: [], named: [])
        for word in all { known[word.pattern, default: []].insert(word.text) }
    }

    /// Other texts that the same key might hold.
    func others(for word: Word) -> [String] {
        if word.text == "true" { return ["false"] }
        if word.text == "false" { return ["true"] }
        var others = (known[word.pattern] ?? []).subtracting([word.text]).sorted().prefix(2).map(\.self)
        if let digit = word.text.firstIndex(where: \.isNumber) {
            let next = word.text[digit] == "1" ? "2" : "1"
            others.append(String(word.text[..<digit] + next + word.text[word.text.index(after: digit)...]))
        }
        return others + [word.text + "x"]
    }

    private mutating func walk(_ value: PlanValue, path: String, pattern: String, route: [Int], named: Set<String>) {
        switch value.content {
        case .scalar(let scalar):
            all.append(
                Word(path: path, pattern: pattern, text: scalar.text, route: route, places: named.union([path])))
        case .list(let items):
            for (place, item) in ListNames.named(items).enumerated() {
                walk(
                    item.value, path: "\(path)[\(item.name)]", pattern: pattern + "[]", route: route + [place],
                    named: [path])
            }
        case .record(let entries):
            for (place, entry) in entries.enumerated() where entry.key != "sluice" {
                // A record that is told apart by this word is another record once it changes.
                let isName = path.hasSuffix("]") && path.contains(text(entry.value))
                walk(
                    entry.value, path: path.isEmpty ? entry.key : "\(path).\(entry.key)",
                    pattern: pattern + "." + entry.key, route: route + [place], named: isName ? [path] : [])
            }
        }
    }

    private func text(_ value: PlanValue) -> String {
        if case .scalar(let scalar) = value.content { "\(scalar.text)" } else { "\u{0}" }
    }
}
