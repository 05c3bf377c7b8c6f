/// Finds where bytes stop being UTF-8.
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
}
