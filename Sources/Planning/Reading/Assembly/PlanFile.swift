import Crypto
import Foundation

/// One file of a plan and what was in it when it was read.
public struct PlanFile: Sendable, Hashable, Codable {
    /// As it was named, which is how positions name it.
    public let path: String
    /// SHA-256 of its bytes, in hex; what `sha256sum` prints.
    public let digest: String

    init(path: String, bytes: [UInt8]) {
        self.path = path
        digest = Hex.sha256(bytes)
    }
}

extension Plan {
    /// SHA-256, in hex, over all files of the plan in the order in which they were read. Of one file it is what
    /// `sha256sum FILE` prints; of several, the sum of the lines of their sums (each 64 hex digits and a line feed), so
    /// that it can be checked without this program and does not depend on where the plan lies.
    public var digest: String {
        if files.count == 1 { return files[0].digest }
        return Hex.sha256(Array(files.map { $0.digest + "\n" }.joined().utf8))
    }
}

enum Hex {
    static func sha256(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = SHA256.hash(data: bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
