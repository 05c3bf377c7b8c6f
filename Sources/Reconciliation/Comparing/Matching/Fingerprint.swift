/// 128 bits that stand for a row, or for a set of rows: the same for the same bytes, in every run.
public struct Fingerprint: Sendable, Hashable, Codable {
    public var high: UInt64
    public var low: UInt64

    /// Stands for no rows.
    public static let none = Fingerprint(high: 0, low: 0)

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }
}
