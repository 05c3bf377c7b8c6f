import AccessLogs
import Testing

@Suite struct DetectionTests {
    private let plain =
        #"203.0.113.7 - - [21/Nov/2026:18:23:14 +0000] "GET / HTTP/1.1" 200 5 "-" "Mozilla/5.0""#

    @Test(arguments: ["", "\n\n", "203.0.113.7 - - [21/Nov/2026:18:23:14 +0000] \"GET / HT"])
    func withoutAWholeLineThereIsNothingToTellBy(_ text: String) {
        #expect(throws: AccessLogError.empty) { try detect(text) }
    }

    @Test func theErrorNamesTheLineAndWhatWasExpected() throws {
        let error = #expect(throws: AccessLogError.self) {
            try detect("\n\(plain.replacing("200 5", with: "OK 5"))\nhello\u{1B}[2J\n")
        }
        let text = "\(try #require(error))"
        #expect(text.hasPrefix("line 1 is of no known log format; read as nginx, column 63: expected a status"))
        #expect(text.contains("found `OK 5 \"-\" \"Mozilla/5.0\"`"))
    }

    @Test func whatIsFoundCannotSteerATerminal() throws {
        let error = #expect(throws: AccessLogError.self) { try detect("\u{1B}[2J\u{7}hello\n") }
        #expect("\(try #require(error))".utf8.allSatisfy { $0 >= 32 })
    }

    @Test func someOtherLinesAmongThemDoNotMatter() throws {
        #expect(try detect("notice: started\n\(plain)\n\(plain)\nhello\n") == .nginx)
        #expect(throws: AccessLogError.self) { try detect("one\ntwo\n\(plain)\n") }
    }

    @Test func onlyTheFirstLinesAreLookedAt() throws {
        let many = Array(repeating: plain, count: LogFormat.lines) + Array(repeating: "hello", count: 1_000)
        #expect(try detect(many.joined(separator: "\n")) == .nginx)
    }
}
