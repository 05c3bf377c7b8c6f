import CMariaDB
import Foundation

/// One standing connection of libmariadb, used by one thread at a time.
final class MariaDBLine {
    let server: String
    let handle: UnsafeMutablePointer<MYSQL>
    let interruption: MariaDBInterruption

    private static let isReady = mysql_server_init(0, nil, nil) == 0

    init(_ address: DatabaseAddress, password: String, limits: ConnectionLimits) throws(DatabaseError) {
        server = address.server
        handle = try Self.open(address, password: password, limits: limits)
        interruption = MariaDBInterruption(
            address: address, password: password, socket: mysql_get_socket(handle), id: UInt64(mysql_thread_id(handle)))
    }

    deinit { mysql_close(handle) }

    private static func open(
        _ address: DatabaseAddress, password: String, limits: ConnectionLimits
    ) throws(DatabaseError) -> UnsafeMutablePointer<MYSQL> {
        guard isReady, let handle = mysql_init(nil) else {
            throw .connect(address.server, why: "the client library has no memory")
        }
        _ = mariadb_set_number(handle, MYSQL_OPT_CONNECT_TIMEOUT, UInt32(limits.connect))
        _ = mariadb_set_number(handle, MYSQL_OPT_READ_TIMEOUT, UInt32(limits.answer))
        _ = mariadb_set_number(handle, MYSQL_OPT_WRITE_TIMEOUT, UInt32(limits.answer))
        _ = mariadb_set_flag(handle, MYSQL_OPT_RECONNECT, 0)
        _ = mariadb_set_number(handle, MYSQL_OPT_LOCAL_INFILE, 0)
        // Otherwise the library takes `localhost` for a socket of its own choice, whatever the port.
        let way = address.socket == nil ? MYSQL_PROTOCOL_TCP : MYSQL_PROTOCOL_SOCKET
        _ = mariadb_set_number(handle, MYSQL_OPT_PROTOCOL, way.rawValue)
        _ = mariadb_set_text(handle, MYSQL_SET_CHARSET_NAME, "utf8mb4")
        if address.tls != .off {
            _ = mariadb_set_flag(handle, MYSQL_OPT_SSL_ENFORCE, 1)
            _ = mariadb_set_flag(handle, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, address.tls == .verified ? 1 : 0)
            if let authority = address.authority { _ = mariadb_set_text(handle, MYSQL_OPT_SSL_CA, authority) }
        }
        let stands = mysql_real_connect(
            handle, address.socket == nil ? address.host : nil, address.user, password, address.database,
            UInt32(address.port), address.socket, 0)
        if stands != nil {
            // The library goes on without encryption where the server has none, unless certificates are checked.
            if address.tls != .required || mysql_get_ssl_cipher(handle) != nil { return handle }
            mysql_close(handle)
            throw .connect(address.server, why: "it does not encrypt, and the address asks for it (tls=required)")
        }
        let why = String(cString: mysql_error(handle))
        // CR_SSL_CONNECTION_ERROR, which the library's headers have apart.
        let isAboutTLS = mysql_errno(handle) == 2026
        mysql_close(handle)
        if isAboutTLS && address.tls == .preferred {
            var plain = address
            plain.tls = .off
            return try open(plain, password: password, limits: limits)
        }
        throw .connect(address.server, why: why)
    }

    /// What the client library reports of the last call.
    func trouble() -> DatabaseError {
        let code = mysql_errno(handle)
        let why = String(cString: mysql_error(handle))
        return switch Int(code) {
        // The library's own codes are about the connection, but for 2014 and the like, which no caller should see.
        case 2000..<3000: .lost(server, why: why)
        // Shutdown, network trouble told by the server, a connection that was killed or timed out.
        case 1053, 1080, 1158...1161, 1184, 1927, 4031: .lost(server, why: why)
        default: .statement(server, code: "\(code)", why: why)
        }
    }

    /// Sends a statement and waits until its answer begins.
    ///
    /// - Returns: whether rows follow.
    func begin(_ sql: String) throws(DatabaseError) -> Bool {
        var sql = sql
        let status = sql.withUTF8 { text in
            text.withMemoryRebound(to: CChar.self) { mysql_real_query(handle, $0.baseAddress, UInt(text.count)) }
        }
        guard status == 0 else { throw trouble() }
        return mysql_field_count(handle) > 0
    }

    func execute(_ sql: String) throws(DatabaseError) {
        guard try begin(sql) else { return }
        let rows = try MariaDBRows(self)
        while try rows.nextBatch(of: 64 << 10) != nil {}
    }

    /// How many rows a statement changed.
    func change(_ sql: String) throws(DatabaseError) -> Int {
        try execute(sql)
        let count = mysql_affected_rows(handle)
        return count > UInt64(Int.max) ? 0 : Int(count)
    }

    func rows(_ sql: String) throws(DatabaseError) -> RowBatch {
        guard try begin(sql) else { return RowBatch(columns: 0) }
        let rows = try MariaDBRows(self)
        var all = RowBatch(columns: rows.columns)
        while let batch = try rows.nextBatch(of: 64 << 10) {
            if all.isEmpty { all = batch } else { all.append(batch) }
        }
        return all
    }
}
