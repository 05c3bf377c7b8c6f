import DatabaseRig
import Databases
import Foundation
import Relocation

/// An old and a new server for a whole suite, each with a settings file.
struct Sides: Sendable {
    let oldServer: MariaDBServer
    let newServer: MariaDBServer

    static func start(old: [String] = [], new: [String] = []) async throws -> Sides {
        async let one = MariaDBServer(serverID: 1, settings: old, hasSettingsFile: true)
        async let two = MariaDBServer(serverID: 2, settings: new, hasSettingsFile: true)
        return try await Sides(oldServer: one, newServer: two)
    }

    var old: DatabaseServer { Self.server(oldServer) }
    var new: DatabaseServer { Self.server(newServer) }

    static func server(_ rig: MariaDBServer) -> DatabaseServer {
        DatabaseServer(address(rig), password: rig.password)
    }

    static func address(_ rig: MariaDBServer, user: String? = nil, database: String = "information_schema")
        -> DatabaseAddress
    {
        DatabaseAddress(
            engine: .mariadb, user: user ?? rig.user, host: "127.0.0.1", port: rig.port, database: database)
    }

    static func tools(_ rig: MariaDBServer) -> DatabaseTools {
        DatabaseTools(address: address(rig), password: rig.password)
    }

    static func connection(_ rig: MariaDBServer, user: String? = nil, password: String? = nil) -> MariaDBConnection {
        MariaDBConnection(address(rig, user: user), password: password ?? rig.password)
    }

    func transfer(_ terms: TransferTerms, folder: Scratch) -> DatabaseTransfer {
        DatabaseTransfer(
            from: old, with: Self.tools(oldServer), to: new, with: Self.tools(newServer), terms: terms,
            folder: folder.path)
    }

    /// All rows of a question, cells of a row with `|` between.
    static func ask(_ rig: MariaDBServer, _ sql: String) async throws -> [String] {
        let connection = connection(rig)
        let rows = try await connection.rows(sql)
        let texts = rows.indices.map { rows.texts(of: $0).map { $0 ?? "NULL" }.joined(separator: "|") }
        await connection.close()
        return texts
    }
}

/// A folder that goes with the test.
final class Scratch: Sendable {
    let path = FileManager.default.temporaryDirectory.appending(path: "relocation-\(UUID().uuidString.prefix(8))").path

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
