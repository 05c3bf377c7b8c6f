/// Hides the sites of a copy from search engines.
public struct NetworkVisibility: Sendable {
    let server: DatabaseServer
    let schema: String
    /// What the network's tables begin with.
    let prefix: String

    public init(_ server: DatabaseServer, schema: String, prefix: String) {
        self.server = server
        self.schema = schema
        self.prefix = prefix
    }

    /// `blog_public` becomes 0 for every site, and `public` in the network's list of sites; in no binary log.
    ///
    /// - Returns: how many sites there are; 0 where the schema holds no WordPress of this prefix.
    public func hide() async throws(RelocationError) -> Int {
        let names = try await server.rows(
            "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = \(SQLText.text(schema)) "
                + "AND TABLE_TYPE = 'BASE TABLE' ORDER BY 1"
        ).compactMap { $0[0] }
        let options = names.filter { Self.isOptions($0, prefix: prefix) }
        for table in options {
            try await server.executeQuietly(
                "UPDATE \(SQLText.name(schema)).\(SQLText.name(table)) SET option_value = '0' "
                    + "WHERE option_name = 'blog_public' AND option_value <> '0'")
        }
        if names.contains("\(prefix)blogs") {
            try await server.executeQuietly(
                "UPDATE \(SQLText.name(schema)).\(SQLText.name("\(prefix)blogs")) SET public = 0 WHERE public <> 0")
        }
        return options.count
    }

    /// `wp_options`, `wp_2_options`, …
    static func isOptions(_ table: String, prefix: String) -> Bool {
        guard table.hasPrefix(prefix), table.hasSuffix("options") else { return false }
        let middle = table.dropFirst(prefix.count).dropLast("options".count)
        if middle.isEmpty { return true }
        return middle.last == "_" && middle.count > 1 && middle.dropLast().allSatisfy(\.isNumber)
    }
}
