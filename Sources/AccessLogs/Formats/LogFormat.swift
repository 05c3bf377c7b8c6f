/// Tells a log's format by its first lines.
public enum LogFormat {
    /// Lines that are looked at, at most.
    public static let lines = 50

    /// The format that most of the first lines are of, and at least half of them.
    ///
    /// A plain `combined` log is nginx's and Apache's alike, and is called nginx's; `%D` tells them apart.
    /// - Parameter first: the log's beginning; a last line without an end is left out.
    /// - Throws: `AccessLogError`.
    public static func detect(_ first: UnsafeRawBufferPointer) throws(AccessLogError) -> LogFormatName {
        var readers = LogFormatName.allCases.map { LogReader($0) }
        var good = Array(repeating: 0, count: readers.count)
        var seen = 0
        var stranger: AccessLogError?
        forEachLine(first) { line in
            guard line.count > 0 else { return seen < lines }
            seen += 1
            var furthest: (LogFormatName, LineFault)?
            var isKnown = false
            for i in readers.indices {
                do throws(LineFault) {
                    _ = try readers[i].read(line)
                    good[i] += 1
                    isKnown = true
                } catch {
                    if furthest.map({ $0.1.at < error.at }) ?? true { furthest = (readers[i].format, error) }
                }
            }
            if !isKnown, stranger == nil, let (nearest, fault) = furthest {
                stranger = .unknownFormat(line: seen, found: excerpt(line, fault.at), nearest: nearest, fault: fault)
            }
            return seen < lines
        }
        guard seen > 0 else { throw .empty }
        let best = good.indices.max { good[$0] < good[$1] || (good[$0] == good[$1] && $0 > $1) } ?? 0
        if good[best] * 2 >= seen { return readers[best].format }
        throw stranger ?? .empty
    }

    /// Calls `body` with each whole line until it returns false.
    private static func forEachLine(_ bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Bool) {
        var start = 0
        for i in bytes.indices where bytes[i] == 10 {
            guard body(UnsafeRawBufferPointer(rebasing: bytes[start..<i])) else { return }
            start = i + 1
        }
    }

    /// Some bytes of a line for people: only what cannot steer a terminal.
    private static func excerpt(_ line: UnsafeRawBufferPointer, _ at: Int) -> String {
        guard at < line.count else { return "its end" }
        let part = line[at..<min(at + 24, line.count)].map { 32...126 ~= $0 ? $0 : UInt8(ascii: "?") }
        return "`\(String(decoding: part, as: UTF8.self))`"
    }
}
