import Foundation
import Planning
import Testing

@Suite("Formats")
struct FormatTests {
    static let finding = Finding(
        code: "AUT005", severity: .error, message: "50%, at once:\nno way back", mend: "declare R4",
        subject: "checkout-eu")
    static let report = CheckReport(
        findings: [finding, finding],
        suppressed: [
            CheckReport.Suppressed(
                finding: Finding(
                    code: "EXP003", severity: .warning, message: "a large first step", mend: "make it smaller"),
                reason: "a small shop", owner: "ada", expires: EvidenceTests.moment("2026-12-01T00:00Z"),
                position: Position(file: "plans/my plan.yaml", line: 90, column: 5))
        ])

    @Test("text is for people and their editors")
    func text() {
        let text = FindingFormat.text.render([Self.finding])
        #expect(text.hasPrefix("plans/my plan.yaml:3:5: error AUT005: 50%, at once:"))
        #expect(text.hasSuffix("\n  mend: declare R4"))
        #expect(Self.report.summary == "2 errors, 0 warnings, 1 suppressed")
        #expect(!FindingFormat.text.render(Self.report).contains("EXP003"))
        let all = FindingFormat.text.render(Self.report, showingSuppressed: true)
        #expect(
            all.contains("suppressed EXP003: a large first step\n  until 2026-12-01T00:00:00Z by ada: a small shop"))
    }

    @Test("JSON is read back as it was")
    func json() throws {
        let json = Data(FindingFormat.json.render(Self.report).utf8)
        #expect(try JSONDecoder().decode(CheckReport.self, from: json) == Self.report)
    }

    @Test("GitHub's annotations keep commas, colons, percents and lines apart from its own")
    func github() {
        #expect(
            FindingFormat.github.render([Self.finding])
                == "::error file=plans/my plan.yaml,line=3,col=5,title=AUT005::"
                + "50%25, at once:%0Ano way back%0Amend: declare R4")
        let odd = Finding(code: "A", severity: .warning, message: "m", file: "a,b:c%", mend: "n")
        #expect(FindingFormat.github.render([odd]).hasPrefix("::warning file=a%2Cb%3Ac%25,line=3"))
    }

    @Test("SARIF names rules, places, subjects and suppressions")
    func sarif() throws {
        let log = try #require(
            try JSONSerialization.jsonObject(with: Data(FindingFormat.sarif.render(Self.report).utf8))
                as? [String: Any])
        let run = try #require((log["runs"] as? [[String: Any]])?.first)
        let results = try #require(run["results"] as? [[String: Any]])
        #expect(results.compactMap { $0["ruleId"] as? String } == ["AUT005", "AUT005", "EXP003"])
        let prints = results.compactMap { ($0["partialFingerprints"] as? [String: String])?.values.first }
        #expect(Set(prints).count == 3)
        #expect(results.map { ($0["suppressions"] as? [Any])?.count } == [0, 0, 1])
        let text = FindingFormat.sarif.render(Self.report)
        #expect(text.contains(#""uri" : "plans/my%20plan.yaml""#))
        #expect(text.contains(#""name" : "checkout-eu""#))
    }

    @Test("SARIF's fingerprints outlive lines that are added above")
    func fingerprints() throws {
        func mark(_ line: Int) throws -> String {
            let finding = Finding(
                code: "AUT001", severity: .error, message: "old at plan.yaml:\(line):3, and new here",
                position: Position(file: "plan.yaml", line: line + 4, column: 3), mend: "m")
            let text = FindingFormat.sarif.render([finding])
            return String(try #require(text.firstMatch(of: /sluiceFinding\/v1" : "([0-9a-f:]+)"/)).1)
        }
        #expect(try mark(3) == mark(9))
    }

    /// `scripts/bootstrap` installs the validator and the schema that OASIS published.
    @Test("SARIF is as its schema wants it", arguments: [report, CheckReport(findings: [])])
    func schema(report: CheckReport) throws {
        let folder = try Folder()
        defer { folder.remove() }
        let log = try folder.write("log.sarif", FindingFormat.sarif.render(report))
        let process = Process()
        process.executableURL = Cases.package.appendingPathComponent(".build/python/bin/python")
        process.arguments = [Cases.package.appendingPathComponent("scripts/check-sarif.py").path, log]
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(said)")
    }

    @Test("the page of all codes is the one in the documentation; it says how to write it again")
    func page() throws {
        let path = Cases.package.appendingPathComponent("Docs/plan-rules.md").path
        #expect(try Cases.text(path) == RulePage.document)
    }

    @Test("a mistyped code finds its page")
    func nearest() {
        #expect(RulePage.nearest(to: "aut05") == "AUT005")
        #expect(RulePage.nearest(to: "nonsense") == nil)
        #expect(RulePage.named("pln003")?.code == "PLN003")
    }
}

extension Finding {
    fileprivate init(
        code: String, severity: Severity, message: String, file: String = "plans/my plan.yaml", mend: String,
        subject: String? = nil
    ) {
        self.init(
            code: code, severity: severity, message: message, position: Position(file: file, line: 3, column: 5),
            mend: mend, subject: subject)
    }
}
