public import Databases
import Foundation

/// CSV files: one, or a folder of them, each a table.
///
///     let store = try CSVStore(path: "/srv/export", form: CSVForm(delimiter: UInt8(ascii: ";")))
///     let shape = try await store.describe(.table("orders.csv"))
///
/// Rows are sorted by key on disk, so that a file of any size needs little memory. What is malformed is
/// ``CouldNotCheck`` with its line.
public struct CSVStore: ComparedStore {
    public let name: String
    private let desk: CSVDesk

    /// - Parameter path: a file, or a folder whose files are named as tables.
    public init(path: String, form: CSVForm = CSVForm()) throws(CouldNotCheck) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw .file(path, "there is no such file")
        }
        name = "CSV at \(path)"
        desk = CSVDesk(path: path, isFolder: isFolder.boolValue, form: form)
    }

    public func describe(_ source: RowSource) async throws(CouldNotCheck) -> TableShape {
        try await desk.shape(of: source)
    }

    public func rows(_ page: RowPage) async throws(CouldNotCheck) -> any RowStream {
        SpoolStream(try await desk.spool(page.reading), page, on: desk.thread)
    }

    public func rows(of reading: TableReading, with keys: [RowKey]) async throws(CouldNotCheck) -> RowBatch {
        try await desk.rows(of: reading, with: keys)
    }

    public func digest(
        _ range: KeyRange, of reading: TableReading, as kind: DigestKind
    ) async throws(CouldNotCheck) -> RangeDigest {
        throw .question(name, why: "a file computes no digest", mend: "read its rows")
    }

    public func key(
        _ count: Int, after: RowKey?, of reading: TableReading
    ) async throws(CouldNotCheck) -> RowKey? {
        try await desk.key(count, after: after, of: reading)
    }

    func files() async throws(CouldNotCheck) -> [String] { try await desk.files() }

    /// SHA-256 over the file; of a folder over the names, lengths and times of its files.
    public func position() async throws(CouldNotCheck) -> StorePosition? { try await desk.position() }

    public func load() async throws(CouldNotCheck) -> StoreLoad { StoreLoad(running: nil, lag: nil, answer: 0) }

    public func close() async { await desk.close() }
}
