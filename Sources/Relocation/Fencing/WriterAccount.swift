/// An account that can write to a schema.
public struct WriterAccount: Sendable, Hashable, Codable {
    public var account: DatabaseAccount
    /// `read_only` does not bind it.
    public var isUnbound: Bool
    public var isLocked: Bool
    /// Tables of the schema it has rights on one by one; empty where its rights are on the whole schema.
    public var tables: [String]
}

/// A writer's own credential, as its application has it.
public struct WriterCredential: Sendable, Hashable {
    public var user: String
    let password: String

    public init(user: String, password: String) {
        self.user = user
        self.password = password
    }
}

extension DatabaseServer {
    /// Every account that can write to a schema, by rights of its own or of a role it may take.
    public func writers(of schema: String) async throws(RelocationError) -> [WriterAccount] {
        try await writers(of: [schema])
    }

    /// Every account that can write to one of these schemas.
    public func writers(of schemas: [String]) async throws(RelocationError) -> [WriterAccount] {
        let accounts = try await rows(
            """
            SELECT u.User, u.Host, u.is_role, \(SQLText.isLocked("g")) \
            FROM mysql.user u JOIN mysql.global_priv g ON g.User = u.User AND g.Host = u.Host
            """)
        var grants: [DatabaseAccount: [Grant]] = [:]
        for row in accounts {
            let account = DatabaseAccount(user: row[0] ?? "", host: row[1] ?? "")
            grants[account] = try await grantsShown(for: row[2] == "Y" ? SQLText.literal(account.user) : account.sql)
        }
        return accounts.filter { $0[2] != "Y" }.compactMap { row in
            let account = DatabaseAccount(user: row[0] ?? "", host: row[1] ?? "")
            let all = WriterAccounts.effective(of: account, in: grants)
            return WriterAccounts.writer(account, all, schemas: schemas, isLocked: row[3] == "1")
        }.sorted { $0.account < $1.account }
    }

    private func grantsShown(for account: String) async throws(RelocationError) -> [Grant] {
        do throws(RelocationError) {
            return try await rows("SHOW GRANTS FOR \(account)").compactMap { $0[0].flatMap { Grant(parsing: $0) } }
        } catch {
            // An account by host name on a server that resolves none: nobody can be it.
            if case .statement(_, "1141", _, _) = error { return [] }
            throw error
        }
    }
}

/// The pure heart of finding writers.
enum WriterAccounts {
    /// The grants of an account and of every role it can take, directly or through another role.
    static func effective(of account: DatabaseAccount, in grants: [DatabaseAccount: [Grant]]) -> [Grant] {
        var found: [Grant] = []
        var seen: Set<DatabaseAccount> = []
        // What everybody has, since MariaDB 10.11.
        var next = [account, DatabaseAccount(user: "PUBLIC", host: "")]
        while let one = next.popLast() {
            guard seen.insert(one).inserted else { continue }
            for grant in grants[one] ?? [] {
                if let role = grant.role {
                    next.append(DatabaseAccount(user: role, host: ""))
                } else {
                    found.append(grant)
                }
            }
        }
        return found
    }

    static func writer(
        _ account: DatabaseAccount, _ grants: [Grant], schemas: [String], isLocked: Bool
    ) -> WriterAccount? {
        let writing = grants.filter { grant in grant.isWriting && schemas.contains { grant.reaches(schema: $0) } }
        guard !writing.isEmpty else { return nil }
        let unbound = grants.contains {
            $0.reachesEverything && !$0.privileges.isDisjoint(with: Grant.unboundByReadOnly)
        }
        let isWide = writing.contains { $0.table == "*" }
        return WriterAccount(
            account: account, isUnbound: unbound, isLocked: isLocked,
            tables: isWide ? [] : writing.map(\.table).sorted())
    }
}
