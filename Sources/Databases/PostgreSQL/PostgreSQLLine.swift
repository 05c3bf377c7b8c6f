import CPostgreSQL
import Foundation

/// One standing connection of libpq, used by one thread at a time.
///
/// Statements are sent and waited for by hand: libpq's own waiting has no limit.
final class PostgreSQLLine {
    let server: String
    let handle: OpaquePointer
    let interruption: PostgreSQLInterruption
    private let limits: ConnectionLimits

    init(_ address: DatabaseAddress, password: String, limits: ConnectionLimits) throws(DatabaseError) {
        server = address.server
        self.limits = limits
        let tls =
            switch address.tls {
            case .off: "disable"
            case .preferred: "prefer"
            case .required: "require"
            case .verified: "verify-full"
            }
        var settings = [
            "host": address.socket ?? address.host, "port": "\(address.port)", "user": address.user,
            "password": password, "dbname": address.database, "connect_timeout": "\(max(limits.connect, 2))",
            "sslmode": tls, "client_encoding": "UTF8", "application_name": "sluice", "gssencmode": "disable",
            "tcp_user_timeout": "\(limits.answer * 1_000)", "keepalives_idle": "10", "keepalives_interval": "5",
            "keepalives_count": "3",
        ]
        if let authority = address.authority { settings["sslrootcert"] = authority }
        let names = settings.keys.sorted()
        let texts = names.map { strdup($0) } + names.map { strdup(settings[$0] ?? "") }
        defer { texts.forEach { free($0) } }
        let pointers = texts.map { UnsafePointer($0) }
        let half = names.count
        guard
            let handle = PQconnectdbParams(Array(pointers[..<half]) + [nil], Array(pointers[half...]) + [nil], 0)
        else { throw .connect(address.server, why: "the client library has no memory") }
        guard PQstatus(handle) == CONNECTION_OK, PQsetnonblocking(handle, 0) == 0 else {
            let why = Self.message(PQerrorMessage(handle))
            PQfinish(handle)
            throw .connect(address.server, why: why)
        }
        self.handle = handle
        interruption = PostgreSQLInterruption(socket: PQsocket(handle), ticket: PQgetCancel(handle))
        // Notices would otherwise be written to the program's own error output.
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
    }

    deinit { PQfinish(handle) }

    static func message(_ text: UnsafeMutablePointer<CChar>?) -> String {
        (text.map { String(cString: $0) } ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    func lost() -> DatabaseError {
        let why = Self.message(PQerrorMessage(handle))
        return .lost(server, why: why.isEmpty ? "the connection was closed" : why)
    }

    func send(_ sql: String) throws(DatabaseError) {
        guard PQsendQuery(handle, sql) == 1 else { throw lost() }
    }

    /// Waits for bytes, at most as long as an answer may take, and takes them in.
    func receive() throws(DatabaseError) {
        var wanted = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
        let limit = Int32(limits.answer) * 1_000
        var ready = poll(&wanted, 1, limit)
        while ready < 0 && errno == EINTR { ready = poll(&wanted, 1, limit) }
        guard ready > 0 else { throw .lost(server, why: "nothing came for \(limits.answer) seconds") }
        guard PQconsumeInput(handle) == 1 else { throw lost() }
    }

    /// The next result of the statement; nil after the last.
    func result() throws(DatabaseError) -> PostgreSQLResult? {
        while PQisBusy(handle) == 1 { try receive() }
        guard let result = PQgetResult(handle) else { return nil }
        return PostgreSQLResult(result)
    }

    /// Throws what the result says went wrong.
    func check(_ result: PostgreSQLResult) throws(DatabaseError) {
        switch PQresultStatus(result.pointer) {
        case PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE, PGRES_NONFATAL_ERROR: break
        default: return
        }
        let code = PQresultErrorField(result.pointer, Int32(UInt8(ascii: "C"))).map { String(cString: $0) } ?? ""
        let primary = PQresultErrorField(result.pointer, Int32(UInt8(ascii: "M"))).map { String(cString: $0) }
        let why = primary ?? Self.message(PQresultErrorMessage(result.pointer))
        // Class 57P: the server goes down or ended the connection. Without a code the library itself lost it.
        if code.isEmpty || code.hasPrefix("57P") || code.hasPrefix("08") || PQstatus(handle) != CONNECTION_OK {
            throw .lost(server, why: why)
        }
        throw .statement(server, code: code, why: why)
    }

    /// Reads all results of a statement to their end and keeps the last with rows.
    func finish() throws(DatabaseError) -> PostgreSQLResult? {
        var last: PostgreSQLResult?
        var trouble: DatabaseError?
        while let result = try result() {
            do throws(DatabaseError) { try check(result) } catch { trouble = trouble ?? error }
            switch PQresultStatus(result.pointer) {
            case PGRES_TUPLES_OK: last = result
            case PGRES_COPY_IN: throw .lost(server, why: "a statement waits for rows; none are ever sent")
            default: break
            }
        }
        if let trouble { throw trouble }
        return last
    }

    func execute(_ sql: String) throws(DatabaseError) {
        try send(sql)
        _ = try finish()
    }

    func rows(_ sql: String) throws(DatabaseError) -> RowBatch {
        try send(sql)
        guard let result = try finish() else { return RowBatch(columns: 0) }
        let columns = PQnfields(result.pointer)
        var batch = RowBatch(columns: Int(columns))
        for row in 0..<PQntuples(result.pointer) {
            for column in 0..<columns {
                if PQgetisnull(result.pointer, row, column) == 1 {
                    batch.append(nil as UnsafeRawBufferPointer?)
                } else {
                    let size = Int(PQgetlength(result.pointer, row, column))
                    batch.append(UnsafeRawBufferPointer(start: PQgetvalue(result.pointer, row, column), count: size))
                }
            }
            batch.endRow()
        }
        return batch
    }

    func columns(_ sql: String) throws(DatabaseError) -> [PostgreSQLColumn] {
        try send(sql)
        guard let result = try finish() else { return [] }
        return (0..<PQnfields(result.pointer)).map { place in
            PostgreSQLColumn(
                name: String(cString: PQfname(result.pointer, place)), type: PQftype(result.pointer, place),
                modifier: PQfmod(result.pointer, place))
        }
    }
}

/// Owns a result of libpq.
final class PostgreSQLResult {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) { self.pointer = pointer }

    deinit { PQclear(pointer) }
}

/// A column of an answer, as the protocol describes it.
public struct PostgreSQLColumn: Sendable, Hashable {
    public var name: String
    /// The type's number in `pg_type`.
    public var type: UInt32
    /// Length, digits and the like, as the type packs them; -1 is none.
    public var modifier: Int32
}

/// Ends what a connection does, from another thread: wakes the thread that waits for an answer, and asks the server to
/// end the statement.
///
/// `Sendable` is unchecked because libpq allows the ticket's use by any thread and it is freed last of all.
final class PostgreSQLInterruption: @unchecked Sendable {
    private let socket: Int32
    private let ticket: OpaquePointer?

    init(socket: Int32, ticket: OpaquePointer?) {
        self.socket = socket
        self.ticket = ticket
    }

    deinit { PQfreeCancel(ticket) }

    /// Only while the connection stands: afterwards its socket's number may mean another file.
    func interrupt() {
        shutdown(socket, Int32(SHUT_RDWR))
        Thread.detachNewThread { [self] in
            var why = [CChar](repeating: 0, count: 256)
            // Where this fails the server notices the closed connection by itself, later.
            _ = PQcancel(ticket, &why, 256)
        }
    }
}
