import Fixtures
import Foundation
import Reconciliation
import Testing

/// Whatever the bytes are, they end in values or in a reason.
@Suite("Hostile input")
struct HostileInputTests {
    @Test(arguments: [
        "null", "-0.50", "1e-7", "\"\\u0041\\n\\ud83d\\ude00\"", "[1, [2, {\"a\" : {}}], []]", " {\"a\":1,\"b\":null} ",
        "\"ünï\"",
    ])
    func jsonKeepsItsDigitsAndSaysTheSameAgain(text: String) throws {
        let value = try JSONText(Array(text.utf8))
        #expect(try JSONText(value.bytes) == value)
        if text.contains("e-7") { #expect(value == .number(Array("1e-7".utf8))) }
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\"}", "{\"a\":1,}", "01", "1.", ".5", "+1", "1e", "\"\\x\"", "\"\\u12\"", "\"\\u-000\"",
        "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"a\nb\"", "\"a", "nul", "1 2", "NaN", "\u{FEFF}1",
        String(repeating: "[", count: 100_000),
    ])
    func whatIsNoJSONIsRefused(text: String) {
        #expect(throws: JSONText.Flaw.self) { try JSONText(Array(text.utf8)) }
    }

    @Test func randomBytesEndInValuesOrInAReason() async throws {
        var dice = Dice(seed: 11)
        let json = Array(RowsAPI.list(1...3).utf8)
        let csv = Array("id,name\n1,\"a,\"\"b\"\n2,ünï\r\n".utf8)
        let folder = try StoreFolder()
        var read = 0
        for round in 0..<400 {
            func broken(_ source: [UInt8]) -> [UInt8] {
                var bytes = source
                for _ in 0...dice.below(4) { bytes[dice.below(bytes.count)] = UInt8(dice.below(256)) }
                return bytes
            }
            if (try? JSONText(broken(json))) != nil { read += 1 }
            let file = try folder.write("\(round).csv", broken(csv))
            let store = try CSVStore(path: file)
            if (try? await store.describe(.table("x"))) != nil { read += 1 }
            await store.close()
        }
        #expect(read > 0)
    }

    @Test func headersOfAnswersAreRead() throws {
        let now = try #require(ISO8601DateFormatter().date(from: "2026-11-21T10:00:00Z"))
        #expect(RetryAfter.wait("7", now: now) == .seconds(7))
        #expect(RetryAfter.wait("-7", now: now) == .zero)
        #expect(RetryAfter.wait("Sat, 21 Nov 2026 10:01:00 GMT", now: now) == .seconds(60))
        #expect(RetryAfter.wait("soon", now: now) == nil)
        #expect(LinkHeader.next(["</a?b=1>; rel=\"prev\", </c?d=2>; title=\"x\"; rel=next"]) == "/c?d=2")
        #expect(LinkHeader.next(["</a>; rel=last"]) == nil)
        #expect(LinkHeader.next(["garbage", "<", "<>"]) == nil)
    }
}
