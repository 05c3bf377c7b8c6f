/// What a MariaDB server is set to, as far as moving a database depends on it.
public struct ServerFacts: Sendable, Hashable {
    public var version: String
    public var serverID: UInt32
    public var domain: UInt32
    public var isReadOnly: Bool
    public var hasBinaryLog: Bool
    public var logFormat: String
    public var rowImage: String
    public var logsReplicated: Bool
    public var isGTIDStrict: Bool
    public var sqlMode: Set<String>
    public var defaultRowFormat: String
    public var caseRule: String
    public var trustsFunctionCreators: Bool
    public var eventScheduler: String
    public var doDatabases: String
    public var rewrites: String
    /// Every GTID domain the server has met.
    public var seenDomains: Set<UInt32>
    /// What was logged, with the last sequence number of each domain *and* server.
    public var logState: [GTID]
    public var collations: Set<String>
    /// What the connected account may do, in capitals.
    public var privileges: Set<String>

    /// The account may change everything that a transfer or a hand over changes.
    func lacks(_ privilege: String) -> Bool {
        !privileges.contains(privilege) && !privileges.contains("ALL PRIVILEGES")
    }
}

extension DatabaseServer {
    public func facts() async throws(RelocationError) -> ServerFacts {
        var variables: [String: String] = [:]
        for row in try await rows(
            """
            SHOW GLOBAL VARIABLES WHERE Variable_name IN ('version', 'server_id', 'gtid_domain_id', 'read_only', \
            'log_bin', 'binlog_format', 'binlog_row_image', 'log_slave_updates', 'gtid_strict_mode', 'sql_mode', \
            'innodb_default_row_format', 'lower_case_table_names', 'log_bin_trust_function_creators', \
            'event_scheduler', 'replicate_do_db', 'replicate_rewrite_db', 'gtid_binlog_state', 'gtid_slave_pos')
            """)
        {
            if let name = row[0] { variables[name.lowercased()] = row[1] ?? "" }
        }
        let version = variables["version"] ?? "a server without a version"
        let numbers = version.split(whereSeparator: { !$0.isNumber }).prefix(2).compactMap { Int($0) }
        guard version.contains("MariaDB"), numbers.count == 2, (numbers[0], numbers[1]) >= (10, 5) else {
            throw .unusable(
                what: name, found: version,
                expected:
                    "MariaDB 10.5 or later, which locks accounts and holds commits; upgrade the old server in place "
                    + "first"
            )
        }
        func isOn(_ name: String) -> Bool { ["ON", "1"].contains(variables[name]?.uppercased() ?? "") }
        let state = (variables["gtid_binlog_state"] ?? "").split(separator: ",").compactMap { GTID(parsing: $0) }
        let applied = GTIDPosition(parsing: variables["gtid_slave_pos"] ?? "") ?? GTIDPosition()
        let domain = UInt32(variables["gtid_domain_id"] ?? "") ?? 0
        let collations = try await rows(
            "SELECT FULL_COLLATION_NAME FROM information_schema.COLLATION_CHARACTER_SET_APPLICABILITY",
            orIfUnknown: "SELECT COLLATION_NAME FROM information_schema.COLLATIONS")
        let own = try await rows("SHOW GRANTS").compactMap { $0[0] }
        let privileges = own.compactMap { Grant(parsing: $0) }.filter { $0.reachesEverything }
            .reduce(into: Set<String>()) { $0.formUnion($1.privileges) }
        return ServerFacts(
            version: version, serverID: UInt32(variables["server_id"] ?? "") ?? 0, domain: domain,
            isReadOnly: isOn("read_only"), hasBinaryLog: isOn("log_bin"),
            logFormat: variables["binlog_format"] ?? "", rowImage: variables["binlog_row_image"] ?? "",
            logsReplicated: isOn("log_slave_updates"), isGTIDStrict: isOn("gtid_strict_mode"),
            sqlMode: Set((variables["sql_mode"] ?? "").split(separator: ",").map(String.init)),
            defaultRowFormat: variables["innodb_default_row_format"] ?? "",
            caseRule: variables["lower_case_table_names"] ?? "",
            trustsFunctionCreators: isOn("log_bin_trust_function_creators"),
            eventScheduler: variables["event_scheduler"] ?? "", doDatabases: variables["replicate_do_db"] ?? "",
            rewrites: variables["replicate_rewrite_db"] ?? "",
            seenDomains: Set(state.map(\.domain)).union(applied.last.keys).union([domain]), logState: state,
            collations: Set(collations.compactMap { $0[0] }), privileges: privileges)
    }

    /// The rows of a statement, or of another one where the server's version does not know a column of the first.
    private func rows(_ sql: String, orIfUnknown other: String) async throws(RelocationError) -> [[String?]] {
        do throws(RelocationError) { return try await rows(sql) } catch {
            if case .statement(_, "1054", _, _) = error { return try await rows(other) }
            throw error
        }
    }
}
