import Databases
public import Rewriting

/// Rows of the new side that the declared rewrites would still change.
public struct UnwrittenRows: Sendable, Hashable {
    /// Rows by table.
    public var rows: [String: Int] = [:]
    /// The first of them: `wp_options.option_value of option_id 3`.
    public var examples: [String] = []

    public init() {}

    public var count: Int { rows.values.reduce(0, +) }
}

extension ColumnRule {
    /// How a column of a table is treated by the rewrites; nil as any other text.
    public static func treatment(of column: String, in table: String) -> Treatment? {
        wordPress.first { rule in
            rule.column == column
                && (rule.table.hasPrefix("*") ? table.hasSuffix(rule.table.dropFirst()) : rule.table == table)
        }?.treatment
    }
}

extension Rewriter {
    /// What the rewrites make of a value, and by which of them; nil where it stays.
    public mutating func rewritten(
        _ value: [UInt8], as treatment: ColumnRule.Treatment?
    ) -> (bytes: [UInt8], rules: [Int])? {
        if treatment == .skip { return nil }
        if treatment == .host {
            let host = rewriteHost(value)
            if let bytes = host.bytes { return (bytes, host.rules) }
        }
        let outcome = rewrite(value)
        return outcome.bytes.map { ($0, outcome.rules) }
    }
}

extension DatabaseServer {
    /// Looks for rows that are not as the rewrites would leave them; changes nothing.
    ///
    /// - Parameter conditions: what is looked at of each table; all of it where nothing is said.
    public func unwritten(
        in schema: String, _ form: SchemaForm, map: RewriteMap, leavingOut: Set<String>,
        conditions: [String: String] = [:]
    ) async throws(RelocationError) -> UnwrittenRows {
        var found = UnwrittenRows()
        // Bytes as they are stored, whatever the column's character set.
        let connection = MariaDBConnection(
            address.atServer, password: password, limits: ConnectionLimits(answer: 600),
            session: Self.session + ["SET character_set_results = NULL"])
        for (name, table) in form.tables.sorted(by: { $0.key < $1.key }) where !leavingOut.contains(name) {
            let key = table.primaryKey
            let text = table.columns.filter { SchemaForm.holdsText($0.value) && !key.contains($0.key) }.keys.sorted()
                .filter { ColumnRule.treatment(of: $0, in: name) != .skip }
            guard !text.isEmpty else { continue }
            let columns = (key + text).map(SQLText.name).joined(separator: ", ")
            var condition = Self.filter(text, map)
            if let only = conditions[name] { condition = "(\(only)\n) AND (\(condition))" }
            let place = "\(SQLText.name(schema)).\(SQLText.name(name))"
            try await read(connection, "SELECT \(columns) FROM \(place) WHERE \(condition)") { row in
                var rewriter = Rewriter(map)
                for (column, cell) in zip(text, row.dropFirst(key.count)) {
                    guard let cell,
                        let new = rewriter.rewritten(Array(cell), as: ColumnRule.treatment(of: column, in: name))?
                            .bytes,
                        !new.elementsEqual(cell)
                    else { continue }
                    found.rows[name, default: 0] += 1
                    if found.examples.count < 20 {
                        let names = zip(key, row).map { key, cell in
                            "\(key) \(cell.map { String(decoding: $0, as: UTF8.self) } ?? "NULL")"
                        }
                        found.examples.append(
                            "\(name).\(column)" + (names.isEmpty ? "" : " of \(names.joined(separator: ", "))"))
                    }
                    return
                }
            }
        }
        await connection.close()
        return found
    }

    private func read(
        _ connection: MariaDBConnection, _ sql: String, each: ([ArraySlice<UInt8>?]) -> Void
    ) async throws(RelocationError) {
        let stream = connection.stream(sql)
        do throws(DatabaseError) {
            while let batch = try await stream.next() {
                for index in batch.indices { each(batch.cells(of: index)) }
            }
        } catch {
            throw DatabaseTrouble.explain(error, name)
        }
    }

    /// Rows that hold what a rewrite looks for, as a condition; a row that does not is never changed.
    private static func filter(_ columns: [String], _ map: RewriteMap) -> String {
        guard map.probes.count * columns.count <= 400 else { return "TRUE" }
        let parts = columns.map(SQLText.name).flatMap { column in
            map.probes.map { probe in
                let bytes =
                    "X'"
                    + probe.bytes.map { byte in
                        let digits = String(byte, radix: 16)
                        return digits.count == 1 ? "0" + digits : digits
                    }.joined() + "'"
                return probe.anyCase
                    ? "LOCATE(\(bytes), LOWER(CONVERT(\(column) USING latin1))) > 0"
                    : "LOCATE(\(bytes), CAST(\(column) AS BINARY)) > 0"
            }
        }
        return parts.joined(separator: " OR ")
    }
}

extension SchemaForm {
    /// A column of this type can hold a host name or a path.
    public static func holdsText(_ type: String) -> Bool {
        let word = type.prefix { $0.isLetter }.lowercased()
        return word.hasSuffix("char") || word.hasSuffix("text") || isBytes(type) || word == "json"
    }

    /// Results show values of this type in hexadecimal.
    public static func isBytes(_ type: String) -> Bool {
        let word = type.prefix { $0.isLetter }.lowercased()
        return word.hasSuffix("binary") || word.hasSuffix("blob")
    }
}

extension SchemaForm.Table {
    /// Columns of the primary key, in its order; empty where there is none.
    public var primaryKey: [String] {
        guard let primary = indexes["PRIMARY"], let open = primary.firstIndex(of: "(") else { return [] }
        return primary[primary.index(after: open)...].dropLast().split(separator: ",").map(String.init)
    }
}
