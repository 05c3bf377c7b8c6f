import AccessLogs
import Testing
import Traffic

extension EdgeTests {
    /// The log's buffer overflows without a word: the lines' numbers are the only witness.
    @Suite struct LogBuffer {
        @Test func whatAFullBufferLostIsSeenInTheNumbers() async throws {
            try await EdgeRig.with(change: { $0.logBuffer = 65_536 }) { rig in
                _ = try await rig.get("/product/before")
                _ = try await rig.feed.requests(atLeast: 1)
                rig.feed.isPaused = true
                let port = rig.port
                // Long lines: the kernel keeps some megabytes of them before the edge's own buffer fills.
                let (sent, path) = (15_000, "/product/" + String(repeating: "x", count: 900))
                try await onOwnThread {
                    let connection = try RawConnection(port: port)
                    for _ in 0..<sent { _ = try connection.get(path) }
                }
                rig.feed.isPaused = false
                // What still lies in the buffer comes first; then the store goes on.
                for number in 0..<200 { _ = try await rig.get("/product/after-\(number)") }
                var found: LogLine?
                for _ in 0..<12 where found == nil { found = try await rig.feed.line(path: "/product/after-199") }
                let last = try #require(found)
                let lines = rig.feed.requests
                var watch = SequenceWatch()
                var missing = 0
                for line in lines {
                    let process = UInt32(line.id.prefix { $0 != "-" }) ?? 0
                    if case .missing(let count) = watch.see(process: process, sequence: UInt64(line.sequence)) {
                        missing += count
                    }
                }
                #expect(lines.count < sent)
                #expect(missing > 0)
                // Numbers at the end are given up only once some later ones have come.
                #expect(abs(last.sequence - lines.count - missing) <= SequenceWatch.window)
            }
        }
    }
}
