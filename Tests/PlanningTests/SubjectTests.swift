import Foundation
import Planning
import Testing

@Suite("Subjects")
struct SubjectTests {
    private static let text = """
        sluice: 1
        name: shop
        teams:
          - id: web
            name: Web

          # about the next one
          - { id: desk, name: Desk }
        flows:
          - critical: true
            id: checkout
            steps: [{ id: pay, path: /pay }]
            success: pay
        calendar: { zone: Europe/Berlin }

        """

    @Test(
        "are the innermost record around a place",
        arguments: [
            (1, 9, nil), (3, 1, nil), (4, 4, nil), (4, 5, "web"), (4, 9, "web"), (5, 11, "web"), (5, 14, nil),
            (7, 3, nil), (8, 3, nil), (8, 5, "desk"), (8, 28, "desk"), (8, 29, nil), (10, 5, "checkout"),
            (12, 12, "checkout"), (12, 13, "pay"), (12, 30, "pay"), (12, 36, "checkout"), (13, 14, "checkout"),
            (13, 17, nil), (14, 19, nil), (99, 1, nil),
        ] as [(Int, Int, String?)])
    func places(line: Int, column: Int, subject: String?) throws {
        let plan = try PlanReader.read(text: Self.text)
        #expect(plan.subject(of: Position(file: "plan.yaml", line: line, column: column)) == subject)
        #expect(plan.subject(of: Position(file: "other.yaml", line: line, column: column)) == nil)
    }

    @Test("are found in included files and overlays")
    func acrossFiles() throws {
        let plan = try OverlayTests.read("several")
        let desk = try #require(plan.teams.first { $0.id.value == "desk" })
        for position in [desk.id.position, desk.name.position, desk.lead?.position].compactMap({ $0 }) {
            #expect(plan.subject(of: position) == "desk")
        }
        #expect(desk.name.position.file != desk.lead?.position.file)
        #expect(plan.subject(of: plan.name.position) == nil)
    }

    @Test("are found quickly in a large plan", .timeLimit(.minutes(1)))
    func large() throws {
        let teams = (0..<100_000).map { "  - { id: t\($0), name: T\($0) }\n" }.joined()
        let plan = try PlanReader.read(text: "sluice: 1\nname: large\nteams:\n" + teams)
        let clock = ContinuousClock()
        let spent = clock.measure {
            for team in plan.teams { #expect(plan.subject(of: team.name.position) == team.id.value.rawValue) }
        }
        #expect(spent < .seconds(5))
    }
}
