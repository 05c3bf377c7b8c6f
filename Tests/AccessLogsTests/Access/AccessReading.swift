import AccessLogs

/// Reads one line of a format.
func read(_ text: String, _ format: LogFormatName, zoneSeconds: Int = 0) throws(LineFault) -> AccessLine {
    try read(Array(text.utf8), format, zoneSeconds: zoneSeconds)
}

func read(_ bytes: [UInt8], _ format: LogFormatName, zoneSeconds: Int = 0) throws(LineFault) -> AccessLine {
    var reader = LogReader(format, zoneSeconds: zoneSeconds)
    return try bytes.withUnsafeBufferPointer { line throws(LineFault) in try reader.read(UnsafeRawBufferPointer(line)) }
}

/// What was read of a line, in words.
func told(_ line: AccessLine, of text: String) -> String {
    let bytes = Array(text.utf8)
    func words(_ field: AccessLine.Field) -> String {
        String(decoding: bytes[field.start..<field.start + field.count], as: UTF8.self)
    }
    let who = line.isNamed ? "named" : line.visitor == nil ? "nobody" : "somebody"
    let marks = [line.isFailure ? "failure" : nil, line.isBot ? "bot" : nil, line.isMobile ? "mobile" : nil]
    return [
        "\(line.endMs)", who, line.isRequest ? "\(words(line.method)) <\(words(line.path))>" : "no request",
        "\(line.status)", line.durationMs.map { "\($0)ms" } ?? "no duration", "\(line.bytes)B",
        marks.compactMap(\.self).joined(separator: ","), "<\(words(line.agent))>",
    ].filter { !$0.isEmpty }.joined(separator: " ")
}
