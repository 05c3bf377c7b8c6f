public import Databases
import Foundation

/// An API that answers in JSON, page by page.
///
///     let store = try JSONStore(
///         "https://api.shop.example/v1", form: JSONForm(items: ["orders"], paging: .link(path: ["next"])),
///         secret: token)
///     let shape = try await store.describe(.table("orders"))
///
/// Columns are the members of a row; those of objects within it are joined by dots: `customer.email`. Numbers keep their
/// digits. Rows are sorted by key on disk. A condition is a part of the query: `status=paid`.
public struct JSONStore: ComparedStore {
    public let name: String
    private let desk: JSONDesk

    /// - Parameter secret: sent in the form's header; never part of a name, a result or an error.
    public init(
        _ address: String, form: JSONForm = JSONForm(), secret: String? = nil, limits: JSONLimits = JSONLimits()
    ) throws(CouldNotCheck) {
        guard let base = URLComponents(string: address), ["http", "https"].contains(base.scheme), base.host != nil,
            base.user == nil, base.password == nil
        else { throw .mapping("an API", why: "its address is none", mend: "write https://host/path") }
        name = "JSON at \(base.host ?? "")\(base.port.map { ":\($0)" } ?? "")\(base.path)"
        desk = JSONDesk(base: base, form: form, secret: secret, limits: limits)
    }

    public func describe(_ source: RowSource) async throws(CouldNotCheck) -> TableShape {
        try await desk.shape(of: source)
    }

    /// Reads the API anew, but for a page that follows another.
    public func rows(_ page: RowPage) async throws(CouldNotCheck) -> any RowStream {
        let spool = try await desk.spool(page.reading, again: page.range.after == nil)
        return SpoolStream(spool, page, on: desk.thread)
    }

    public func rows(of reading: TableReading, with keys: [RowKey]) async throws(CouldNotCheck) -> RowBatch {
        try await desk.rows(of: reading, with: keys)
    }

    public func digest(
        _ range: KeyRange, of reading: TableReading, as kind: DigestKind
    ) async throws(CouldNotCheck) -> RangeDigest {
        throw .question(name, why: "an API computes no digest", mend: "read its rows")
    }

    public func key(
        _ count: Int, after: RowKey?, of reading: TableReading
    ) async throws(CouldNotCheck) -> RowKey? {
        try await desk.spool(reading, again: false).key(count, after: after, of: reading)
    }

    /// An API has no log of changes.
    public func position() async throws(CouldNotCheck) -> StorePosition? { nil }

    public func load() async throws(CouldNotCheck) -> StoreLoad {
        StoreLoad(running: nil, lag: nil, answer: await desk.lastAnswer)
    }

    public func close() async { await desk.close() }
}
