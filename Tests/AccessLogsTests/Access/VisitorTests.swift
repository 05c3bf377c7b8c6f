import AccessLogs
import Testing

/// Who is who: the named field before everything, else client and user agent together.
@Suite struct VisitorTests {
    private func visitor(
        _ client: String = "203.0.113.7", _ agent: String = "Mozilla/5.0", _ rest: String = ""
    ) throws -> UInt64? {
        let time = "[21/Nov/2026:18:23:14 +0000]"
        return try read(
            "\(client) - - \(time) \"GET / HTTP/1.1\" 200 5 \"-\" \"\(agent)\"\(rest)", .nginx
        ).visitor
    }

    @Test func theSameClientAndAgentAreTheSameVisitor() throws {
        let known = try visitor()
        #expect(try visitor() == known)
        #expect(try visitor("203.0.113.8") != known)
        #expect(try visitor("203.0.113.7", "Mozilla/5.1") != known)
    }

    @Test func behindAProxyTheClientIsTheFirstForwardedAddress() throws {
        let known = try visitor()
        #expect(try visitor("10.0.0.1", "Mozilla/5.0", #" 0.001 0.001 "203.0.113.7, 10.0.0.9""#) == known)
        #expect(try visitor("10.0.0.1", "Mozilla/5.0", " xff=203.0.113.7,10.3.3.3") == known)
        #expect(try visitor("203.0.113.7", "Mozilla/5.0", #" "-""#) == known)
        #expect(try visitor("203.0.113.7", "Mozilla/5.0", #" "" xff=-"#) == known)
        #expect(try visitor("10.0.0.1", "Mozilla/5.0", #" "203.0.113.8""#) != known)
    }

    @Test func aNamedVisitorKeepsHisNameAnywhere() throws {
        let known = try visitor("203.0.113.7", "Mozilla/5.0", " visitor=5f1c8a")
        #expect(try visitor("198.51.100.1", "Other/1.0", " 0.010 visitor=5f1c8a") == known)
        #expect(try visitor("198.51.100.1", "Other/1.0", #" visitor="5f1c8a""#) == known)
        #expect(try visitor("203.0.113.7", "Mozilla/5.0", " visitor=5f1c8b") != known)
        #expect(try visitor("203.0.113.7", "Mozilla/5.0", " visitor=-") == visitor())
    }

    @Test func haproxysPortIsNoPartOfTheClient() throws {
        func visitor(_ client: String) throws -> UInt64? {
            try read(
                "\(client) [21/Nov/2026:18:34:26.526] a b/c 0/0/1/20/21 200 1 - - ---- 1/1/0/0/0 0/0 \"GET / HTTP/1.1\"",
                .haproxy
            ).visitor
        }
        #expect(try visitor("203.0.113.7:1") == visitor("203.0.113.7:65535"))
        #expect(try visitor("2001:db8::9:1") == visitor("2001:db8::9:2"))
        #expect(try visitor("2001:db8::9:1") != visitor("2001:db8::8:1"))
    }

    @Test func haproxysClockIsReadInItsZone() throws {
        let line =
            #"1.2.3.4:1 [21/Nov/2026:18:34:26.526] a b/c 0/0/1/20/21 200 1 - - ---- 1/1/0/0/0 0/0 "GET / HTTP/1.1""#
        let utc = try read(line, .haproxy).endMs
        #expect(try read(line, .haproxy, zoneSeconds: 3_600).endMs == utc - 3_600_000)
        #expect(try read(line, .haproxy, zoneSeconds: -1_800).endMs == utc + 1_800_000)
    }

    @Test(arguments: ["Googlebot/2.1", "SomeCRAWLer", "curl/8.5.0", "Java/21", "python-requests/2.32", "-"])
    func programsAreBots(_ agent: String) throws {
        let line = "1.2.3.4 - - [21/Nov/2026:18:23:14 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"\(agent)\""
        #expect(try read(line, .nginx).isBot)
    }

    @Test func manyAgentsDoNotChangeWhatEachOneIs() throws {
        var reader = LogReader(.nginx)
        for turn in 0..<20_000 {
            let agent = turn % 3 == 0 ? "bot/\(turn % 5_000)" : "Mozilla/\(turn % 5_000)"
            let text = "1.2.3.4 - - [21/Nov/2026:18:23:14 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"\(agent)\""
            let line = try Array(text.utf8).withUnsafeBytes { try reader.read($0) }
            #expect(line.isBot == (turn % 3 == 0))
        }
    }
}
