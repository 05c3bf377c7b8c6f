import Conducting
import Planning
import Testing

@Suite("Maintenance")
struct MaintenanceTests {
    static let text = """
        sluice: 1
        name: looked after
        people: [{ id: dora, name: Dora, contact: dora@agency.test }]
        maintenance:
          owner: dora
          items:
            - { id: restore, what: restore-test, every: 30d }
            - { id: feeds, what: feeds, every: 30d, source: feeds.json, limit: 300 }
        """
    static let now = PlanTime("2027-06-20T12:00Z")!

    static func days(_ count: Int) -> PlanTime { now - .seconds(count * 86_400) }

    static func record(_ item: String, _ days: Int, passed: Bool = true) -> EvidenceRecord {
        EvidenceRecord(.maintained, of: item, at: Self.days(days), by: "test", passed: passed)
    }

    static func calendar(_ records: [EvidenceRecord]) throws -> MaintenanceCalendar {
        MaintenanceCalendar(
            try PlanReader.read(text: text).maintenance!, records: EvidenceRecords(records), at: now)
    }

    @Test("what is due when")
    func due() throws {
        #expect(try Self.calendar([]).lines.map(\.state) == [.due, .due])
        let done = try Self.calendar([Self.record("restore", 29), Self.record("feeds", 30)])
        #expect(done.lines.map(\.state) == [.done, .due] && done.isWell)
        #expect(done.lines[0].due == Self.days(-1))
        // A quarter of its time too late is no holiday any more.
        let late = try Self.calendar([Self.record("restore", 38), Self.record("feeds", 37)])
        #expect(late.lines.map(\.state) == [.missed, .due] && !late.isWell)
        let failed = try Self.calendar([
            Self.record("restore", 20), Self.record("restore", 1, passed: false), Self.record("feeds", 1),
        ])
        #expect(failed.lines.map(\.state) == [.failed, .done] && !failed.isWell)
        #expect(failed.lines[0].isDue)
    }

    @Test("what was never done is due from the day on which the store moved")
    func never() throws {
        let moved = EvidenceRecord(.handedOver, of: "shop", at: Self.days(10), by: "test", passed: true)
        #expect(try Self.calendar([moved]).lines.map(\.due) == [Self.days(-20), Self.days(-20)])
        let long = EvidenceRecord(.handedOver, of: "shop", at: Self.days(40), by: "test", passed: true)
        #expect(try Self.calendar([long]).lines.map(\.state) == [.missed, .missed])
    }

    @Test("figures of others: too high, absent, too old")
    func figures() throws {
        let item = try PlanReader.read(text: Self.text).maintenance!.items[1]
        let rule = try #require(SourceRule.rule(.feeds))
        func judge(_ json: String) throws -> MaintenanceOutcome {
            rule.judge(item, try #require(SourceFigures(json: Array(json.utf8))), at: Self.now)
        }
        #expect(try judge(#"{"p95_seconds": 280, "at": "2027-06-20T11:00:00Z"}"#).state == .good)
        #expect(try judge(#"{"p95_seconds": 301}"#).state == .short)
        #expect(try judge(#"{"p50_seconds": 1}"#).state == .notSeen)
        #expect(try judge(#"{"p95_seconds": 280, "at": "2027-05-01T11:00:00Z"}"#).state == .notSeen)
        #expect(SourceFigures(json: Array("[1]".utf8)) == nil)
    }

    @Test("the month's report names what is not good, and holds nothing that would break its table")
    func report() throws {
        let plan = try PlanReader.read(text: Self.text)
        let calendar = try Self.calendar([Self.record("restore", 1), Self.record("feeds", 1, passed: false)])
        let feeds = plan.maintenance!.items[1]
        let outcome = MaintenanceOutcome(
            feeds, .short, "a | b\nc", figures: ["p95_seconds": 301], findings: ["<script>"])
        let report = MaintenanceReport(plan, digest: "0123456789abcdef", calendar, [outcome], at: Self.now)
        #expect(!report.isWell && report.month == "2027-06")
        #expect(report.markdown.contains("**1 of 2 items are not good: feeds.**"))
        #expect(report.markdown.contains("a \\| b c") && !report.markdown.contains("<script>"))
    }

    @Test("a proposal is a plan's part, and asks for nothing that the plan has")
    func proposal() throws {
        let plan = try PlanReader.read(text: EndingStore.text)
        let yaml = MaintenanceProposal(plan).yaml
        let whole = try PlanReader.read(text: EndingStore.text + "\n" + yaml)
        #expect(whole.maintenance?.items.map(\.what.value) == [.versions])
        #expect(MaintenanceProposal(whole).yaml.hasPrefix("# the plan has everything"))
    }

    @Test("links of a page")
    func links() {
        let page = """
            <a href="/a?x=1&amp;y=2">a</a> <!-- <a href="/no"> --> <IMG SRC='pic.png'> <link data-href="/no" href=/b>
            <script>document.write('<a href="/no">')</script><a title=">" href="https://shop.test/c#d">c</a>
            """
        #expect(LinkText.links(in: Array(page.utf8)) == ["/a?x=1&y=2", "pic.png", "/b", "https://shop.test/c#d"])
        #expect(LinkText.path("pic.png", on: "shop.test", from: "/x/y") == "/x/pic.png")
        #expect(LinkText.path("https://SHOP.test/c#d", on: "shop.test", from: "/") == "/c")
        #expect(LinkText.path("//cdn.test/c", on: "shop.test", from: "/") == nil)
        #expect(LinkText.path("mailto:a@b.test", on: "shop.test", from: "/") == nil)
        #expect(LinkText.path("https://shop.test?a=1", on: "shop.test", from: "/") == "/?a=1")
    }

    @Test("how long releases and registrations last")
    func lasting() {
        #expect(EndOfLife.support(.php, "8.2.29") == .until("2026-12-31"))
        #expect(EndOfLife.support(.mariadb, "10.11.14-MariaDB-0+deb12u2-log") == .until("2028-02-16"))
        #expect(EndOfLife.support(.wordpress, "6.1.6") == .byCourtesy)
        #expect(EndOfLife.support(.wordpress, "4.6.2") == .until("2025-07-31"))
        #expect(EndOfLife.support(.php, "9.9.0") == .unknown)
        let rdap =
            #"{"events":[{"eventAction":"registration","eventDate":"2001-01-01T00:00:00Z"},"#
            + #"{"eventAction":"expiration","eventDate":"2027-06-30T12:00:00.123Z"}]}"#
        #expect(RegistrationText.days(Array(rdap.utf8), from: Self.now) == 10)
        #expect(RegistrationText.days(Array("{}".utf8), from: Self.now) == nil)
    }
}
