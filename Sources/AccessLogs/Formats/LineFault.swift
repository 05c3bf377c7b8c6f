/// Where a line stops being one of its format, and what should stand there.
public struct LineFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// What a reader was looking for.
    public enum Expected: String, Sendable, Hashable {
        case client = "the client's address"
        case ident = "`-` after the client's address"
        case user = "the user and `[` before the time"
        case stamp = "a time as 21/Nov/2026:18:23:14 +0000"
        case bareStamp = "a time as [21/Nov/2026:18:23:14.123] after the client's address and port"
        case isoStamp = "a time as [2026-11-21T18:23:14.123Z]"
        case request = "the request line in quotes"
        case status = "a status of three digits"
        case bytes = "a number of bytes"
        case referer = "the referer in quotes"
        case agent = "the user agent in quotes"
        case seconds = "the request time in seconds, as 0.123"
        case microseconds = "the request time in µs, a whole number"
        case server = "frontend and backend/server"
        case timers = "five times in ms, as 0/0/1/20/21"
        case cookies = "two captured cookies or `-`"
        case termination = "the termination state, as ----"
        case connections = "counts of connections and queues, as 1/1/0/0/0 0/0"
        case captures = "captured headers in braces"
        case flags = "response flags or `-`"
        case duration = "the duration in ms"
        case forwarded = "X-Forwarded-For in quotes"
        case closing = "a closing quote"
    }

    /// The byte of the line, from 0.
    public let at: Int
    public let expected: Expected

    public init(at: Int, expected: Expected) {
        self.at = at
        self.expected = expected
    }

    public var description: String { "column \(at + 1): expected \(expected.rawValue)" }
}
