import Foundation

/// An address of the internet, of either family.
public struct IPAddress: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// 4 or 16.
    public let bytes: [UInt8]

    public init?(_ text: String) {
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: four) { Array($0) }
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            bytes = withUnsafeBytes(of: six) { Array($0) }
        } else {
            return nil
        }
    }

    /// Nil for another number of bytes than 4 and 16.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Of the family with long addresses.
    public var isSix: Bool { bytes.count == 16 }

    public var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN) + 1)
        let family = isSix ? AF_INET6 : AF_INET
        let end = bytes.withUnsafeBytes { inet_ntop(family, $0.baseAddress, &text, socklen_t(text.count)) }
        guard end != nil else { return "?" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    public static func < (one: IPAddress, other: IPAddress) -> Bool {
        one.bytes.count != other.bytes.count
            ? one.bytes.count < other.bytes.count : one.bytes.lexicographicallyPrecedes(other.bytes)
    }
}
