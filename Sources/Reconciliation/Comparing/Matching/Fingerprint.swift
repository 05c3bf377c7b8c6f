/// 128 bits that stand for a row, or for a set of rows: the same for the same bytes, in every run.
///
/// Not made to withstand somebody who looks for collisions: it tells whether a row changed between two looks.
public struct Fingerprint: Sendable, Hashable, Codable {
    public var high: UInt64
    public var low: UInt64

    /// Stands for no rows.
    public static let none = Fingerprint(high: 0, low: 0)

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Multiplies each eight bytes into both halves, with other odd constants in each, and folds the 128-bit products.
    public init(of bytes: UnsafeRawBufferPointer) {
        var (high, low) = (UInt64(0x8BB8_4B93_962E_ACC9), UInt64(0x2D35_8DCC_AA6C_78A5))
        var at = 0
        while at + 8 <= bytes.count {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            high = Self.fold(high ^ word, 0x9E37_79B9_7F4A_7C15)
            low = Self.fold(low &+ word, 0xD6E8_FEB8_6659_FD93)
            at += 8
        }
        var word: UInt64 = 0
        while at < bytes.count {
            word = word << 8 | UInt64(bytes[at])
            at += 1
        }
        let end = UInt64(bytes.count)
        self.high = Self.fold(Self.fold(high ^ word, 0xA076_1D64_78BD_642F) ^ end, 0xE703_7ED1_A0B4_28DB)
        self.low = Self.fold(Self.fold(low &+ word, 0x8EBC_6AF0_9C88_C6E3) &+ end, 0x5899_65CC_7537_4CC3)
    }

    private static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = (a ^ 0x4F4C_A8E1_6B1D_3A57).multipliedFullWidth(by: b)
        return product.high ^ product.low &+ a
    }

    /// Adds a row to a set: in whatever order, the sum is the same.
    public mutating func add(_ row: Fingerprint) {
        high &+= row.high
        low &+= row.low
    }
}
