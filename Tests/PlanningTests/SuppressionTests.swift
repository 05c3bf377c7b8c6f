import Planning
import Testing

@Suite("Suppressions")
struct SuppressionTests {
    private func report(_ suppressions: String, rules: [Rule] = Rule.all) throws -> CheckReport {
        let plan = try PlanReader.read(
            text: """
                sluice: 1
                name: small
                people: [{ id: ada, name: Ada, contact: ada@shop.test }]
                systems: [{ id: old, kind: storefront, side: old }]
                risks:
                  - { id: one, where: old, effect: a, severity: 5, occurrence: 5, signals: [] }
                  - { id: two, where: old, effect: b, severity: 5, occurrence: 5, signals: [] }
                suppressions:
                \(suppressions)
                """)
        return PlanCheck.report(plan, at: Cases.time, rules: rules)
    }

    private static let whole = #"reason: "in a month", owner: ada, expires: 2026-11-21T12:00:01Z"#
    private static let rules = Rule.all.filter { ["RSK001", "SUP001"].contains($0.code) }

    @Test("take out what they name, and nothing else")
    func named() throws {
        let report = try report("  - { rule: RSK001, of: one, \(Self.whole) }", rules: Self.rules)
        #expect(report.findings.map(\.subject) == ["two"])
        #expect(report.suppressed.map(\.finding.subject) == ["one"])
        #expect(report.suppressed.first?.reason == "in a month")
        #expect(report.suppressed.first?.position.line == 9)
        #expect(report.summary == "1 error, 0 warnings, 1 suppressed")
    }

    @Test("take out all that a rule finds when they name nothing; a code may be written small")
    func all() throws {
        let report = try report("  - { rule: rsk001, \(Self.whole) }", rules: Self.rules)
        #expect(report.findings == [])
        #expect(report.suppressed.count == 2)
    }

    @Test(
        "do not count without reason, owner or expiry, nor from the moment they expire",
        arguments: [
            "owner: ada, expires: 2026-12-01T00:00Z", "reason: r, expires: 2026-12-01T00:00Z", "reason: r, owner: ada",
            "reason: r, owner: ada, expires: 2026-11-21T12:00Z",
        ])
    func incomplete(terms: String) throws {
        let report = try report("  - { rule: RSK001, \(terms) }", rules: Self.rules)
        #expect(report.findings.map(\.code) == ["RSK001", "RSK001", "SUP001"])
        #expect(report.findings.last?.severity == .error)
        #expect(report.suppressed == [])
    }

    @Test("that meet nothing are pointed out, unless the rule was not asked")
    func unused() throws {
        let text = "  - { rule: AUT001, of: orders, \(Self.whole) }"
        #expect(try report(text, rules: Self.rules).findings.map(\.code) == ["RSK001", "RSK001"])
        let asked = Self.rules + Rule.all.filter { $0.code == "AUT001" }
        let last = try #require(try report(text, rules: asked).findings.last)
        #expect(last.code == "SUP001" && last.severity == .warning)
    }

    @Test("cannot suppress themselves")
    func themselves() throws {
        let report = try report("  - { rule: SUP001, \(Self.whole) }", rules: Self.rules)
        #expect(report.findings.filter { $0.code == "SUP001" }.map(\.severity) == [.error])
        #expect(report.suppressed == [])
    }
}
