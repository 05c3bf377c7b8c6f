/// How much a plan may ask of the reader.
enum ReadingBounds {
    /// Bytes of all files together.
    static let bytes = 10_000_000
    /// Files, the first included.
    static let files = 64
    /// How deep includes go.
    static let includeDepth = 8
    /// How deep values are nested; a plan needs six.
    static let nesting = 40
    /// Nodes that aliases may add by repeating what an anchor names.
    static let aliasedNodes = 10_000
    /// Findings after which reading stops.
    static let findings = 200
}

/// The codes of what the reader itself refuses.
public enum ReadingCode: String, Sendable, CaseIterable {
    case unreadable = "PLN001"
    case unknownKey = "PLN002"
    case missingKey = "PLN003"
    case wrongValue = "PLN004"
    case duplicate = "PLN005"
    case danglingReference = "PLN006"
    case wrongFile = "PLN007"
    case evidence = "PLN008"
}

/// Collects what is wrong while a plan is read, so that a person mends a plan once and not once per mistake.
final class Reading {
    private(set) var findings: [Finding] = []

    var isFull: Bool { findings.count >= ReadingBounds.findings }

    func note(_ code: ReadingCode, _ message: String, _ position: Position, mend: String) {
        guard !isFull else { return }
        findings.append(
            Finding(code: code.rawValue, severity: .error, message: message, position: position, mend: mend))
    }

    func note(_ others: [Finding]) {
        findings.append(contentsOf: others.prefix(ReadingBounds.findings - findings.count))
    }
}
