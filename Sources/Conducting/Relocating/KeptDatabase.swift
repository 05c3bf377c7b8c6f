package import Foundation
package import Relocation

/// What a relocation must remember of the databases of one pair of servers between its steps.
package struct KeptDatabase: Sendable, Codable {
    /// The number of the attempt, also the GTID domain of the new side.
    package var attempt: UInt32?
    /// Where following begins: the copy's position.
    package var position: GTIDPosition?
    /// Events that were on when the database was copied.
    package var events: [FencedEvent] = []

    package init() {}
}

/// The folder that a relocation keeps its states, dumps and journals in.
package struct RelocationFolder: Sendable {
    package let folder: URL
    /// Before the names of what is remembered: an environment's, so that staging never takes production's state for its
    /// own; empty for production.
    private let prefix: String

    /// - Parameter environment: whose states they are; nil for production.
    package init(_ path: String, environment: String? = nil) throws(ConductingError) {
        folder = URL(filePath: path)
        prefix = environment.map { "\($0)-" } ?? ""
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .folder(path: path, why: "\(error)")
        }
    }

    package var path: String { folder.path }

    /// Where records of what was measured are kept, unless somewhere else is named.
    package var evidence: String { folder.appending(path: "evidence").path }

    /// For the dump of a database.
    package func dump(of database: String) -> String { folder.appending(path: "\(prefix)copy-\(database)").path }

    /// The journal of a database's hand overs.
    package func journal(of database: String) -> String {
        folder.appending(path: "\(prefix)hand-over-\(database).journal").path
    }

    private func file(_ name: String) -> URL { folder.appending(path: "\(prefix)\(name).json") }

    package func kept<Value: Decodable>(_ name: String, as type: Value.Type) throws(ConductingError) -> Value? {
        let file = file(name)
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        do {
            return try JSONDecoder().decode(type, from: Data(contentsOf: file))
        } catch {
            throw .folder(path: file.path, why: "it does not read as what this program keeps there: \(error)")
        }
    }

    /// Durable when it returns.
    package func keep(_ value: some Encodable, as name: String) throws(ConductingError) {
        try RunFolder.write(
            Data(JournalCoding.text(value).utf8), to: file(name), isDurable: true)
    }

    package func forget(_ name: String) throws(ConductingError) {
        let file = file(name)
        guard FileManager.default.fileExists(atPath: file.path) else { return }
        do { try FileManager.default.removeItem(at: file) } catch {
            throw .folder(path: file.path, why: "\(error)")
        }
    }
}
