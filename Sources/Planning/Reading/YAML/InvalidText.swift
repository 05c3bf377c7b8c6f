/// Finds where bytes stop being text.
enum InvalidText {
    /// The place of the first byte that cannot be part of UTF-8 text; nil when all is well.
    static func firstInvalid(_ bytes: [UInt8], file: String) -> Position? {
        guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var line = 1
        var column = 1
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let encoded):
                if encoded.first == UInt8(ascii: "\n") {
                    line += 1
                    column = 1
                } else {
                    column += 1
                }
            case .error, .emptyInput:
                return Position(file: file, line: line, column: column)
            }
        }
    }

    /// The place of the byte at `offset`, in characters.
    static func place(of offset: Int, in bytes: [UInt8], file: String) -> Position {
        let before = bytes.prefix(offset)
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        return Position(
            file: file, line: line, column: String(decoding: before[start...], as: UTF8.self).unicodeScalars.count + 1)
    }
}
