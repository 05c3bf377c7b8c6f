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
    /// Values composed so far, in all files.
    var values = 0
    /// Takes down every value that is read; nil where nobody asks for them.
    var recorder: ValueRecorder?

    var isFull: Bool { findings.count >= ReadingBounds.findings }

    /// Notes a finding. Its texts are made only while findings are still taken.
    func note(
        _ code: ReadingCode, _ message: @autoclosure () -> String, _ position: Position,
        mend: @autoclosure () -> String
    ) {
        guard !isFull else { return }
        findings.append(
            Finding(code: code.rawValue, severity: .error, message: message(), position: position, mend: mend()))
    }

    func note(_ others: [Finding]) {
        findings.append(contentsOf: others.prefix(ReadingBounds.findings - findings.count))
    }

    func has(_ code: ReadingCode) -> Bool { findings.contains { $0.code == code.rawValue } }
}
