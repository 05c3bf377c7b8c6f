import DatabaseRig
import Foundation

/// The engines' own answers over a whole table: the floor of any comparison. They tell that something differs, not what.
enum EngineDigests {
    static func contestants(_ servers: ComparedServers) -> [Contestant] {
        [
            Contestant(name: "CHECKSUM TABLE", pairing: .same) {
                try await both(servers, "CHECKSUM TABLE orders")
            },
            Contestant(name: "BIT_XOR(CRC32)", pairing: .same) {
                try await both(servers, "SELECT BIT_XOR(CRC32(CONCAT_WS('#', \(mariaCells)))), COUNT(*) FROM orders")
            },
            Contestant(name: "MD5 scan in MariaDB", pairing: .foreign) {
                let digest = "BIT_XOR(CAST(CONV(LEFT(MD5(CONCAT_WS('#', \(mariaCells))), 16), 16, 10) AS UNSIGNED))"
                _ = try await answer(servers, servers.old, "SELECT \(digest), COUNT(*) FROM orders")
                return Contestant.Answer(.scan)
            },
            Contestant(name: "MD5 scan in PostgreSQL", pairing: .foreign) {
                let digest = "bit_xor(('x' || left(md5(concat_ws('#', \(foreignCells))), 16))::bit(64)::bigint)"
                try await onThread { try servers.foreign.run("SELECT \(digest), count(*) FROM orders") }
                return Contestant.Answer(.scan)
            },
        ]
    }

    /// NULL would be left out of the text, and so be equal to an empty text.
    private static let mariaCells = OrderTable.columns.map { $0 == "email" ? "IFNULL(email, '~')" : $0 }
        .joined(separator: ", ")
    private static let foreignCells = OrderTable.columns.map { $0 == "email" ? "coalesce(email, '~')" : $0 }
        .joined(separator: ", ")

    /// One question to both servers at once; different answers are a difference.
    private static func both(_ servers: ComparedServers, _ question: String) async throws -> Contestant.Answer {
        async let old = answer(servers, servers.old, question)
        async let new = answer(servers, servers.new, question)
        return Contestant.Answer(.differs(try await old != (try await new)))
    }

    private static func answer(
        _ servers: ComparedServers, _ server: MariaDBServer, _ question: String
    ) async throws -> [String] {
        try await onThread { try servers.connect(server).ask(question) }
    }
}
