/// Cuts a byte stream of octet-counted messages (`LENGTH SPACE MESSAGE`, RFC 6587 §3.4.1) into messages.
///
/// Keeps at most one unfinished message and refuses lengths above `limit`, so that a stranger on the port cannot make it
/// grow.
public struct OctetFrames: Sendable {
    /// What arrived was not octet-counted, or a message was longer than the limit.
    public struct Malformed: Error, Sendable, CustomStringConvertible {
        public let found: String

        public var description: String {
            "the log stream is not octet-counted: expected `LENGTH MESSAGE`, found \(found); "
                + "set `log-proto octet-count` on the ring's server line"
        }
    }

    private let limit: Int
    private var pending: [UInt8] = []
    private var refused: Malformed?

    public init(limit: Int = 65_536) { self.limit = limit }

    /// Adds received bytes and calls `body` with each whole message, without a trailing line feed.
    ///
    /// The buffer handed to `body` is valid during the call only. A stream once refused stays refused: where its next
    /// message begins, nobody knows.
    public mutating func add(
        _ bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(Malformed) {
        if let refused { throw refused }
        do throws(Malformed) {
            try take(bytes, body)
        } catch {
            refused = error
            pending = []
            throw error
        }
    }

    private mutating func take(
        _ bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(Malformed) {
        guard pending.isEmpty else {
            pending.append(contentsOf: bytes)
            let taken = pending
            let used = taken.withUnsafeBytes { all in Result { () throws(Malformed) in try cut(all, body) } }
            pending = Array(taken[try used.get()...])
            return
        }
        let used = try cut(bytes, body)
        pending.append(contentsOf: bytes[used...])
    }

    private func cut(
        _ bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(Malformed) -> Int {
        var at = 0
        while at < bytes.count {
            var i = at
            var length = 0
            // RFC 6587 knows no leading zero; an endless row of them would be kept as an unfinished length.
            guard bytes[i] != UInt8(ascii: "0") else { throw Malformed(found: "a length that begins with 0") }
            while i < bytes.count, 48...57 ~= bytes[i], length <= limit {
                length = length * 10 + Int(bytes[i] - 48)
                i += 1
            }
            guard length <= limit else { throw Malformed(found: "a message of \(length) bytes or more") }
            guard i < bytes.count else { break }
            guard i > at, bytes[i] == UInt8(ascii: " ") else {
                throw Malformed(found: "byte \(bytes[i]) where a length should stand")
            }
            guard i + 1 + length <= bytes.count else { break }
            var end = i + 1 + length
            while end > i + 1, bytes[end - 1] == 10 || bytes[end - 1] == 0 { end -= 1 }
            body(UnsafeRawBufferPointer(rebasing: bytes[(i + 1)..<end]))
            at = i + 1 + length
        }
        return at
    }
}
