import Crypto

/// An announcement's number as headers can carry it.
enum Token {
    /// The number itself where it is short and of letters, digits, `-`, `_` and single full stops inside; else what
    /// stands for it, SHA-256 in hexadecimal.
    static func of(_ id: String) -> String {
        let isPlain =
            (1...64).contains(id.utf8.count)
            && id.utf8.allSatisfy { $0.isLetter || (48...57).contains($0) || [45, 46, 95].contains($0) }
            && !id.hasPrefix(".") && !id.hasSuffix(".") && !id.contains("..")
        return isPlain ? id : Hexadecimal.of(SHA256.hash(data: Array(id.utf8)))
    }
}

enum Hexadecimal {
    static func of(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
