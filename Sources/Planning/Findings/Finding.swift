/// How bad a finding is. An error makes a plan unusable for a run; a warning does not.
public enum Severity: String, Sendable, Hashable, Codable {
    case error
    case warning
}

/// One thing wrong with a plan: which rule says so, what was found, where, and how to mend it.
public struct Finding: Sendable, Hashable, Codable {
    /// The rule's code, such as `AUT005`; see ``Rule/all`` and ``ReadingCode``.
    public let code: String
    public let severity: Severity
    public let message: String
    public let position: Position
    /// What to do about it.
    public let mend: String
    /// The id of the part of the plan that it is about, where that has one.
    public let subject: String?

    public init(
        code: String, severity: Severity, message: String, position: Position, mend: String, subject: String? = nil
    ) {
        self.code = code
        self.severity = severity
        self.message = message
        self.position = position
        self.mend = mend
        self.subject = subject
    }
}

extension Sequence<Finding> {
    /// Whether any finding is an error.
    public var hasErrors: Bool { contains { $0.severity == .error } }

    /// In the order a reader meets them: files in the order given (others after them by name), then line, column, code.
    public func sortedByPosition(files: [String] = []) -> [Finding] {
        let rank = Dictionary(files.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        func key(_ finding: Finding) -> (Int, String, Int, Int, String) {
            let at = finding.position
            return (rank[at.file] ?? Int.max, at.file, at.line, at.column, finding.code)
        }
        return sorted { key($0) < key($1) }
    }
}
