import Conducting
import Planning
import Testing

@Suite("Access board")
struct AccessBoardTests {
    static let plan = """
        sluice: 1
        name: access
        access:
          - { id: ssh, kind: key, from: the client, due: 2027-01-15T12:00Z }
          - { id: dns, kind: dns, from: the client }
        """

    static func items() throws -> [AccessItem] { try PlanReader.read(text: plan, named: "plan.yaml").access }
    static let early = PlanTime("2027-01-10T00:00Z")!
    static let late = PlanTime("2027-01-20T00:00Z")!

    @Test("says since when something is wanting, and what is late")
    func since() throws {
        let items = try Self.items()
        let ssh = items[0].id.value
        let first = AccessBoard(items, seen: [ssh: .missing("no key")], earlier: [:], at: Self.early)
        #expect(first.rows.map(\.since) == [Self.early, Self.early])
        #expect(first.rows.map(\.isLate) == [false, false] && !first.isWhole)
        // Still missing: since the first look. Past its date: late.
        let second = AccessBoard(items, seen: [ssh: .missing("no key")], earlier: first.kept, at: Self.late)
        #expect(second.rows[0].since == Self.early && second.rows[0].isLate)
        // Another state began just now.
        let third = AccessBoard(items, seen: [ssh: .fails("refused")], earlier: second.kept, at: Self.late)
        #expect(third.rows[0].since == Self.late && third.rows[0].isLate)
        let works = AccessBoard(items, seen: [ssh: .works("opens")], earlier: third.kept, at: Self.late)
        #expect(!works.rows[0].isLate && works.rows[0].state.isFit)
        // What nobody looked at is not good news.
        #expect(works.rows[1].state.word == "unclear" && !works.isWhole)
    }
}
