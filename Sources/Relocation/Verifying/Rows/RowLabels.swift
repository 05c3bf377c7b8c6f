extension DatabaseServer {
    /// What people call a row: `option_name siteurl`; nil where its table has no such column, or the row is gone.
    ///
    /// - Parameter key: columns and values of its key, as text.
    public func label(
        in schema: String, _ name: String, _ table: SchemaForm.Table, key: [(column: String, value: String)]
    ) async throws(RelocationError) -> String? {
        let columns = ["option_name", "meta_key", "domain", "post_name", "sku"].filter { table.columns[$0] != nil }
        guard let column = columns.first, !key.contains(where: { $0.column == column }), !key.isEmpty else {
            return nil
        }
        let conditions = key.map { "\(SQLText.name($0.column)) = \(SQLText.text($0.value))" }
        let found = try await value(
            "SELECT \(SQLText.name(column)) FROM \(SQLText.name(schema)).\(SQLText.name(name)) WHERE "
                + conditions.joined(separator: " AND ") + " LIMIT 1")
        return found.map { "\(column) \($0)" }
    }
}
