/// Who answers for what nobody's own part covers.
public struct Responsibilities: Sendable {
    /// What is done when something between two systems fails, and again when it fails again.
    public let integrationFailures: Duty?
    public let monitoring: Duty?
    public let alerting: Duty?
    public let incidentResponse: Duty?
    /// Whether search engines find on the new side what they found on the old one.
    public let seoValidation: Duty?
    public let position: Position
}

/// One responsibility and the people it lies with.
public struct Duty: Sendable {
    public let owner: At<Person.ID>?
    public let deputy: At<Person.ID>?
    public let position: Position
}

extension Responsibilities: PlanRecord {
    static let title = "responsibilities"

    static func read(_ fields: inout Fields) -> Responsibilities {
        Responsibilities(
            integrationFailures: fields.record(
                "integration_failures", Duty.self, "What happens when an integration fails, and retries."),
            monitoring: fields.record("monitoring", Duty.self, "That what must be seen is measured."),
            alerting: fields.record("alerting", Duty.self, "That somebody is called."),
            incidentResponse: fields.record("incident_response", Duty.self, "That what is wrong is ended."),
            seoValidation: fields.record("seo_validation", Duty.self, "That search engines find what they found."),
            position: fields.position)
    }
}

extension Duty: PlanRecord {
    static let title = "responsibility"

    static func read(_ fields: inout Fields) -> Duty {
        Duty(
            owner: fields.optional("owner", .identifier(), "The person who answers for it."),
            deputy: fields.optional("deputy", .identifier(), "The person who stands in for the owner."),
            position: fields.position)
    }
}
