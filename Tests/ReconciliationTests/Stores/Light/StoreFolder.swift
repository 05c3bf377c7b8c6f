import Databases
import Foundation
import Reconciliation

/// A temporary folder for the files that a test compares.
final class StoreFolder: Sendable {
    let path: String

    init() throws {
        let place = FileManager.default.temporaryDirectory.appending(path: "sluice-stores-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        path = place.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let place = "\(path)/\(name)"
        try Data(bytes).write(to: URL(fileURLWithPath: place))
        return place
    }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }
}

extension ComparedStore {
    /// Every row of a page as text.
    func texts(_ page: RowPage) async throws -> [[String?]] {
        let stream = try await rows(page)
        var all: [[String?]] = []
        while let batch = try await stream.next() { all += (0..<batch.count).map { batch.texts(of: $0) } }
        return all
    }

    /// A reading of all the columns that a table is said to have, with its key first.
    func reading(_ source: RowSource, key: [String], order: KeyOrder = .bytes) async throws -> TableReading {
        let shape = try await describe(source)
        let names = key + shape.columns.map(\.name).filter { !key.contains($0) }
        let columns = names.compactMap { name in shape.column(name).map { ReadColumn(name: name, family: $0.family) } }
        return TableReading(source: source, columns: columns, keyCount: key.count, order: order, isUnique: true)
    }
}
