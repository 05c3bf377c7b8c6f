import Relocation

/// A verification for people and for programs.
struct VerificationText {
    private let verification: Verification
    /// Also what passed.
    private let showsAll: Bool

    init(_ verification: Verification, showsAll: Bool) {
        (self.verification, self.showsAll) = (verification, showsAll)
    }

    func text() -> String {
        var lines: [String] = []
        for area in VerificationFinding.Area.allCases {
            let found = verification.findings.filter { $0.area == area }
            guard !found.isEmpty else { continue }
            let passed = found.count { $0.state == .passed }
            lines.append(Terminal.strong(area.rawValue) + ": \(passed) of \(found.count) passed")
            var table = TextTable(["", "check", "of", "what was seen"])
            for finding in found where showsAll || finding.state != .passed {
                table.add([Self.mark(finding), finding.check, finding.subject, finding.detail])
                for line in finding.lines { table.add(["", "", "", "- \(line)"]) }
            }
            if !table.isEmpty { lines.append(table.text(indent: "  ")) }
        }
        if !verification.exclusions.isEmpty {
            lines.append(Terminal.strong("not compared"))
            var seen: [String] = []
            var places: [String: [String]] = [:]
            for out in verification.exclusions {
                let what = "\(out.what), because: \(out.because)"
                if places[what] == nil { seen.append(what) }
                places[what, default: []].append(out.subject + (out.count.map { " (\($0))" } ?? ""))
            }
            lines += seen.map { "  \($0): \(places[$0]?.joined(separator: ", ") ?? "")" }
        }
        lines.append(figures)
        lines.append(verdict)
        return lines.joined(separator: "\n")
    }

    private static func mark(_ finding: VerificationFinding) -> String {
        switch finding.state {
        case .passed: Terminal.good("passed")
        case .failed: Terminal.alarm("FAILED")
        case .notSeen: finding.isRequired ? Terminal.alarm("NOT SEEN") : "not seen"
        }
    }

    private var figures: String {
        func number(_ name: String) -> Int { Int(verification.figures[name] ?? 0) }
        var parts: [String] = []
        if verification.figures["tables"] != nil {
            parts.append(
                "\(number("rows")) rows in \(number("tables")) tables: \(number("rowsEqual")) equal, "
                    + "\(number("rowsExplained")) explained, \(number("rowsUnexplained")) unexplained, "
                    + "\(number("rowsMissing")) missing, \(number("rowsExtra")) extra")
        }
        if verification.figures["files"] != nil {
            parts.append(
                "\(number("files")) files: \(number("filesMissing")) missing, \(number("filesDifferent")) different, "
                    + "\(number("filesExtra")) extra")
        }
        if verification.figures["sites"] != nil {
            parts.append(
                "\(number("sitesAnswering")) of \(number("sites")) sites answer, \(number("uploadsGood")) of "
                    + "\(number("uploads")) uploads, \(number("redirectsGood")) of \(number("redirects")) old addresses"
            )
        }
        return parts.joined(separator: "\n")
    }

    private var verdict: String {
        let (failed, unseen) = (verification.count(.failed), verification.count(.notSeen))
        let required = verification.against.count { $0.state == .notSeen }
        let counts =
            "\(verification.findings.count) checks, \(failed) failed, \(unseen) not seen"
            + (unseen > 0 ? " (\(required) of them required)" : "")
        return (verification.passes ? Terminal.good("verified") : Terminal.alarm("NOT verified")) + ": \(counts)"
    }

    /// Findings, then what was left out, then the whole.
    func json() throws -> String {
        var lines = try verification.findings.map { try Terminal.json(FindingLine(finding: $0), pretty: false) }
        lines += try verification.exclusions.map { try Terminal.json(ExclusionLine(leftOut: $0), pretty: false) }
        lines.append(
            try Terminal.json(
                WholeLine(verified: verification.passes, figures: verification.measures), pretty: false))
        return lines.joined(separator: "\n")
    }

    private struct FindingLine: Encodable { let finding: VerificationFinding }
    private struct ExclusionLine: Encodable { let leftOut: VerificationExclusion }
    private struct WholeLine: Encodable {
        let verified: Bool
        let figures: [String: Double]
    }
}
