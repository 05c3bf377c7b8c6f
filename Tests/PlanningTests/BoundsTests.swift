import Planning
import Testing

/// Large and hostile plans are refused quickly; nothing hangs, and no finding is repeated without end.
@Suite("Bounds")
struct BoundsTests {
    static let hostile: [(name: String, text: String)] = [
        ("brackets", String(repeating: "[", count: 1_000_000)),
        ("dashes", String(repeating: "- ", count: 500_000)),
        ("questions", String(repeating: "? ", count: 500_000)),
        ("unknown keys", (0..<100_000).map { "nane\($0): 1\n" }.joined()),
        ("one key often", String(repeating: "name: a\n", count: 100_000)),
        ("an open quote", "name: \"" + String(repeating: "x ", count: 500_000)),
        ("a long word", "name: " + String(repeating: "x", count: 1_000_000)),
        ("huge numbers", "risks: [{ severity: \(String(repeating: "9", count: 100_000)) }]\n"),
        ("dangling", "report: { signers: [\(String(repeating: "adda, ", count: 100_000))] }\n"),
        ("anchors", (0..<50_000).map { "- &a\($0) x\n" }.joined()),
        ("colons", String(repeating: "a: ", count: 300_000)),
        (
            "grants",
            "authority:\n"
                + (0..<20_000).map {
                    "  - { entity: e, facet: f, scope: s\($0), writer: w }\n"
                }.joined()
        ),
    ]

    @Test("refuses what is hostile, within seconds", .timeLimit(.minutes(1)), arguments: hostile.map(\.name))
    func quick(name: String) throws {
        let text = try #require(Self.hostile.first { $0.name == name }?.text)
        let clock = ContinuousClock()
        var findings: [Finding] = []
        let spent = clock.measure { findings = Cases.refusal(Array(("sluice: 1\n" + text).utf8)) ?? [] }
        #expect(!findings.isEmpty)
        #expect(findings.count <= 200)
        #expect(spent < .seconds(10))
    }

    @Test("takes a large plan", .timeLimit(.minutes(1)))
    func large() throws {
        let teams = (0..<50_000).map { "  - { id: t\($0), name: Team \($0) }\n" }.joined()
        let plan = try PlanReader.read(text: "sluice: 1\nname: large\nteams:\n" + teams)
        #expect(plan.teams.count == 50_000)
        #expect(plan.teams.last?.id.position.line == 50_003)
    }
}
