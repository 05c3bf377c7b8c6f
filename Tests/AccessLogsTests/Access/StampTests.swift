import AccessLogs
import Fixtures
import Foundation
import Testing

/// Time stamps beside Foundation's calendar.
@Suite struct StampTests {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private struct Moment {
        let seconds: Int
        let zone: Int
        let year, month, day, hour, minute, second: Int

        init(_ dice: inout Dice) throws {
            seconds = dice.below(4_102_444_800)
            zone = dice.pick([0, 0, 3_600, -12_600, 20_700, -43_200, 50_400])
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = try #require(TimeZone(secondsFromGMT: zone))
            let parts = calendar.dateComponents(
                [.year, .month, .day, .hour, .minute, .second], from: Date(timeIntervalSince1970: Double(seconds)))
            (year, month, day) = (try #require(parts.year), try #require(parts.month), try #require(parts.day))
            (hour, minute, second) = (try #require(parts.hour), try #require(parts.minute), try #require(parts.second))
        }

        var clock: String { "\(two(hour)):\(two(minute)):\(two(second))" }
        var sign: String { zone < 0 ? "-" : "+" }
        func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
        var hours: String { two(abs(zone) / 3_600) }
        var minutes: String { two(abs(zone) % 3_600 / 60) }
        var common: String { "\(two(day))/\(StampTests.months[month - 1])/\(year):\(clock)" }
    }

    @Test func anyMomentInAnyZoneIsRead() throws {
        var dice = Dice(seed: 1)
        for _ in 0..<2_000 {
            let m = try Moment(&dice)
            guard m.year >= 1970 else { continue }
            let zoned = "1.2.3.4 - - [\(m.common) \(m.sign)\(m.hours)\(m.minutes)] \"GET / HTTP/1.1\" 200 5 \"-\" \"M\""
            #expect(try read(zoned, .nginx).endMs == m.seconds * 1_000)
            let bare = "1.2.3.4:5 [\(m.common).250] a b/c 0/0/0/0/7 200 1 - - ---- 1/1/0/0/0 0/0 \"GET / HTTP/1.1\""
            #expect(try read(bare, .haproxy, zoneSeconds: m.zone).endMs == m.seconds * 1_000 + 257)
            let iso = "\(m.year)-\(m.two(m.month))-\(m.two(m.day))T\(m.clock).250\(m.sign)\(m.hours):\(m.minutes)"
            let envoy = "[\(iso)] \"GET / HTTP/1.1\" 200 - 0 0 7 1 \"-\" \"-\" \"-\" \"-\" \"-\""
            #expect(try read(envoy, .envoy).endMs == m.seconds * 1_000 + 257)
        }
    }
}
