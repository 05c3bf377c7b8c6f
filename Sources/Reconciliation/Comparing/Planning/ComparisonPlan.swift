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
    /// Columns of either side that are not compared, each with why.
    public var leftOut: [TableMapping.LeftOut] { mapping.leftOut }
    /// No key tells rows apart: whole rows are counted.
    public let isMultiset: Bool
    /// No two rows of a side have equal keys, as this comparison judges keys.
    public let isUnique: Bool
    /// Both sides give their rows in the order of ``canonicalKey(_:of:)``, byte by byte.
    public let ordersByValue: Bool
    /// Rows whose bytes are equal are equal.
    public let sameBytesMeanEqual: Bool
}

extension ComparisonPlan {
    /// Resolves what a mapping leaves open against what both stores say of the tables.
    ///
    /// - Throws: ``CouldNotCheck/mapping(_:why:mend:)`` where a named column is not there, or two columns have nothing
    ///   in common to be compared by.
    public static func make(
        _ mapping: TableMapping, shapes: Sides<TableShape>, stores: Sides<StoreKind>
    ) throws(CouldNotCheck) -> ComparisonPlan {
        let key = mapping.key.isEmpty ? shapes.old.key.map { ColumnPair($0) } : mapping.key
        let others = (mapping.columns.isEmpty ? shapes.old.columns.map { ColumnPair($0.name) } : mapping.columns)
            .filter { pair in !key.contains { $0.old == pair.old } }
        var columns: [ColumnComparison] = []
        var read = Sides<[ReadColumn]>(old: [], new: [])
        for pair in key + others {
            guard let old = shapes.old.column(pair.old), let new = shapes.new.column(pair.new) else {
                throw .mapping(mapping.name, why: "there is no column \(pair.old)", mend: "name another")
            }
            columns.append(
                ColumnComparison(pair: pair, families: Sides(old: old.family, new: new.family), form: .text))
            read.old.append(ReadColumn(name: old.name, family: old.family))
            read.new.append(ReadColumn(name: new.name, family: new.family))
        }
        var resolved = mapping
        resolved.key = key
        resolved.columns = others
        let readings = Sides { side in
            let rows = side == .old ? mapping.old : mapping.new
            return TableReading(
                source: rows.source, columns: read[side], keyCount: key.count, condition: rows.condition,
                order: .bytes, isUnique: !shapes[side].key.isEmpty)
        }
        return ComparisonPlan(
            mapping: resolved, readings: readings, columns: columns, keyCount: key.count, digestKind: nil,
            isMultiset: false, isUnique: true, ordersByValue: true, sameBytesMeanEqual: true)
    }

    /// The keys under which the other side may hold a row that `side` calls `key`.
    public func translate(_ key: RowKey, from side: Side) -> [RowKey] { [key] }

    /// Bytes that are the same for equal keys of both sides, and sort as both sides sort where ``ordersByValue``.
    public func canonicalKey(_ key: RowKey, of side: Side) -> [UInt8] {
        var bytes: [UInt8] = []
        for (index, cell) in key.cells.enumerated() {
            if let cell {
                cell.withUnsafeBytes { columns[index].appendCanonical($0, of: side, to: &bytes) }
            } else {
                columns[index].appendCanonical(nil, of: side, to: &bytes)
            }
        }
        return bytes
    }
}
