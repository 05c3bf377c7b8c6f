import AccessLogs

/// Reads one line's text; nil where it is refused.
func read(_ text: String) -> EdgeLine? { read(Array(text.utf8)) }

func read(_ bytes: [UInt8]) -> EdgeLine? { bytes.withUnsafeBytes { EdgeLine($0) } }

/// The text of a field.
func text(_ field: EdgeLine.Field, of line: String) -> String {
    String(decoding: Array(line.utf8)[field.start..<field.start + field.count], as: UTF8.self)
}
