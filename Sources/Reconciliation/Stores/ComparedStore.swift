public import Databases

/// One side of a comparison: a database, a file or an API that can tell its rows.
///
/// Five engines stand behind it. None of its calls writes; each can be cancelled; each ends in an answer or in
/// ``CouldNotCheck``, never in a guess.
public protocol ComparedStore: Sendable {
    /// What it is and where, without secrets: `MariaDB 10.11.6 at 10.0.0.5:3306/shop`.
    var name: String { get }
    /// The engine, and what it can do.
    var kind: StoreKind { get }

    /// The tables that a mapping could name; empty where the store has no list of them.
    func tables() async throws(CouldNotCheck) -> [String]

    /// The columns, the key and about how many rows there are.
    func describe(_ source: RowSource) async throws(CouldNotCheck) -> TableShape

    /// The next rows in key order: those after `after`, at most `limit`, in batches as they arrive.
    ///
    /// Where the reading is not pageable (``TableReading/isPageable``), `after` is nil and `limit` is none, and all rows
    /// come in one stream.
    func rows(_ page: RowPage) async throws(CouldNotCheck) -> any RowStream

    /// The rows that have one of these keys, in any order; those that do not exist are left out. The rows come from one
    /// snapshot where the engine gives one.
    func rows(of reading: TableReading, with keys: [RowKey]) async throws(CouldNotCheck) -> RowBatch

    /// How many rows lie in each range, and their digest.
    func digest(_ range: KeyRange, of reading: TableReading, as kind: DigestKind) async throws(CouldNotCheck)
        -> RangeDigest

    /// The key that stands `count` rows after `after` in key order; nil where fewer follow.
    func key(_ count: Int, after: RowKey?, of reading: TableReading) async throws(CouldNotCheck) -> RowKey?

    /// How many rows there are; of those for which `condition` holds, where one is given.
    func count(_ source: RowSource, where condition: String?) async throws(CouldNotCheck) -> Int

    /// Where the store's log of changes stands now; nil where it has none.
    func position() async throws(CouldNotCheck) -> StorePosition?

    /// Whether nothing was written to these rows since `position`, as the store's own log of changes proves it; false
    /// where it cannot prove it.
    func isUntouched(_ source: RowSource, since position: StorePosition) async throws(CouldNotCheck) -> Bool

    /// How hard the store works just now.
    func load() async throws(CouldNotCheck) -> StoreLoad

    func close() async
}

extension ComparedStore {
    /// Nothing at all was written when the log stands where it stood.
    public func isUntouched(_ source: RowSource, since position: StorePosition) async throws(CouldNotCheck) -> Bool {
        guard let now = try await self.position() else { return false }
        return now.kind == position.kind && now.at == position.at
    }
}

/// Rows as they arrive.
public protocol RowStream: Sendable {
    /// The next batch; nil after the last. A batch is at most about a megabyte, or one row.
    func next() async throws(CouldNotCheck) -> RowBatch?
    /// Ends it early. Harmless after the last batch.
    func cancel() async
}

/// The cells of a key, as the store rendered them, in the order of ``TableReading/key``; nil is NULL.
public struct RowKey: Sendable, Hashable, Codable {
    public var cells: [[UInt8]?]

    public init(_ cells: [[UInt8]?]) { self.cells = cells }
}

/// Rows after one key and up to another.
public struct KeyRange: Sendable, Hashable, Codable {
    /// Not in the range itself; nil is from the first row.
    public var after: RowKey?
    /// In the range; nil is to the last row.
    public var through: RowKey?

    public init(after: RowKey? = nil, through: RowKey? = nil) {
        self.after = after
        self.through = through
    }
}

/// A page of rows.
public struct RowPage: Sendable, Hashable {
    public var reading: TableReading
    public var range: KeyRange
    /// At most so many rows; nil is all.
    public var limit: Int?

    public init(_ reading: TableReading, in range: KeyRange = KeyRange(), limit: Int? = nil) {
        self.reading = reading
        self.range = range
        self.limit = limit
    }
}
