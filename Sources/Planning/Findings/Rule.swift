/// One check over a plan: what it catches, why that matters, how to mend it, and the function that looks.
public struct Rule: Sendable {
    public let code: String
    public let severity: Severity
    /// What it catches, as a phrase.
    public let catches: String
    /// Why that is worth refusing a plan.
    public let why: String
    /// What to do about a finding.
    public let mend: String
    let check: @Sendable (Plan, PlanTime) -> [Violation]

    init(
        _ code: String, _ severity: Severity = .error, catches: String, why: String, mend: String,
        check: @escaping @Sendable (Plan) -> [Violation]
    ) {
        self.code = code
        self.severity = severity
        self.catches = catches
        self.why = why
        self.mend = mend
        self.check = { plan, _ in check(plan) }
    }

    /// The rule's findings in a plan, as of a time.
    public func findings(in plan: Plan, at time: PlanTime) -> [Finding] {
        check(plan, time).map {
            Finding(
                code: code, severity: severity, message: $0.message, position: $0.position, mend: $0.mend ?? mend)
        }
    }

    /// Every rule, by code.
    public static let all: [Rule] = [
        .aut001, .aut005, .aut006, .exp001, .exp004, .exp005, .gat001, .gat004, .own001, .rbk001, .rbk007, .rsk001,
        .stg001, .stg002,
    ]

    /// The rule of this code, whatever its case.
    public static func named(_ code: String) -> Rule? { all.first { $0.code == code.uppercased() } }
}

/// What a rule says about one place.
struct Violation: Sendable {
    let message: String
    let position: Position
    /// Where there is a better answer than the rule's own.
    let mend: String?

    init(_ message: String, _ position: Position, mend: String? = nil) {
        self.message = message
        self.position = position
        self.mend = mend
    }
}
