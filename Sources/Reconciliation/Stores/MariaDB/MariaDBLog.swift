import Databases

extension MariaDBStore {
    /// Which of these tables were written since a position of ``position()``, as far as the server's own log tells.
    ///
    /// The answer errs on the side of *written*: an event that is not understood counts for every table. Sessions that
    /// switch their logging off (`sql_log_bin = 0`) leave no trace here.
    ///
    /// - Parameter tables: `shop.orders`, or `orders` for one of the address' own database.
    /// - Returns: those of `tables` that were written; nil where the log no longer reaches back, was begun anew, or does
    ///   not hold what a replica applies.
    public func changed(
        since position: StorePosition, tables: [String]
    ) async throws(CouldNotCheck) -> Set<String>? {
        guard let then = MariaDBLogPlace(position), let now = try await self.position().flatMap(MariaDBLogPlace.init)
        else { return nil }
        if then == now { return [] }
        // What a replica applies without logging it moves only the second list of identifiers.
        let logged = try await ask("SELECT @@log_slave_updates", about: nil).texts(of: 0)[0] == "1"
        guard logged || then.applied == now.applied else { return nil }
        let files = try await logFiles()
        guard let first = files.firstIndex(where: { $0.name == then.file }), files[first].size >= then.offset,
            files.contains(where: { $0.name == now.file })
        else { return nil }
        let database = try await ask("SELECT DATABASE()", about: nil).texts(of: 0)[0] ?? ""
        var writes = MariaDBWrites(database: database, tables: tables, dependents: try await dependents())
        for file in files[first...] {
            let from = file.name == then.file ? then.offset : 4
            // The end of the log as it stood when the position was read is enough; later writes are for next time.
            if file.name == now.file && from >= now.offset { break }
            try await read("SHOW BINLOG EVENTS IN '\(file.name)' FROM \(from)", into: &writes)
            if file.name == now.file || writes.areAll { break }
        }
        return writes.written
    }

    private func dependents() async throws(CouldNotCheck) -> [String: [String]] {
        let rows = try await ask(
            """
            SELECT DISTINCT LOWER(CONCAT(UNIQUE_CONSTRAINT_SCHEMA, '.', REFERENCED_TABLE_NAME)), \
            LOWER(CONCAT(CONSTRAINT_SCHEMA, '.', TABLE_NAME)) FROM information_schema.REFERENTIAL_CONSTRAINTS \
            WHERE DELETE_RULE NOT IN ('RESTRICT', 'NO ACTION') OR UPDATE_RULE NOT IN ('RESTRICT', 'NO ACTION')
            """, about: nil)
        let pairs = rows.indices.map { rows.texts(of: $0).map { $0 ?? "" } }
        return Dictionary(grouping: pairs) { $0[0] }.mapValues { $0.map { $0[1] } }
    }

    private func logFiles() async throws(CouldNotCheck) -> [(name: String, size: Int)] {
        let rows = try await ask("SHOW BINARY LOGS", about: nil)
        return rows.indices.compactMap { index in
            let cells = rows.texts(of: index)
            guard let name = cells[0], name.allSatisfy({ $0.isLetter || $0.isNumber || "._-".contains($0) }) else {
                return nil
            }
            return (name, cells[1].flatMap { Int($0) } ?? 0)
        }
    }

    private func read(_ sql: String, into writes: inout MariaDBWrites) async throws(CouldNotCheck) {
        guard let lane = await lanes.take() else { throw .cancelled }
        defer { Task { [lanes] in await lanes.give(lane) } }
        let events = lane.stream(sql)
        do throws(DatabaseError) {
            while let batch = try await events.next() {
                for index in batch.indices {
                    let cells = batch.texts(of: index)
                    writes.read(kind: cells[2] ?? "", text: cells[5] ?? "")
                }
                if writes.areAll { return }
            }
        } catch {
            throw MariaDBTrouble.explain(error, place, about: nil)
        }
    }
}

/// A position taken apart: `file:offset;logged identifiers;applied identifiers`.
struct MariaDBLogPlace: Hashable {
    var file: String
    var offset: Int
    var logged: String
    var applied: String

    init?(_ position: StorePosition) {
        let parts = position.at.split(separator: ";", omittingEmptySubsequences: false)
        guard position.kind == "gtid", parts.count == 3, let colon = parts[0].lastIndex(of: ":"),
            let offset = Int(parts[0][parts[0].index(after: colon)...])
        else { return nil }
        file = String(parts[0][..<colon])
        self.offset = offset
        logged = String(parts[1])
        applied = String(parts[2])
    }
}

/// Which tables events of the log write to.
struct MariaDBWrites {
    private(set) var written: Set<String> = []
    /// From `schema.table`, in lower case, to the name that was asked for.
    private let asked: [String: String]
    /// From a table to those with a foreign key to it that cascades.
    private let dependents: [String: [String]]

    init(database: String, tables: [String], dependents: [String: [String]] = [:]) {
        self.dependents = dependents
        let full = tables.map { ($0.contains(".") ? $0.lowercased() : "\(database).\($0)".lowercased(), $0) }
        asked = Dictionary(full) { first, _ in first }
    }

    var areAll: Bool { written.count == asked.count }

    mutating func read(kind: String, text: String) {
        switch kind {
        // `table_id: 18 (shop.orders)`
        case "Table_map":
            guard let open = text.lastIndex(of: "("), let close = text.lastIndex(of: ")"), open < close else {
                return writeAll()
            }
            write(text[text.index(after: open)..<close].lowercased())
        case "Query", "Query_compressed": read(statement: text)
        // Rows follow the map of their table; the rest is bookkeeping.
        case "Write_rows_v1", "Update_rows_v1", "Delete_rows_v1", "Write_rows", "Update_rows", "Delete_rows",
            "Write_rows_compressed_v1", "Update_rows_compressed_v1", "Delete_rows_compressed_v1",
            "Write_rows_compressed", "Update_rows_compressed", "Delete_rows_compressed", "Annotate_rows", "Xid", "Gtid",
            "Gtid_list", "Anonymous_Gtid", "Previous_gtids", "Format_desc", "Rotate", "Stop", "Binlog_checkpoint",
            "Heartbeat", "Ignorable", "Rows_query", "Start_encryption":
            return
        default: writeAll()
        }
    }

    /// A change of a table's form names the table; whatever else a statement does is not guessed at.
    private mutating func read(statement text: String) {
        var statement = text[...]
        if statement.lowercased().hasPrefix("use "), let end = statement.firstIndex(of: ";") {
            statement = statement[statement.index(after: end)...]
        }
        let words = statement.prefix(200).split(whereSeparator: \.isWhitespace).prefix(3).map { $0.uppercased() }
        guard let first = words.first else { return }
        if ["BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT"].contains(first) { return }
        let second = words.count > 1 ? words[1] : ""
        let isAboutTable =
            ["CREATE", "ALTER", "DROP", "TRUNCATE"].contains(first)
            && (["TABLE", "INDEX", "UNIQUE", "TEMPORARY"].contains(second) || first == "TRUNCATE")
        guard isAboutTable else { return writeAll() }
        let lower = text.lowercased()
        let names = Set(lower.split { !Self.isPartOfName($0) })
        for (full, name) in asked {
            let table = full.drop { $0 != "." }.dropFirst()
            if table.allSatisfy(Self.isPartOfName) ? names.contains(table) : lower.contains(table) {
                written.insert(name)
            }
        }
    }

    private static func isPartOfName(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_" || character == "$"
    }

    /// A table, and those whose rows go or change with its rows, of which the log does not tell.
    private mutating func write(_ table: String) {
        var reached: Set<String> = []
        var next = [table]
        while let table = next.popLast() {
            guard reached.insert(table).inserted else { continue }
            if let name = asked[table] { written.insert(name) }
            next += dependents[table] ?? []
        }
    }

    private mutating func writeAll() { written.formUnion(asked.values) }
}
