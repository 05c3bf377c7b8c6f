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

    @Test(
        "says which bound was passed, and where",
        arguments: [
            ("people: [" + String(repeating: "a,", count: 1_000_000) + "]", 2, "at most 1000000 values"),
            (String(repeating: "%TAG !a! tag:\n", count: 101), 102, "begin with a percent sign"),
            ("name: " + String(repeating: "x", count: 10_001), 2, "a text of 10001 bytes"),
            ("? " + String(repeating: "k", count: 1001) + "\n: 1", 2, "a key must be a word"),
            ("people: [" + (0...10_000).map { "&a\($0) x, " }.joined() + "]", 2, "at most 10000 anchors"),
            (
                "people: [&a " + String(repeating: "x", count: 9000) + String(repeating: ", *a", count: 112) + "]", 2,
                "or 1000000 bytes"
            ),
        ])
    func bounds(text: String, line: Int, message: String) {
        let finding = Cases.refusal(Array(("sluice: 1\n" + text + "\n").utf8))?.first { $0.code == "PLN001" }
        #expect(finding?.message.contains(message) == true)
        #expect(finding?.position.line == line)
    }

    @Test("shows little of what it refuses, and nothing that would steer a terminal")
    func excerpts() {
        let text = "sluice: 1\n\"\\e[31m" + String(repeating: "k\u{301}", count: 300) + "\": 1\n"
        let finding = Cases.refusal(Array(text.utf8))?.first { $0.code == "PLN002" }
        #expect(finding?.message.contains("\\u{1b}[31m") == true)
        #expect((finding?.message.utf8.count ?? 0) < 300)
    }

    @Test("finds a circle and a gap among very many needs", .timeLimit(.minutes(1)))
    func needs() {
        let stages = (0..<20_000).map { place in
            "  - { id: s\(place), unit: u, needs: [s\((place + 1) % 20_000)], exposure: { steps: [open], dwell: 1s } }\n"
        }
        let text =
            "sluice: 1\nname: circle\nunits: [{ id: u, domain: checkout, match: { paths: [/] } }]\nstages:\n"
            + stages.joined()
        let findings = Cases.refusal(Array(text.utf8)) ?? []
        #expect(findings.count == 200)
        #expect(findings.first?.message == "stage s0 needs s1, which needs s0 in turn: none can begin")
    }

    @Test("takes a large plan", .timeLimit(.minutes(1)))
    func large() throws {
        let teams = (0..<50_000).map { "  - { id: t\($0), name: Team \($0) }\n" }.joined()
        let plan = try PlanReader.read(text: "sluice: 1\nname: large\nteams:\n" + teams)
        #expect(plan.teams.count == 50_000)
        #expect(plan.teams.last?.id.position.line == 50_003)
    }
}
