import Databases

/// What came of trying to write as an account.
public struct WriterTrial: Sendable, Hashable, CustomStringConvertible {
    public enum Outcome: Sendable, Hashable {
        /// Refused, with the server's number: 4151 the account is locked, 1290 the server is read only, 1142 no right.
        case refused(code: String)
        /// Nobody gave its credential; the server says that it is locked.
        case locked
        /// The plan leaves it open, or it is the fence's own; not tried.
        case spared
        /// It could write.
        case accepted
        case couldNotCheck(why: String)
    }

    /// The account or, where only a user's name is known, that.
    public var account: String
    public var outcome: Outcome

    public var isFenced: Bool {
        switch outcome {
        case .refused, .locked, .spared: true
        case .accepted, .couldNotCheck: false
        }
    }

    public var description: String {
        switch outcome {
        case .refused(let code): "\(account) is refused (\(code))"
        case .locked: "\(account) is locked; its credential was not tried"
        case .spared: "\(account) can still write, and the plan leaves that so"
        case .accepted: "\(account) can still write: it is not bound by read_only; lock it, or revoke READ ONLY ADMIN"
        case .couldNotCheck(let why): "\(account) could not be checked: \(why)"
        }
    }
}

extension Fence {
    /// Tries to write with every credential, and looks at every other writer the server knows.
    ///
    /// Each trial is a statement that would change no row (`WHERE FALSE`): the server refuses or takes it before it
    /// looks at rows, so the trial is whole and leaves nothing behind, on tables without transactions too.
    public func prove(_ credentials: [WriterCredential]) async throws(RelocationError) -> [WriterTrial] {
        let writers = try await side.server.writers(of: plan.schemas)
        let sparedNow = plan.spared.union([
            DatabaseAccount(parsing: try await side.server.value("SELECT CURRENT_USER()") ?? "")
        ])
        let tables = try await probeTables()
        var trials: [WriterTrial] = []
        await withTaskGroup(of: WriterTrial.self) { group in
            for credential in credentials {
                let own = writers.filter { $0.account.user == credential.user }
                group.addTask { await trial(credential, own, tables) }
            }
            for await trial in group { trials.append(trial) }
        }
        let tried = Set(credentials.map(\.user))
        for writer in writers where !tried.contains(writer.account.user) {
            let outcome: WriterTrial.Outcome =
                sparedNow.contains(writer.account)
                ? .spared
                : writer.isLocked
                    ? .locked : .couldNotCheck(why: "its credential is not in the inventory and it is not locked")
            trials.append(WriterTrial(account: "\(writer.account)", outcome: outcome))
        }
        return trials.sorted { $0.account < $1.account }
    }

    /// A table of each schema that has one.
    private struct ProbeTable: Sendable {
        let schema: String
        let name: String
        let column: String
    }

    private func probeTables() async throws(RelocationError) -> [ProbeTable] {
        var tables: [ProbeTable] = []
        for schema in plan.schemas {
            let rows = try await side.server.rows(
                """
                SELECT c.TABLE_NAME, c.COLUMN_NAME FROM information_schema.COLUMNS c JOIN information_schema.TABLES t \
                ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME AND t.TABLE_TYPE = 'BASE TABLE' \
                WHERE c.TABLE_SCHEMA = \(SQLText.text(schema)) AND c.EXTRA NOT LIKE '%GENERATED%' \
                ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION LIMIT 1
                """)
            tables += rows.map { ProbeTable(schema: schema, name: $0[0] ?? "", column: $0[1] ?? "") }
        }
        return tables
    }

    private func trial(
        _ credential: WriterCredential, _ own: [WriterAccount], _ tables: [ProbeTable]
    ) async -> WriterTrial {
        func ended(_ outcome: WriterTrial.Outcome) -> WriterTrial {
            WriterTrial(account: own.count == 1 ? "\(own[0].account)" : credential.user, outcome: outcome)
        }
        guard !tables.isEmpty else { return ended(.couldNotCheck(why: "the schema has no table to try")) }
        var address = side.server.address.atServer
        address.user = credential.user
        let connection = MariaDBConnection(
            address, password: credential.password, limits: ConnectionLimits(connect: 5, answer: 5),
            session: ["SET SESSION lock_wait_timeout = 1, innodb_lock_wait_timeout = 1"])
        let outcome = await outcome(connection, own, tables)
        await connection.close()
        return ended(outcome)
    }

    private func outcome(
        _ connection: MariaDBConnection, _ own: [WriterAccount], _ tables: [ProbeTable]
    ) async -> WriterTrial.Outcome {
        do throws(DatabaseError) { try await connection.execute("SELECT 1") } catch {
            guard case .connect(_, let why) = error else { return .couldNotCheck(why: "\(error)") }
            if why.contains("account is locked") { return .refused(code: "4151") }
            if !own.isEmpty && own.allSatisfy(\.isLocked) { return .locked }
            return .couldNotCheck(why: why)
        }
        var refusals: Set<String> = []
        for statement in statements(own, tables) {
            do throws(DatabaseError) {
                try await connection.execute(statement)
                return .accepted
            } catch {
                guard case .statement(_, let code, let why) = error else { return .couldNotCheck(why: "\(error)") }
                // A table that the account has rights on in another of the schemas.
                if code == "1146" && tables.count > 1 { continue }
                guard ["1290", "1142", "1143", "1044", "1792", "4151"].contains(code) else {
                    return .couldNotCheck(why: "\(why) (\(code))")
                }
                refusals.insert(code)
            }
        }
        return .refused(code: refusals.contains("1290") ? "1290" : refusals.sorted().first ?? "")
    }

    /// Writes that would change no row.
    private func statements(_ own: [WriterAccount], _ tables: [ProbeTable]) -> [String] {
        tables.flatMap { table -> [String] in
            let place = "\(SQLText.name(table.schema)).\(SQLText.name(table.name))"
            let column = SQLText.name(table.column)
            return own.flatMap(\.tables).map {
                "DELETE FROM \(SQLText.name(table.schema)).\(SQLText.name($0)) WHERE FALSE"
            } + [
                "DELETE FROM \(place) WHERE FALSE", "UPDATE \(place) SET \(column) = NULL WHERE FALSE",
                "INSERT INTO \(place) (\(column)) SELECT NULL FROM DUAL WHERE FALSE",
            ]
        }
    }
}
