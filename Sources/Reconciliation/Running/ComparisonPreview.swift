/// What would be compared, without a row being read.
public struct ComparisonPreview: Sendable, Hashable, Codable {
    public var table: String
    public var stores: Sides<String>
    /// About how many rows each side has; nil where it does not know.
    public var rows: Sides<Int?>
    /// Columns of the key and of the rest, `old = new` where they are called differently.
    public var key: [String]
    public var columns: [String]
    public var leftOut: [String]
    /// The digest that both stores can compute; nil where every row is read.
    public var digest: DigestKind?
    /// Why nothing can be compared, or read in pages.
    public var remarks: [String]

    public static func of(
        _ mapping: TableMapping, between stores: Sides<any ComparedStore>
    ) async throws(CouldNotCheck) -> ComparisonPreview {
        let old = try await stores.old.describe(mapping.old.source)
        let new = try await stores.new.describe(mapping.new.source)
        let plan = try ComparisonPlan.make(
            mapping, shapes: Sides(old: old, new: new), stores: Sides { stores[$0].kind })
        let names = plan.columns.map { column in
            column.pair.old == column.pair.new ? column.pair.old : "\(column.pair.old) = \(column.pair.new)"
        }
        var remarks: [String] = []
        if plan.isMultiset { remarks.append("no key tells its rows apart: equal rows are counted") }
        if !plan.readings.old.isPageable || !plan.readings.new.isPageable {
            remarks.append("it is read in one stream: after a cut it begins anew")
        }
        return ComparisonPreview(
            table: mapping.name, stores: Sides { stores[$0].name }, rows: Sides(old: old.rows, new: new.rows),
            key: Array(names.prefix(plan.keyCount)), columns: Array(names.dropFirst(plan.keyCount)),
            leftOut: plan.leftOut.map { "\($0.column): \($0.why)" }, digest: plan.digestKind, remarks: remarks)
    }

    /// For people.
    public var lines: [String] {
        let count = { (rows: Int?) in rows.map { "about \($0) rows" } ?? "rows not counted" }
        return [
            "\(table)", "  old      \(stores.old), \(count(rows.old))", "  new      \(stores.new), \(count(rows.new))",
            "  key      \(key.isEmpty ? "none" : key.joined(separator: ", "))",
            "  compared \(columns.joined(separator: ", "))",
        ] + leftOut.map { "  left out \($0)" } + [
            "  way      \(digest.map { "digests (\($0.rawValue)) or all rows, by measurement" } ?? "all rows are read")"
        ] + remarks.map { "  note     \($0)" }
    }
}
