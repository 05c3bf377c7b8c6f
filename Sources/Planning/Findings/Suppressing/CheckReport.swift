/// What a check came to.
public struct CheckReport: Sendable, Hashable, Codable {
    /// A finding that the plan's people chose to live with for a time.
    public struct Suppressed: Sendable, Hashable {
        public let finding: Finding
        public let reason: String
        public let owner: Person.ID
        public let expires: PlanTime
        /// Where the plan says so.
        public let position: Position

        public init(finding: Finding, reason: String, owner: Person.ID, expires: PlanTime, position: Position) {
            self.finding = finding
            self.reason = reason
            self.owner = owner
            self.expires = expires
            self.position = position
        }
    }

    /// What stands, in the order in which a reader of the plan meets it.
    public let findings: [Finding]
    /// What would stand but for a suppression, in the same order.
    public let suppressed: [Suppressed]

    public init(findings: [Finding], suppressed: [Suppressed] = []) {
        self.findings = findings
        self.suppressed = suppressed
    }

    public var errors: Int { findings.count { $0.severity == .error } }
    public var warnings: Int { findings.count { $0.severity == .warning } }

    /// `2 errors, 1 warning, 0 suppressed`
    public var summary: String {
        func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }
        return "\(count(errors, "error")), \(count(warnings, "warning")), \(suppressed.count) suppressed"
    }
}

extension CheckReport.Suppressed: Codable {
    private enum Key: CodingKey {
        case finding, reason, owner, expires, position
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        let text = try values.decode(String.self, forKey: .expires)
        guard let expires = PlanTime(text) else {
            throw DecodingError.dataCorruptedError(
                forKey: .expires, in: values, debugDescription: "`\(text)` is no time such as 2026-11-20T10:00:00Z")
        }
        self.init(
            finding: try values.decode(Finding.self, forKey: .finding),
            reason: try values.decode(String.self, forKey: .reason),
            owner: try values.decode(Person.ID.self, forKey: .owner), expires: expires,
            position: try values.decode(Position.self, forKey: .position))
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(finding, forKey: .finding)
        try values.encode(reason, forKey: .reason)
        try values.encode(owner, forKey: .owner)
        try values.encode(expires.seconds, forKey: .expires)
        try values.encode(position, forKey: .position)
    }
}
