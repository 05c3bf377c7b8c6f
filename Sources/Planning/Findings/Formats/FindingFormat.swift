import Foundation

/// How findings are written. Pure: nothing is printed here.
public enum FindingFormat: String, Sendable, CaseIterable {
    /// For people.
    case text
    /// For programs of one's own.
    case json
    /// SARIF 2.1.0, for editors and services that show findings beside the code.
    case sarif
    /// Workflow commands that GitHub shows as annotations.
    case github

    /// The findings in this format, without a line feed at the end; empty text for no findings.
    public func render(_ findings: [Finding]) -> String { render(CheckReport(findings: findings)) }

    /// What a check came to, in this format, without a line feed at the end.
    ///
    /// - Parameter showingSuppressed: whether text shows each suppressed finding; JSON and SARIF always hold them.
    public func render(_ report: CheckReport, showingSuppressed: Bool = false) -> String {
        switch self {
        case .text:
            (report.findings.map(\.text) + (showingSuppressed ? report.suppressed.map(\.text) : []))
                .joined(separator: "\n")
        case .json: Self.json(report)
        case .sarif: Self.json(SARIFLog(report))
        case .github: report.findings.map(\.workflowCommand).joined(separator: "\n")
        }
    }

    private static func json(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let body = try? encoder.encode(value)
        return body.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}

extension Finding {
    /// `file:line:column: error AUT005: message`, and the mend on a line of its own.
    public var text: String {
        "\(position): \(severity.rawValue) \(code): \(message)\n  mend: \(mend)"
    }
}

extension CheckReport.Suppressed {
    /// The finding, and on a line of its own who lives with it, until when and why.
    public var text: String {
        "\(finding.position): suppressed \(finding.code): \(finding.message)\n"
            + "  until \(expires.seconds) by \(owner): \(reason) (\(position))"
    }
}
