/// How one table is compared: what is read of each side, how each pair of columns is judged, and what is not looked at.
public struct ComparisonPlan: Sendable {
    /// The mapping with its key, its columns and what is left out spelled out.
    public let mapping: TableMapping
    public let readings: Sides<TableReading>
    /// How the cells of a row are compared, in the order in which both readings give them: the key first.
    public let columns: [ColumnComparison]
    public let keyCount: Int
    /// What both stores digest alike; nil where rows must be read.
    public let digestKind: DigestKind?
    /// No key tells rows apart: whole rows are counted.
    public let isMultiset: Bool
    /// No two rows of a side have equal keys, as this comparison judges keys.
    public let isUnique: Bool
    /// Both sides are expected to give their rows in the order of ``canonicalKey(_:of:)``, byte by byte.
    public let ordersByValue: Bool
    /// Rows whose bytes are equal are equal.
    public let sameBytesMeanEqual: Bool

    /// Columns of either side that are not compared, each with why.
    public var leftOut: [TableMapping.LeftOut] { mapping.leftOut }

    /// Resolves what a mapping leaves open against what both stores say of the tables.
    ///
    /// The key is the one that is named, else the old side's own where the new side has its columns too, else the new
    /// side's; without any, whole rows are the key and are counted. Columns that are not named pair up by name, exactly
    /// or else in any case.
    ///
    /// - Throws: ``CouldNotCheck/mapping(_:why:mend:)`` where a named column is not there, two columns have nothing in
    ///   common to be compared by, or a rule asks for what its columns cannot have.
    public static func make(
        _ mapping: TableMapping, shapes: Sides<TableShape>, stores: Sides<StoreKind>
    ) throws(CouldNotCheck) -> ComparisonPlan {
        var matching = try ColumnMatching(mapping, shapes: shapes)
        let isMultiset = matching.key.isEmpty
        if isMultiset { matching.takeAllAsKey() }
        var columns: [ColumnComparison] = []
        for (index, match) in (matching.key + matching.others).enumerated() {
            let isKey = index < matching.key.count
            let choice = FormChoice(table: mapping.name, match: match, stores: stores, isKey: isKey)
            columns.append(try choice.comparison())
        }
        let order = OrderChoice(
            shapes: matching.key.map(\.shapes), columns: Array(columns.prefix(matching.key.count)), stores: stores)
        let isKeyed = Side.allCases.allSatisfy { side in
            let key = shapes[side].key
            return !key.isEmpty && key.allSatisfy { name in matching.key.contains { $0.shapes[side].name == name } }
        }
        let digests = DigestChoice(columns: columns, stores: stores)
        let kind = isKeyed && order.order == .index ? digests.kind : nil
        let readings = Sides { side in
            let rows = side == .old ? mapping.old : mapping.new
            let reads = zip(matching.key + matching.others, columns).map { match, column in
                let shape = match.shapes[side]
                return ReadColumn(
                    name: shape.name, family: column.readAs(side, stores[side]),
                    digest: kind == nil ? nil : digests.form(column))
            }
            return TableReading(
                source: rows.source, columns: reads, keyCount: matching.key.count, condition: rows.condition,
                order: order.order, isUnique: isKeyed)
        }
        var resolved = mapping
        resolved.key = isMultiset ? [] : matching.key.map(\.pair)
        resolved.columns = isMultiset ? matching.key.map(\.pair) : matching.others.map(\.pair)
        resolved.leftOut = matching.leftOut
        return ComparisonPlan(
            mapping: resolved, readings: readings, columns: columns, keyCount: matching.key.count, digestKind: kind,
            isMultiset: isMultiset,
            isUnique: isKeyed && columns.prefix(matching.key.count).allSatisfy(\.isInjective),
            ordersByValue: order.isByValue, sameBytesMeanEqual: columns.allSatisfy(\.sameBytesMeanEqual))
    }

    /// Bytes that are the same for equal keys of both sides, and sort as both sides sort where ``ordersByValue``.
    public func canonicalKey(_ key: RowKey, of side: Side) -> [UInt8] {
        var bytes: [UInt8] = []
        for (cell, column) in zip(key.cells, columns) {
            if let cell {
                cell.withUnsafeBytes { column.appendCanonical($0, of: side, to: &bytes) }
            } else {
                column.appendCanonical(nil, of: side, to: &bytes)
            }
        }
        return bytes
    }
}

extension ColumnComparison {
    /// What a store is told that a column holds: files know only text, and sort it as what it is compared as.
    fileprivate func readAs(_ side: Side, _ store: StoreKind) -> ValueFamily {
        guard !store.readsByIndex, families[side] == .text else { return families[side] }
        if let kind = pair.rule.kind { return kind }
        return families[side.other].isWritten ? .text : families[side.other]
    }
}
