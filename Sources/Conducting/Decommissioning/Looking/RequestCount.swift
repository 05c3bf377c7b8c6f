package import AccessLogs
package import Relocation

/// What an access log tells of the time since a moment: who still comes.
package struct RequestCount: Sendable, Hashable, Codable {
    package var people = 0
    package var bots = 0
    /// Questions of our own, by which it is seen that the log is written.
    package var own = 0
    /// Answers of 500 and above, to anybody but us.
    package var failures = 0
    /// Lines that are of no known form.
    package var unread = 0
    /// Ends of the oldest and the newest line of all, in ms since 1970.
    package var oldest: Int64?
    package var newest: Int64?
    /// The last request of a person, and its path.
    package var lastAt: Int64?
    package var lastPath: String?
    /// Minutes in which somebody was answered, and those of them in which somebody was failed.
    package var minutes = 0
    package var failedMinutes = 0

    package init() {}
}

/// Counts the lines of a log as its bytes arrive.
package actor LogTally {
    /// How the path of our own questions begins.
    package static let ownPath = "/sluice-look-"
    /// Bytes by which the log's form is told.
    private static let head = 1 << 16

    private let since: Int64
    private var reader: LogReader?
    private var rest: [UInt8] = []
    private var count = RequestCount()
    private var seen: Set<Int64> = []
    private var failed: Set<Int64> = []

    /// - Parameter since: ms since 1970; what is older is only looked at for how far the log reaches back.
    package init(since: Int64) { self.since = since }

    package func add(_ bytes: [UInt8]) throws(AccessLogError) {
        rest += bytes
        if reader == nil, rest.count < Self.head { return }
        try take()
    }

    package func finish() throws(AccessLogError) -> RequestCount {
        if !rest.isEmpty, rest.last != 10 { rest.append(10) }
        if !rest.isEmpty { try take() }
        (count.minutes, count.failedMinutes) = (seen.count, failed.count)
        return count
    }

    private func take() throws(AccessLogError) {
        let bytes = rest
        var reader: LogReader
        if let known = self.reader {
            reader = known
        } else {
            reader = LogReader(try Self.format(bytes))
        }
        var start = 0
        bytes.withUnsafeBytes { buffer in
            for at in buffer.indices where buffer[at] == 10 {
                read(UnsafeRawBufferPointer(rebasing: buffer[start..<at]), &reader)
                start = at + 1
            }
        }
        self.reader = reader
        rest = Array(bytes[start...])
    }

    private static func format(_ bytes: [UInt8]) throws(AccessLogError) -> LogFormatName {
        let outcome: Result<LogFormatName, AccessLogError> = bytes.withUnsafeBytes { buffer in
            do throws(AccessLogError) { return .success(try LogFormat.detect(buffer)) } catch { return .failure(error) }
        }
        return try outcome.get()
    }

    private func read(_ line: UnsafeRawBufferPointer, _ reader: inout LogReader) {
        guard !line.isEmpty else { return }
        let found: AccessLine
        do throws(LineFault) { found = try reader.read(line) } catch {
            count.unread += 1
            return
        }
        count.oldest = min(count.oldest ?? found.endMs, found.endMs)
        count.newest = max(count.newest ?? found.endMs, found.endMs)
        guard found.endMs >= since else { return }
        let path = String(decoding: line[found.path.start..<(found.path.start + found.path.count)], as: UTF8.self)
        if path.hasPrefix(Self.ownPath) {
            count.own += 1
            return
        }
        seen.insert(found.endMs / 60_000)
        if found.isFailure {
            count.failures += 1
            failed.insert(found.endMs / 60_000)
        }
        if found.isBot {
            count.bots += 1
        } else {
            // What is no request at all still came from somebody.
            count.people += 1
            if found.endMs >= count.lastAt ?? .min { (count.lastAt, count.lastPath) = (found.endMs, path) }
        }
    }
}

/// Reads the access logs of a host, the rotated ones beside them too.
package struct LogLook: Sendable {
    private let host: Host
    private let paths: [String]

    package init(_ host: Host, _ paths: [String]) { (self.host, self.paths) = (host, paths) }

    private static let script = """
        for path in "$@"; do
            [ -f "$path" ] || { echo "there is no $path" >&2; exit 9; }
            for file in "$path" "$path".[0-9]* "$path"-[0-9]*; do
                [ -f "$file" ] || continue
                case "$file" in *.gz) gzip -dc -- "$file" || exit 8 ;; *) cat -- "$file" || exit 8 ;; esac
            done
        done
        """

    package func count(since: Int64) async throws(RelocationError) -> RequestCount {
        let tally = LogTally(since: since)
        try await host.stream(["sh", "-c", Self.script, "sh"] + paths, within: .seconds(3600)) {
            bytes throws(RelocationError) in
            do throws(AccessLogError) { try await tally.add(bytes) } catch { throw trouble(error) }
        }.succeeded(mend: "correct `logs` in the plan, or let the account read them")
        do throws(AccessLogError) { return try await tally.finish() } catch { throw trouble(error) }
    }

    private func trouble(_ error: AccessLogError) -> RelocationError {
        .unreadable(what: "an access log", place: "\(host)", why: error.description)
    }
}
