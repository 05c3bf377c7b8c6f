/// One check over a plan: what it catches, why that matters, how to mend it, and the function that looks.
public struct Rule: Sendable {
    public let code: String
    /// How bad its findings are, where it does not say otherwise for one.
    public let severity: Severity
    /// What it catches, as a phrase.
    public let catches: String
    /// Why that is worth refusing a plan.
    public let why: String
    /// What really happened to people who had no such rule, where that is known.
    public let incident: String?
    /// What to do about a finding.
    public let mend: String
    let check: @Sendable (Check) -> [Violation]

    init(
        _ code: String, _ severity: Severity = .error, catches: String, why: String, incident: String? = nil,
        mend: String, check: @escaping @Sendable (Check) -> [Violation]
    ) {
        self.code = code
        self.severity = severity
        self.catches = catches
        self.why = why
        self.incident = incident
        self.mend = mend
        self.check = check
    }

    /// The rule's findings, before any is suppressed.
    func findings(in check: Check) -> [Finding] {
        self.check(check).map {
            Finding(
                code: code, severity: $0.severity ?? severity, message: Excerpt.visible($0.message),
                position: $0.position, mend: Excerpt.visible($0.mend ?? mend),
                subject: check.plan.subject(of: $0.position))
        }
    }

    /// The rule of this code, whatever its case.
    public static func named(_ code: String) -> Rule? { byCode[code.uppercased()] }

    private static let byCode = Dictionary(all.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
}

/// What a rule says about one place.
struct Violation: Sendable {
    let message: String
    let position: Position
    /// Where there is a better answer than the rule's own.
    let mend: String?
    /// Where it is worse or better than the rule's other findings.
    let severity: Severity?

    init(_ message: String, _ position: Position, mend: String? = nil, severity: Severity? = nil) {
        self.message = message
        self.position = position
        self.mend = mend
        self.severity = severity
    }
}
