/// How hard a comparison may work its stores.
public struct PaceTerms: Sendable, Hashable, Codable {
    /// Rows a second from each side; nil is as fast as they come.
    public var rowsPerSecond: Int?
    /// Statements at once on one store, this comparison's own left out: above it waits.
    public var maxRunning: Int?
    /// How far a replica may be behind, in seconds: above it waits.
    public var maxLag: Double?
    /// How much slower than at its best a store may answer: above it waits.
    public var maxSlowdown: Double?
    /// How long one page of rows should take, in seconds: what is asked for grows and shrinks towards it.
    public var page: Double
    /// How long it waits for a store that is busy or away before it gives up, in seconds.
    public var patience: Double

    public init(
        rowsPerSecond: Int?, maxRunning: Int?, maxLag: Double?, maxSlowdown: Double?, page: Double, patience: Double
    ) {
        self.rowsPerSecond = rowsPerSecond
        self.maxRunning = maxRunning
        self.maxLag = maxLag
        self.maxSlowdown = maxSlowdown
        self.page = page
        self.patience = patience
    }

    /// The most rows that one question may be about: half a second's up to 1,000, a twentieth of a second's where that
    /// is more, and at least 100. Who shops meanwhile waits behind one question, so there are few of them and none is
    /// long.
    public var burst: Int {
        rowsPerSecond.map { Swift.max(100, Swift.min($0 / 2, 1_000), $0 / 20) } ?? 500_000
    }

    /// For a store that people are buying from: little at a time, and it waits as soon as the store is in any trouble.
    public static let gentle = PaceTerms(
        rowsPerSecond: 2_000, maxRunning: 16, maxLag: 5, maxSlowdown: 4, page: 0.05, patience: 600)

    /// For stores that nobody else uses.
    public static let unbounded = PaceTerms(
        rowsPerSecond: nil, maxRunning: nil, maxLag: nil, maxSlowdown: nil, page: 1, patience: 600)
}
