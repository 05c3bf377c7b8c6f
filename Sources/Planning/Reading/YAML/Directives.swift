/// Lines such as `%TAG ! tag:example.com,2026:`, of which a plan needs none.
enum Directives {
    /// The place of the first line that begins with a percent sign after as many as are taken; nil when there is none.
    static func firstTooMany(_ bytes: [UInt8], file: String) -> Position? {
        var found = 0
        for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "%") && isLineStart(offset, in: bytes) {
            found += 1
            if found > ReadingBounds.directives { return InvalidText.place(of: offset, in: bytes, file: file) }
        }
        return nil
    }

    /// Whether a line begins here, by all the line breaks that YAML 1.1 knew.
    private static func isLineStart(_ offset: Int, in bytes: [UInt8]) -> Bool {
        guard offset > 0 else { return true }
        switch bytes[offset - 1] {
        case 0x0A, 0x0D: return true
        case 0x85: return offset > 1 && bytes[offset - 2] == 0xC2
        case 0xA8, 0xA9: return offset > 2 && bytes[offset - 2] == 0x80 && bytes[offset - 3] == 0xE2
        default: return false
        }
    }
}
