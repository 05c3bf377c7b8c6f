/// Yes and no, as stores and files write them.
enum Truth {
    /// Reads `0`, `1`, `t`, `f`, `true`, `false`, in any case.
    static func read(_ text: UnsafeRawBufferPointer) -> Bool? {
        switch text.count {
        case 1:
            switch text[0] {
            case UInt8(ascii: "0"), UInt8(ascii: "f"), UInt8(ascii: "F"): false
            case UInt8(ascii: "1"), UInt8(ascii: "t"), UInt8(ascii: "T"): true
            default: nil
            }
        case 4: ASCII.equals(text, "true") ? true : nil
        case 5: ASCII.equals(text, "false") ? false : nil
        default: nil
        }
    }

    /// Every way in which the same is written.
    static func spellings(_ value: Bool) -> [[UInt8]] {
        (value ? ["1", "t", "true", "T", "TRUE", "True"] : ["0", "f", "false", "F", "FALSE", "False"])
            .map { Array($0.utf8) }
    }
}
