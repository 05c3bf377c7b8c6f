/// Which columns of two tables seem to hold the same.
struct ColumnPairing {
    private(set) var pairs: [MappingProposal.Column] = []
    /// The share of columns that found their other, weighed by how sure that is.
    private(set) var overlap = 0.0

    private static let sure = 0.6

    init(_ old: TableShape, _ new: TableShape, table one: NameWords, _ other: NameWords) {
        var found: [(old: ColumnShape, new: ColumnShape, share: Double)] = []
        let befores = old.columns.map { (column: $0, names: Self.names($0.name, of: one)) }
        let afters = new.columns.map { (column: $0, names: Self.names($0.name, of: other)) }
        for before in befores {
            for after in afters {
                let fit = Self.fit(before.column.family, after.column.family)
                guard fit > 0 else { continue }
                let likeness = before.names.flatMap { name in after.names.map { name.likeness($0).share } }.max() ?? 0
                let share = likeness * fit
                if share >= Self.sure { found.append((before.column, after.column, share)) }
            }
        }
        found.sort { ($1.share, $0.old.name, $0.new.name) < ($0.share, $1.old.name, $1.new.name) }
        var taken = Sides<Set<String>>(old: [], new: [])
        for pair in found where !taken.old.contains(pair.old.name) && !taken.new.contains(pair.new.name) {
            taken.old.insert(pair.old.name)
            taken.new.insert(pair.new.name)
            pairs.append(Self.column(pair.old, pair.new, pair.share))
        }
        let all = max(old.columns.count, new.columns.count)
        overlap = all == 0 ? 0 : pairs.reduce(0) { $0 + $1.confidence } / Double(all)
        let places = Dictionary(old.columns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        pairs.sort { places[$0.old, default: 0] < places[$1.old, default: 0] }
    }

    /// A column's name, and the same without its table's: `order_id` of `orders` is its `id`.
    private static func names(_ column: String, of table: NameWords) -> [NameWords] {
        let whole = NameWords(column)
        let words = table.words.map(NameWords.singular)
        let mine = whole.words.map(NameWords.singular)
        guard !words.isEmpty, mine.count > words.count, Array(mine.prefix(words.count)) == words else { return [whole] }
        return [whole, NameWords(whole.words.dropFirst(words.count).joined(separator: "_"))]
    }

    /// How well two types go together, 0...1.
    private static func fit(_ old: ValueFamily, _ new: ValueFamily) -> Double {
        let (one, other) = (sort(old), sort(new))
        if one == other { return 1 }
        switch (one, other) {
        case ("text", _), (_, "text"): return 0.85
        case ("number", "truth"), ("truth", "number"): return 0.95
        case ("moment", "date"), ("date", "moment"): return 0.8
        case ("binary", "uuid"), ("uuid", "binary"): return 0.9
        case ("number", "moment"), ("moment", "number"): return 0.7
        default: return 0
        }
    }

    private static func sort(_ family: ValueFamily) -> String {
        switch family {
        case .integer, .decimal, .double, .single: "number"
        case .boolean: "truth"
        case .text, .json, .other: "text"
        case .binary: "binary"
        case .uuid: "uuid"
        case .date: "date"
        case .time: "time"
        case .timestamp: "moment"
        }
    }

    private static func column(_ old: ColumnShape, _ new: ColumnShape, _ share: Double) -> MappingProposal.Column {
        var column = MappingProposal.Column(old: old.name, new: new.name, confidence: share, kind: nil, open: [])
        func isEither(_ family: ValueFamily) -> Bool { (old.family == family) != (new.family == family) }
        if isEither(.uuid) {
            column.kind = "uuid"
        } else if isEither(.boolean) {
            column.kind = "boolean"
        } else if isEither(.json) {
            column.kind = "json"
        } else if sort(old.family) != sort(new.family) {
            column.open.append("\(old.type) and \(new.type) are of different kinds; what do both mean by it (as: …)?")
        }
        switch (old.family, new.family) {
        case (.integer, .decimal), (.decimal, .integer):
            column.open.append("is one side in cents (minor_units: 2 where old is)?")
        case (.timestamp(_, let before), .timestamp(_, let after)) where before != after:
            column.open.append("in which zone does the side without zones write (\(before ? "new" : "old")_zone: …)?")
        default: break
        }
        if share < 0.75 { column.open.append("do these two columns hold the same?") }
        return column
    }

    /// The pairing as a table of a proposal, still without how sure it is.
    func table(_ old: String, _ new: String, _ before: TableShape, _ after: TableShape) -> MappingProposal.Table {
        var key: [MappingProposal.Column] = []
        var open: [String] = []
        let wanted = before.key.isEmpty ? after.key : before.key
        for name in wanted {
            if let pair = pairs.first(where: { (before.key.isEmpty ? $0.new : $0.old) == name }) { key.append(pair) }
        }
        if wanted.isEmpty {
            open.append("neither side has a key; which columns tell one row from another?")
        } else if key.count < wanted.count {
            key = []
            open.append(
                "the key (\(wanted.joined(separator: ", "))) has no counterpart; what tells one row from another?")
        } else if Set(key.map(\.new)) != Set(after.key), !after.key.isEmpty, !before.key.isEmpty {
            open.append("the new side's key is \(after.key.joined(separator: ", ")); do both sides number rows alike?")
        }
        let others = pairs.filter { pair in !key.contains { $0.old == pair.old } }
        return MappingProposal.Table(
            old: old, new: new, confidence: 0, why: "", key: key, columns: others,
            alone: Sides(
                old: before.columns.map(\.name).filter { name in !pairs.contains { $0.old == name } },
                new: after.columns.map(\.name).filter { name in !pairs.contains { $0.new == name } }),
            updated: Sides(old: Self.updated(before), new: Self.updated(after)), open: open)
    }

    private static func updated(_ shape: TableShape) -> String? {
        shape.columns.first { column in
            let words = NameWords(column.name).words
            let isNamed = ["updated", "modified", "changed"].contains { words.contains($0) }
            return isNamed && sort(column.family) == "moment"
        }?.name
    }
}
