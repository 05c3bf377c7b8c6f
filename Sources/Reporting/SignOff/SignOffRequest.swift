import Cutover
public import Foundation

/// The account that a sign-off is about, by what makes it that one.
public struct SignOffSubject: Sendable, Hashable {
    /// SHA-256 of `report.json`, hexadecimal.
    public var report: String
    /// SHA-256 over the plan's files, hexadecimal.
    public var plan: String
    /// What the account rests on: the hash of the journal's last row, or of the list of the bundle's files.
    public var head: String
    /// How many rows, or files, there are.
    public var rows: Int
    /// Those whom the plan asks to sign.
    public var signers: [String]
}

extension RunReport {
    public var signOff: SignOffSubject {
        SignOffSubject(
            report: digest, plan: planDigest, head: journal.head, rows: journal.rows, signers: planned.reportSigners)
    }
}

/// What a person puts their name to: that one report is, or is not, a true account of the run.
///
/// The bytes name everything that was decided about, so a signature over one report says nothing about any other.
public struct SignOffRequest: Sendable, Hashable {
    /// The namespace of the signatures; one made for another purpose does not count.
    public static let namespace = "sluice-report"

    public enum Decision: String, Sendable, Hashable, Codable, CaseIterable {
        case accept
        case refuse
    }

    /// SHA-256 of `report.json`, hexadecimal.
    public var report: String
    /// SHA-256 over the plan's files, hexadecimal.
    public var plan: String
    /// As of ``SignOffSubject``.
    public var head: String
    public var rows: Int
    public var decision: Decision
    /// The person, as the plan names them.
    public var signer: String
    /// ms since 1970.
    public var at: Int

    /// - Parameter signer: one of those whom the plan asks; another cannot sign the report.
    public init(_ subject: SignOffSubject, decision: Decision, signer: String, at: Int) throws(ReportingError) {
        guard subject.signers.contains(signer) else { throw .notAsked(person: signer, asked: subject.signers) }
        (report, plan, head, rows) = (subject.report, subject.plan, subject.head, subject.rows)
        self.decision = decision
        self.signer = signer
        self.at = at
    }

    /// Eight lines, each a name, a space and a value, ended by a line feed. Names of people hold no white space, so
    /// that different requests never have the same bytes.
    public var bytes: Data {
        Data(
            """
            sluice-report-sign-off 1
            report \(report)
            plan \(plan)
            head \(head)
            rows \(rows)
            decision \(decision.rawValue)
            signer \(signer)
            at \(at)

            """.utf8)
    }

    /// Reads a request back; nil where the bytes are not exactly such a request's.
    public init?(bytes: Data) {
        guard let text = String(data: bytes, encoding: .utf8) else { return nil }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let names = ["report", "plan", "head", "rows", "decision", "signer", "at"]
        guard lines.count == names.count + 2, lines[0] == "sluice-report-sign-off 1" else { return nil }
        var values: [String: String] = [:]
        for (name, line) in zip(names, lines.dropFirst()) {
            guard line.hasPrefix(name + " ") else { return nil }
            values[name] = String(line.dropFirst(name.count + 1))
        }
        guard let report = values["report"], let plan = values["plan"], let head = values["head"],
            let rows = values["rows"].flatMap({ Int($0) }), let at = values["at"].flatMap({ Int($0) }),
            let decision = values["decision"].flatMap(Decision.init(rawValue:)), let signer = values["signer"]
        else { return nil }
        (self.report, self.plan, self.head, self.rows) = (report, plan, head, rows)
        (self.decision, self.signer, self.at) = (decision, signer, at)
        guard self.bytes == bytes else { return nil }
    }
}
