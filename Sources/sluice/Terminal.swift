import Foundation

/// Writing for people: to standard output what was asked for, to standard error what went wrong.
enum Terminal {
    /// Whether a person sees standard output as it comes.
    static let isInteractive = isatty(STDOUT_FILENO) == 1

    static func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    /// Text that has its own line feeds, or none yet.
    static func write(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }

    static func complain(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    /// Bold on a terminal that shows it; plain in a log, and where `NO_COLOR` asks for it.
    static func strong(_ text: String) -> String { styled(text, "1") }

    static func faint(_ text: String) -> String { styled(text, "2") }

    static func alarm(_ text: String) -> String { styled(text, "1;31") }

    static func good(_ text: String) -> String { styled(text, "32") }

    private static func styled(_ text: String, _ code: String) -> String {
        guard isInteractive, ProcessInfo.processInfo.environment["NO_COLOR"] == nil else { return text }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }

    /// A value as JSON, one line or indented.
    static func json(_ value: some Encodable, pretty: Bool = true) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting =
            pretty ? [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes] : [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
