/// Which columns of the two sides belong together.
struct ColumnMatching {
    struct Match {
        var pair: ColumnPair
        var shapes: Sides<ColumnShape>
    }

    private(set) var key: [Match] = []
    private(set) var others: [Match] = []
    private(set) var leftOut: [TableMapping.LeftOut] = []

    init(_ mapping: TableMapping, shapes: Sides<TableShape>) throws(CouldNotCheck) {
        for side in Side.allCases where shapes[side].columns.isEmpty {
            throw .mapping(mapping.name, why: "the \(side) side has no columns", mend: "check its name or query")
        }
        for out in mapping.leftOut where shapes.old.find(out.column) == nil && shapes.new.find(out.column) == nil {
            throw .mapping(
                mapping.name, why: "column \(out.column), which is to be left out, is on neither side",
                mend: "take it off the list, or correct its name")
        }
        key = try mapping.key.map { pair throws(CouldNotCheck) in try Self.match(pair, mapping.name, shapes) }
        others = try mapping.columns.map { pair throws(CouldNotCheck) in try Self.match(pair, mapping.name, shapes) }
        if mapping.columns.isEmpty { others = Self.sameNames(mapping, shapes, besides: key) }
        if key.isEmpty { key = Self.ownKey(.old, shapes, others) ?? Self.ownKey(.new, shapes, others) ?? [] }
        // The key is read once; a rule that the mapping gives a key's column elsewhere holds for the key.
        for index in key.indices {
            guard let twin = others.first(where: { $0.shapes == key[index].shapes }) else { continue }
            if key[index].pair.rule == ColumnRule() { key[index].pair.rule = twin.pair.rule }
        }
        let keyed = key
        others.removeAll { other in keyed.contains { $0.shapes == other.shapes } }
        try refuseTwice(mapping.name)
        guard !key.isEmpty || !others.isEmpty else {
            throw .mapping(
                mapping.name, why: "the two sides have no column name in common",
                mend: "name the columns that belong together")
        }
        listLeftOut(mapping, shapes)
    }

    mutating func takeAllAsKey() {
        key = others
        others = []
    }

    private static func match(_ pair: ColumnPair, _ table: String, _ shapes: Sides<TableShape>) throws(CouldNotCheck)
        -> Match
    {
        let found = try Sides<ColumnShape> { side throws(CouldNotCheck) in
            let name = side == .old ? pair.old : pair.new
            if let column = shapes[side].find(name) { return column }
            let names = shapes[side].columns.map(\.name).joined(separator: ", ")
            throw .mapping(table, why: "the \(side) side has no column \(name)", mend: "it has \(names)")
        }
        return Match(pair: ColumnPair(old: found.old.name, new: found.new.name, rule: pair.rule), shapes: found)
    }

    private static func sameNames(_ mapping: TableMapping, _ shapes: Sides<TableShape>, besides key: [Match]) -> [Match]
    {
        let out = Set(mapping.leftOut.map { $0.column.lowercased() })
        return shapes.old.columns.compactMap { old in
            guard !out.contains(old.name.lowercased()), let new = shapes.new.find(old.name),
                !out.contains(new.name.lowercased()),
                !key.contains(where: { $0.shapes.old == old || $0.shapes.new == new }),
                // Where names differ only in case, each goes with its like.
                shapes.old.find(new.name)?.name == old.name
            else { return nil }
            return Match(
                pair: ColumnPair(old: old.name, new: new.name), shapes: Sides(old: old, new: new))
        }
    }

    /// The key of one side, where each of its columns is compared with one of the other side.
    private static func ownKey(_ side: Side, _ shapes: Sides<TableShape>, _ matches: [Match]) -> [Match]? {
        let key = shapes[side].key.compactMap { name in matches.first { $0.shapes[side].name == name } }
        return key.isEmpty || key.count < shapes[side].key.count ? nil : key
    }

    private func refuseTwice(_ table: String) throws(CouldNotCheck) {
        for side in Side.allCases {
            var seen: Set<String> = []
            for match in key + others where !seen.insert(match.shapes[side].name).inserted {
                throw .mapping(
                    table, why: "column \(match.shapes[side].name) of the \(side) side is named twice",
                    mend: "compare it once; a query can give it a second name")
            }
        }
    }

    private mutating func listLeftOut(_ mapping: TableMapping, _ shapes: Sides<TableShape>) {
        leftOut = mapping.leftOut
        for side in Side.allCases {
            for column in shapes[side].columns {
                guard !(key + others).contains(where: { $0.shapes[side].name == column.name }),
                    !leftOut.contains(where: { $0.column.lowercased() == column.name.lowercased() })
                else { continue }
                let isShared = shapes[side.other].find(column.name) != nil
                let why = isShared ? "the mapping does not name it" : "only the \(side) side has it"
                leftOut.append(TableMapping.LeftOut(column: column.name, why: why))
            }
        }
    }
}

extension TableShape {
    /// The column of this name; where there is none, the only one that has it in another case.
    func find(_ name: String) -> ColumnShape? {
        if let exact = column(name) { return exact }
        let alike = columns.filter { $0.name.lowercased() == name.lowercased() }
        return alike.count == 1 ? alike[0] : nil
    }
}
