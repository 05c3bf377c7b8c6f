import Foundation

/// Findings as text for people and as JSON for programs. Pure: nothing is printed here.
public enum FindingFormat: String, Sendable, CaseIterable {
    case text
    case json

    /// The findings in this format, without a line feed at the end; empty text for no findings.
    public func render(_ findings: [Finding]) -> String {
        switch self {
        case .text: findings.map(\.text).joined(separator: "\n")
        case .json: Self.json(findings)
        }
    }

    private static func json(_ findings: [Finding]) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let body = try? encoder.encode(findings)
        return body.map { String(decoding: $0, as: UTF8.self) } ?? "[]"
    }
}

extension Finding {
    /// `file:line:column: error AUT005: message`, and the mend on a line of its own.
    public var text: String {
        "\(position): \(severity.rawValue) \(code): \(message)\n  mend: \(mend)"
    }
}
