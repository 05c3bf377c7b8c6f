public import Gating

/// All cases of a table walked once.
public struct ProbeRun: Sendable, Hashable, Codable {
    /// When the first case began, ms since 1970: what was seen is not older.
    public var at: Int
    /// In the order of the table, one for each case.
    public var outcomes: [ProbeOutcome]
    /// Declared differences that were not there, `value on case`: the exception can go.
    public var needless: [String]

    public init(at: Int, outcomes: [ProbeOutcome], exceptions: [ProbeException] = []) {
        self.at = at
        self.outcomes = outcomes
        needless = exceptions.filter { exception in
            outcomes.contains { outcome in
                outcome.case == exception.case && outcome.ending == .compared
                    && outcome.values.contains { $0.name == exception.value && $0.isEqual }
            }
        }.map { "\($0.value) on \($0.case)" }
    }

    /// Values compared; a case that the new side did not finish counts as one.
    public var compared: Int {
        outcomes.reduce(0) { sum, outcome in
            switch outcome.ending {
            case .compared: sum + outcome.values.count
            case .newFailed: sum + 1
            case .oldFailed, .notRun: sum
            }
        }
    }

    public var mismatches: Int { outcomes.reduce(0) { $0 + $1.mismatches } }

    /// What a gate judges by. It could be checked where every case was, and also where some difference was found: a
    /// case that nobody could compare takes nothing from a difference on another.
    public var result: ExactResult {
        let unchecked = outcomes.filter { !$0.isChecked }
        let mismatches = mismatches
        return ExactResult(
            compared: compared, mismatches: mismatches, detail: detail(unchecked),
            couldCheck: mismatches > 0 || unchecked.isEmpty && compared > 0,
            figures: [
                "cases": outcomes.count, "cases checked": outcomes.count - unchecked.count,
                "cases not checked": unchecked.count, "values compared": compared, "values different": mismatches,
                "differences declared": outcomes.reduce(0) { $0 + $1.values.count { $0.declared != nil } },
            ])
    }

    private func detail(_ unchecked: [ProbeOutcome]) -> String {
        let findings = outcomes.flatMap(\.findings)
        var text: String
        if findings.isEmpty {
            text = unchecked.isEmpty ? "\(compared) values equal in \(outcomes.count) cases" : ""
        } else {
            text = "\(findings.count) of \(compared) values differ: " + Self.first(findings)
        }
        if !unchecked.isEmpty {
            let names = unchecked.map { outcome in
                switch outcome.ending {
                case .oldFailed(let why): "\(outcome.case) (the old side \(why))"
                case .notRun(let why): "\(outcome.case) (\(why))"
                case .compared, .newFailed: outcome.case
                }
            }
            text += text.isEmpty ? "" : "; "
            text += "\(unchecked.count) of \(outcomes.count) cases could not be checked: " + Self.first(names)
        }
        return text
    }

    private static func first(_ all: [String], _ limit: Int = 3) -> String {
        all.prefix(limit).joined(separator: "; ") + (all.count > limit ? "; and \(all.count - limit) more" : "")
    }

    /// For people: a line for the whole, one for each difference, each case not checked, each declared difference; at most
    /// two hundred.
    public var lines: [String] {
        var lines = ["\(outcomes.count) cases, \(compared) values compared, \(mismatches) different"]
        for outcome in outcomes {
            lines += outcome.findings
            switch outcome.ending {
            case .oldFailed(let why): lines.append("\(outcome.case): not checked, the old side \(why)")
            case .notRun(let why): lines.append("\(outcome.case): not checked, \(why)")
            case .compared, .newFailed: break
            }
            for value in outcome.values {
                guard let why = value.declared else { continue }
                lines.append("\(value.name): \(outcome.case): \(value.told), as declared: \(why)")
            }
        }
        lines += needless.map { "\($0): equal, though a difference is declared; the exception can go" }
        let limit = 200
        return lines.count <= limit ? lines : lines.prefix(limit) + ["and \(lines.count - limit) more"]
    }
}
