/// What the accounts that a schema's code runs as may do with it. A trigger whose account lacks a right refuses the
/// statement that fired it (1142): to a shop that does not read every answer, its shelves look empty.
public struct DefinerRights: Sendable, Hashable {
    /// What code may need of a schema. Rights on accounts and on the server itself are nobody's to carry over.
    static let ofCode: Set<String> = [
        "SELECT", "INSERT", "UPDATE", "DELETE", "EXECUTE", "TRIGGER", "EVENT", "SHOW VIEW", "CREATE TEMPORARY TABLES",
    ]

    /// Those of ``ofCode`` that each account has, on the schema or on all of the server; no entry for one that does not
    /// exist.
    public var rights: [DatabaseAccount: Set<String>] = [:]
    /// Nobody can log in as these.
    public var locked: Set<DatabaseAccount> = []

    public init() {}

    /// An account that may do less than it should, or does not exist.
    public struct Lack: Sendable, Hashable {
        public var account: DatabaseAccount
        /// In alphabetical order; empty where it does not exist.
        public var rights: [String]
        public var isMissing: Bool

        /// What happens to shoppers, and the statement that mends it.
        func text(_ schema: String) -> String {
            if isMissing { return "\(account) is DEFINER of code in \(schema) and does not exist (1449)" }
            let list = rights.joined(separator: ", ")
            return "\(account) is DEFINER of code in \(schema) and may not \(list) there (1142): GRANT \(list) ON "
                + "\(SQLText.name(schema)).* TO \(account.sql)"
        }
    }

    /// Who may do less here than on the other side; an account that the other side does not know either is no news.
    func lacking(comparedWith other: DefinerRights) -> [Lack] {
        other.rights.keys.sorted().compactMap { account in
            guard let own = rights[account] else { return Lack(account: account, rights: [], isMissing: true) }
            let lacks = (other.rights[account] ?? []).subtracting(own).sorted()
            return lacks.isEmpty ? nil : Lack(account: account, rights: lacks, isMissing: false)
        }
    }
}

extension DatabaseServer {
    /// What these accounts may do with a schema, which need not exist yet.
    func rights(of accounts: Set<DatabaseAccount>, on schema: String) async throws(RelocationError) -> DefinerRights {
        var found = DefinerRights()
        guard !accounts.isEmpty else { return found }
        for row in try await rows(
            "SELECT User, Host, \(SQLText.isLocked()) FROM mysql.global_priv")
        {
            let account = DatabaseAccount(user: row[0] ?? "", host: row[1] ?? "")
            guard accounts.contains(account) else { continue }
            found.rights[account] = []
            if row[2] == "1" { found.locked.insert(account) }
        }
        let byGrantee = Dictionary(
            found.rights.keys.map { ("'\($0.user)'@'\($0.host)'", $0) }, uniquingKeysWith: { first, _ in first })
        for row in try await rows(
            """
            SELECT GRANTEE, PRIVILEGE_TYPE FROM information_schema.USER_PRIVILEGES \
            UNION SELECT GRANTEE, PRIVILEGE_TYPE FROM information_schema.SCHEMA_PRIVILEGES \
            WHERE \(SQLText.text(schema)) LIKE TABLE_SCHEMA
            """)
        {
            guard let account = byGrantee[row[0] ?? ""], let right = row[1], DefinerRights.ofCode.contains(right)
            else { continue }
            found.rights[account]?.insert(right)
        }
        return found
    }

    /// Whose code a schema holds.
    func definers(in schema: String) async throws(RelocationError) -> Set<DatabaseAccount> {
        Set(try await code(SQLText.text(schema)).map(\.definer))
    }
}
