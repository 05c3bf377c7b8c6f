/// Bytes that are letters of the English alphabet, without making strings of them.
enum ASCII {
    /// Whether `text` is `word`, which is written in lower case, in any case.
    static func equals(_ text: UnsafeRawBufferPointer, _ word: StaticString) -> Bool {
        guard text.count == word.utf8CodeUnitCount else { return false }
        for index in text.indices where lower(text[index]) != word.utf8Start[index] { return false }
        return true
    }

    @inline(__always)
    static func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

    @inline(__always)
    static func isAlphanumeric(_ byte: UInt8) -> Bool { byte &- 48 < 10 || lower(byte) &- 0x61 < 26 }
}
