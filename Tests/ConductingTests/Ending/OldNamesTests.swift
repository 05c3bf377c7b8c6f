import AccessLogs
import Conducting
import Planning
import Testing

@Suite("What leads to an old host")
struct OldNamesTests {
    static func names(_ address: String, _ known: [String]) throws -> OldNames {
        let list = known.map { "\"\($0)\"" }.joined(separator: ", ")
        let plan = try PlanReader.read(
            text: """
                sluice: 1
                name: names
                decommission: { systems: [], hosts: [{ host: web, known_as: [\(list)] }] }
                relocation: { hosts: [{ id: web, side: old, address: "\(address)" }] }
                """)
        return OldNames(plan.oldHosts[0], plan.ending(of: plan.oldHosts[0]))
    }

    @Test("whole names only")
    func whole() throws {
        let names = try Self.names("shop@203.0.113.7:2222", ["old.shop.test"])
        #expect(names.mentions(in: #"{"origin":"OLD.shop.test:8443"}"#) == ["old.shop.test"])
        #expect(names.mentions(in: "allow 203.0.113.7/32;") == ["203.0.113.7"])
        #expect(names.mentions(in: "ip4:203.0.113.7.") == ["203.0.113.7"])
        for other in ["203.0.113.70", "1203.0.113.7", "bold.shop.test", "old.shop.test.example", "my-old.shop.test"] {
            #expect(names.mentions(in: other).isEmpty, "\(other)")
        }
        #expect(names.mentions(in: "203.0.113.7 198.51.100.4 v=spf1 ip4:198.51.100.0/24 -all") == ["203.0.113.7"])
    }

    @Test("a name with a port is only that port; loopback tells nobody from others")
    func ports() throws {
        let names = try Self.names("shop@127.0.0.1:2222", ["127.0.0.1:8081"])
        #expect(names.mentions(in: "http://127.0.0.1:8081/") == ["127.0.0.1:8081"])
        #expect(names.mentions(in: "http://127.0.0.1:80812/").isEmpty)
        #expect(names.mentions(in: "http://127.0.0.1/").isEmpty)
        #expect(try Self.names("local", []).isEmpty)
    }

    @Test("a log in pieces: people, bots, our own question, how far it reaches back")
    func tally() async throws {
        func line(_ time: String, _ path: String, _ agent: String, _ status: Int = 200) -> String {
            "192.0.2.1 - - [\(time) +0000] \"GET \(path) HTTP/1.1\" \(status) 10 \"-\" \"\(agent)\"\n"
        }
        let shopper = "Mozilla/5.0 (X11)"
        let log =
            line("01/Jun/2027:10:00:00", "/old", shopper) + line("19/Jun/2027:10:00:00", "/", "Googlebot/2.1")
            + line("19/Jun/2027:11:00:00", "/cart?x=1", shopper, 502) + "nonsense\n"
            + line("20/Jun/2027:11:00:00", "/sluice-look-abc", shopper)
        let tally = LogTally(since: PlanTime("2027-06-10T00:00Z")!.milliseconds)
        for piece in log.utf8.map({ [$0] }) { try await tally.add(piece) }
        let count = try await tally.finish()
        #expect(count.people == 1 && count.bots == 1 && count.own == 1 && count.unread == 1 && count.failures == 1)
        #expect(count.lastPath == "/cart")
        #expect(count.oldest == PlanTime("2027-06-01T10:00Z")!.milliseconds)
        #expect(count.minutes == 2 && count.failedMinutes == 1)
    }
}
