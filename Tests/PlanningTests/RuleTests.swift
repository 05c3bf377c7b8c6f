import Foundation
import Planning
import Testing

/// One folder for each rule: `good.yaml` has no finding, `bad.yaml` has those of `expected.txt` and no others.
@Suite("Rules")
struct RuleTests {
    @Test("there is a folder for every rule, and a rule for every folder")
    func complete() {
        #expect(RuleCase.all.map(\.code) == Rule.all.map(\.code).sorted())
    }

    @Test("pass the plan that the cases are laid over")
    func base() {
        #expect(Cases.findings(RuleCase.base).map(\.text) == [])
    }

    @Test("pass a good plan", arguments: RuleCase.all)
    func good(rule: RuleCase) {
        #expect(rule.findings(.good).map(\.text) == [])
    }

    @Test("catch a bad plan, and nothing else about it", arguments: RuleCase.all)
    func bad(rule: RuleCase) {
        let findings = rule.findings(.bad)
        #expect(Cases.differences(findings, expected: rule.expected) == [])
        #expect(!findings.isEmpty)
        #expect(findings.filter { $0.code != rule.code }.map(\.text) == [])
    }

    @Test("find nothing when switched off", arguments: RuleCase.all.filter { !$0.isRefusedByReader })
    func off(rule: RuleCase) {
        let others = Rule.all.filter { $0.code != rule.code }
        #expect(rule.findings(.bad, rules: others).map(\.text) == [])
    }

    /// All rules together find what each finds by itself, so that switching one off changes nothing for the others.
    /// SUP001 alone is asked about what the others find.
    @Test(
        "do not lean on each other", arguments: RuleCase.all.filter { !$0.isRefusedByReader && $0.code != "SUP001" })
    func independent(rule: RuleCase) throws {
        let material = try rule.material(.bad)
        let alone = Rule.all.flatMap { material.findings([$0]) }
        #expect(alone.sortedByPosition() == material.findings(Rule.all).sortedByPosition())
    }

    @Test("explain themselves", arguments: RulePage.all.map(\.code))
    func explained(code: String) throws {
        let page = try #require(RulePage.named(code.lowercased()))
        #expect(!page.catches.isEmpty && !page.why.isEmpty && !page.mend.isEmpty)
        // They are put into sentences.
        #expect(page.why.hasSuffix(".") && page.incident?.hasSuffix(".") != false)
        #expect(!page.catches.hasSuffix(".") && !page.mend.hasSuffix("."))
        #expect(page.catches.first?.isUppercase == false || page.catches.hasPrefix("A/A"))
    }

    @Test("have codes of their own, each of three letters and three digits")
    func codes() {
        #expect(Set(RulePage.all.map(\.code)).count == RulePage.all.count)
        #expect(RulePage.all.allSatisfy { $0.code.wholeMatch(of: /[A-Z]{3}\d{3}/) != nil })
    }
}

extension RuleCase: CustomTestStringConvertible {
    var testDescription: String { code }
}
