/// A table as the engine knows it.
struct DescribedTable: Sendable {
    var shape: TableShape
    var columns: [String: NativeColumn]

    init(_ natives: [NativeColumn], key: [String], rows: Int?) {
        shape = TableShape(columns: natives.map(\.shape), key: key, rows: rows)
        columns = Dictionary(natives.map { ($0.shape.name, $0) }) { first, _ in first }
    }
}

/// What was described, so that each page need not ask again.
actor ShapeCache {
    private var shapes: [RowSource: DescribedTable] = [:]

    func keep(_ shape: DescribedTable, for source: RowSource) { shapes[source] = shape }

    subscript(source: RowSource) -> DescribedTable? { shapes[source] }
}
