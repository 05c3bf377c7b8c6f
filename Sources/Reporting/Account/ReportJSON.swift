import Crypto
public import Foundation

extension RunReport {
    /// The report as JSON: sorted keys, two-space indents, ended by a line feed. Equal reports have equal bytes.
    public var json: Data { ReportCoding.bytes(self) }

    /// The format that a report's JSON says it has; nil where it says none.
    static func format(of json: Data) -> Int? {
        struct Stamp: Decodable { let format: Int }
        return (try? JSONDecoder().decode(Stamp.self, from: json))?.format
    }

    /// SHA-256 of the JSON, hexadecimal: what people sign.
    public var digest: String { sha256(json) }
}

enum ReportCoding {
    static func bytes(_ report: some Encodable) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        // Finite numbers and text only: it always encodes.
        guard var bytes = try? encoder.encode(report) else { preconditionFailure("a report must be encodable") }
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }
}

func sha256(_ bytes: some DataProtocol) -> String {
    SHA256.hash(data: bytes).map { byte in
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: [digits[Int(byte >> 4)], digits[Int(byte & 15)]], as: UTF8.self)
    }.joined()
}
