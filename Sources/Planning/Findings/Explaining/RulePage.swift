/// What a code means, for a person who was shown it: a rule's, or one of the reader's own.
public struct RulePage: Sendable, Hashable, Codable {
    public let code: String
    public let severity: Severity
    /// What it catches, as a phrase.
    public let catches: String
    public let why: String
    /// What really happened to people who had no such rule, where that is known.
    public let incident: String?
    public let mend: String

    init(
        _ code: String, _ severity: Severity, catches: String, why: String, incident: String? = nil, mend: String
    ) {
        self.code = code
        self.severity = severity
        self.catches = catches
        self.why = why
        self.incident = incident
        self.mend = mend
    }

    init(_ rule: Rule) {
        self.init(
            rule.code, rule.severity, catches: rule.catches, why: rule.why, incident: rule.incident, mend: rule.mend)
    }

    /// Every code there is, by name.
    public static let all: [RulePage] =
        (Rule.all.map { RulePage($0) } + ReadingCode.allCases.map(\.page)).sorted { $0.code < $1.code }

    /// The page of this code, whatever its case.
    public static func named(_ code: String) -> RulePage? { all.first { $0.code == code.uppercased() } }

    /// The code that was probably meant.
    public static func nearest(to code: String) -> String? {
        NearestKey.nearest(to: code.uppercased(), among: all.map(\.code))
    }

    /// The page for a terminal, without a line feed at the end.
    public var text: String {
        let parts = [("Catches", catches), ("Why", why), ("Seen", incident), ("Mend", mend)]
        let lines = parts.compactMap { name, text in
            text.map { "\(name):".padded(to: 9) + $0 }
        }
        return "\(code) (\(severity.rawValue))\n\n" + lines.joined(separator: "\n")
    }

    /// The page as a section of a document, without a line feed at the end.
    public var markdown: String {
        var lines = ["## \(code)", "", "*\(severity.rawValue)*: \(catches).", "", why]
        if let incident { lines += ["", "Seen: \(incident)"] }
        return (lines + ["", "To mend it, \(mend)."]).joined(separator: "\n")
    }

    /// The page of all codes, as it is kept in `Docs/plan-rules.md`.
    public static var document: String {
        let head = """
            # What does `plan check` refuse?

            One section for each code that `sluice plan check` prints; `sluice plan explain CODE` shows the same. An error
            makes a plan unusable for a run, a warning does not. Codes that begin with PLN come from reading the plan or its
            evidence, the others from rules. This page is written by the program:

            ```console
            $ sluice plan explain --markdown > Docs/plan-rules.md
            ```

            | code | severity | catches |
            | --- | --- | --- |

            """
        let rows = all.map { "| [\($0.code)](#\($0.code.lowercased())) | \($0.severity.rawValue) | \($0.catches) |" }
        return head + rows.joined(separator: "\n") + "\n\n" + all.map(\.markdown).joined(separator: "\n\n") + "\n"
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
