import Foundation
import Planning
import Testing

/// One folder for each rule: `good.yaml` has no finding, `bad.yaml` has those of `expected.txt` and no others.
@Suite("Rules")
struct RuleTests {
    @Test("there is a folder for every rule, and a rule for every folder")
    func complete() {
        #expect(Cases.folders(in: "Rules") == Rule.all.map(\.code).sorted())
    }

    @Test("pass a good plan", arguments: Cases.folders(in: "Rules"))
    func good(code: String) {
        #expect(Cases.findings(Cases.path("Rules", code, "good.yaml")).map(\.text) == [])
    }

    @Test("catch a bad plan", arguments: Cases.folders(in: "Rules"))
    func bad(code: String) throws {
        let findings = Cases.findings(Cases.path("Rules", code, "bad.yaml"))
        let expected = try Cases.text(Cases.path("Rules", code, "expected.txt"))
        #expect(Cases.differences(findings, expected: expected) == [])
        #expect(findings.contains { $0.code == code })
    }

    @Test("find nothing when switched off", arguments: Cases.folders(in: "Rules").filter { $0 != "STG002" })
    func off(code: String) {
        let others = Rule.all.filter { $0.code != code }
        #expect(Cases.findings(Cases.path("Rules", code, "bad.yaml"), rules: others).map(\.text) == [])
    }

    @Test("explain themselves", arguments: Rule.all.map(\.code))
    func explained(code: String) throws {
        let rule = try #require(Rule.named(code.lowercased()))
        #expect(!rule.catches.isEmpty && !rule.why.isEmpty && !rule.mend.isEmpty)
    }

    @Test("put findings into text and JSON")
    func formats() throws {
        let findings = Cases.findings(Cases.path("Rules", "GAT001", "bad.yaml"))
        let first = try #require(findings.first)
        #expect(
            FindingFormat.text.render(findings).contains(
                ":\(first.position.line):\(first.position.column): error GAT001: "))
        #expect(FindingFormat.text.render(findings).contains("\n  mend: "))
        let json = Data(FindingFormat.json.render(findings).utf8)
        #expect(try JSONDecoder().decode([Finding].self, from: json) == findings)
    }
}
