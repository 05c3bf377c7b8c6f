package import Foundation
package import Relocation

/// What a relocation must remember of one database between its steps.
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

    package init(_ path: String) throws(ConductingError) {
        folder = URL(filePath: path)
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .folder(path: path, why: "\(error)")
        }
    }

    package var path: String { folder.path }

    /// For the dump of a database.
    package func dump(of database: String) -> String { folder.appending(path: "copy-\(database)").path }

    /// The journal of a database's hand overs.
    package func journal(of database: String) -> String { folder.appending(path: "hand-over-\(database).journal").path }

    package func kept<Value: Decodable>(_ name: String, as type: Value.Type) throws(ConductingError) -> Value? {
        let file = folder.appending(path: "\(name).json")
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
            Data(JournalCoding.text(value).utf8), to: folder.appending(path: "\(name).json"), isDurable: true)
    }

    package func forget(_ name: String) throws(ConductingError) {
        let file = folder.appending(path: "\(name).json")
        guard FileManager.default.fileExists(atPath: file.path) else { return }
        do { try FileManager.default.removeItem(at: file) } catch {
            throw .folder(path: file.path, why: "\(error)")
        }
    }
}
