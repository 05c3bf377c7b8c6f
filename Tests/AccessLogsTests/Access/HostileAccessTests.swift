import AccessLogs
import Fixtures
import Testing

/// Whatever bytes arrive, reading ends, and what it returns lies inside the line.
@Suite struct HostileAccessTests {
    private static let samples: [(LogFormatName, String)] = [
        (
            .nginx,
            #"203.0.113.7 - - [21/Nov/2026:18:23:14 +0000] "GET /cart HTTP/1.1" 200 5 "-" "Mozilla/5.0" 0.123 "1.2.3.4" visitor=a"#
        ),
        (.apache, #"203.0.113.7 - - [21/Nov/2026:18:23:14 +0000] "GET /cart HTTP/1.1" 200 5 "-" "Mozi\"lla" 1234"#),
        (
            .haproxy,
            #"<1>x haproxy[7]: 1.2.3.4:5 [21/Nov/2026:18:23:14.123] a b/c 0/0/0/1/2 200 1 - - ---- 1/1/0/0/0 0/0 {M|b} {} "GET https://x/a?b HTTP/2.0""#
        ),
        (
            .envoy,
            #"[2026-11-21T18:23:14.310Z] "POST /cart?x=1 HTTP/2" 204 DC,UF 154 12 226 100 "1.2.3.4" "M" "c" "s" "h" visitor=a"#
        ),
    ]

    /// Reads a copy that ends where its memory does, so that a step too far is met by the allocator's checks.
    private func staysInside(_ bytes: [UInt8], _ format: LogFormatName) -> Bool {
        guard let line = try? read(bytes, format) else { return true }
        return [line.method, line.path, line.agent].allSatisfy {
            $0.count >= 0 && $0.start >= 0 && $0.start + $0.count <= bytes.count
        } && line.bytes >= 0 && (line.durationMs ?? 0) >= 0
    }

    @Test(arguments: LogFormatName.allCases)
    func randomBytesAreSurvived(_ format: LogFormatName) {
        var dice = Dice(seed: 1)
        for _ in 0..<10_000 {
            let bytes = (0..<dice.below(200)).map { _ in
                dice.chance(0.5) ? dice.pick(Array(" -[]\"\\/:.=?{}".utf8)) : UInt8(dice.below(256))
            }
            #expect(staysInside(bytes, format))
        }
    }

    @Test(arguments: LogFormatName.allCases)
    func mutatedLinesAreSurvived(_ format: LogFormatName) {
        var dice = Dice(seed: 2)
        for (_, sample) in Self.samples {
            for _ in 0..<10_000 {
                var bytes = Array(sample.utf8)
                for _ in 0...dice.below(4) where !bytes.isEmpty {
                    let at = dice.below(bytes.count)
                    switch dice.below(5) {
                    case 0: bytes[at] = UInt8(dice.below(256))
                    case 1: bytes.remove(at: at)
                    case 2: bytes.insert(dice.pick(Array(" -[]\"\\/:.=?{}9".utf8)), at: at)
                    case 3: bytes.insert(contentsOf: repeatElement(57, count: dice.below(40)), at: at)
                    default: bytes.removeLast(bytes.count - at)
                    }
                }
                #expect(staysInside(bytes, format))
            }
        }
    }

    @Test func everyBeginningOfALineIsSurvived() {
        for (format, sample) in Self.samples {
            let bytes = Array(sample.utf8)
            #expect((try? read(bytes, format)) != nil)
            for count in 0...bytes.count { #expect(staysInside(Array(bytes[..<count]), format)) }
        }
    }

    @Test func aLineEndOfWindowsIsNoPartOfTheLine() throws {
        for (format, sample) in Self.samples {
            #expect(told(try read(sample + "\r", format), of: sample) == told(try read(sample, format), of: sample))
        }
    }
}
