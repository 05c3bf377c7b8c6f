/// What may stand in a key or a logged field without breaking the map file, the log line or the pin cookie.
enum Spelling {
    /// Letters, digits, `_`, `-` and `.`, not empty, and not the lone `-` that stands for "nothing".
    static func isWord(_ text: String) -> Bool {
        !text.isEmpty && text != "-"
            && text.utf8.allSatisfy { isIdentifierByte($0) || $0 == UInt8(ascii: ".") }
    }

    /// A word without dots: dots separate a pin's parts.
    static func isIdentifier(_ text: String) -> Bool {
        !text.isEmpty && text != "-" && text.utf8.count <= 64 && text.utf8.allSatisfy(isIdentifierByte)
    }

    private static func isIdentifierByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
