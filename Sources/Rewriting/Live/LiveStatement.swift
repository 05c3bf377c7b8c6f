/// A statement with `?` for each value, in order.
public struct LiveStatement: Sendable, Hashable {
    public var text: String
    public var values: [[UInt8]]

    public init(text: String, values: [[UInt8]]) {
        self.text = text
        self.values = values
    }

    /// The statement with its values in it, as bytes in hexadecimal: right whatever the session says of character sets
    /// and backslashes. A question mark in a quoted name stays one.
    public var spelled: String {
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count + values.reduce(0) { $0 + 2 * $1.count + 3 })
        var left = values[...]
        var isName = false
        for byte in text.utf8 {
            if byte == UInt8(ascii: "`") { isName.toggle() }
            guard byte == UInt8(ascii: "?"), !isName, let value = left.popFirst() else {
                out.append(byte)
                continue
            }
            out += [UInt8(ascii: "X"), UInt8(ascii: "'")]
            for byte in value {
                out.append(Self.digits[Int(byte >> 4)])
                out.append(Self.digits[Int(byte & 15)])
            }
            out.append(UInt8(ascii: "'"))
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static let digits = Array("0123456789ABCDEF".utf8)
}
