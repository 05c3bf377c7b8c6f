import NIOCore

/// The fields of a form or of a query (`a=1&b=two+words`), decoded.
struct FormFields: Sendable, Equatable {
    private var fields: [(name: String, value: String)] = []

    init(_ text: some StringProtocol) {
        for pair in text.utf8.split(separator: UInt8(ascii: "&")) {
            let halves = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            fields.append((Self.decode(halves[0]), halves.count == 2 ? Self.decode(halves[1]) : ""))
        }
    }

    init(_ body: ByteBuffer) {
        self.init(String(buffer: body))
    }

    /// The first field of this name, or the empty text.
    subscript(name: String) -> String {
        fields.first { $0.name == name }?.value ?? ""
    }

    static func == (left: FormFields, right: FormFields) -> Bool {
        left.fields.elementsEqual(right.fields, by: ==)
    }

    /// A value as it stands in a form: letters and digits as they are, all else by percent.
    static func encode(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                bytes.append(byte)
            case UInt8(ascii: " "):
                bytes.append(UInt8(ascii: "+"))
            default:
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func decode(_ part: some Collection<UInt8>) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(part.count)
        var place = part.startIndex
        while place != part.endIndex {
            let byte = part[place]
            place = part.index(after: place)
            if byte == UInt8(ascii: "%"), let high = place == part.endIndex ? nil : nibble(part[place]) {
                let second = part.index(after: place)
                if second != part.endIndex, let low = nibble(part[second]) {
                    bytes.append(high << 4 | low)
                    place = part.index(after: second)
                    continue
                }
            }
            bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func nibble(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
