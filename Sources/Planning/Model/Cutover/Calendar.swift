/// When not to move anything.
public struct PlanCalendar: Sendable {
    /// The time zone's name, such as `Europe/Berlin`.
    public let zone: At<String>?
    public let freezes: [Freeze]
}

/// A time in which nothing may be moved.
public struct Freeze: Sendable {
    public let from: At<PlanTime>
    public let to: At<PlanTime>
    public let why: At<String>
}

/// Who signs the run's report.
public struct ReportTerms: Sendable {
    public let signers: [At<Person.ID>]
    public let position: Position
}

extension PlanCalendar: PlanRecord {
    static let title = "calendar"

    static func read(_ fields: inout Fields) -> PlanCalendar {
        PlanCalendar(
            zone: fields.optional("zone", .zone, "The time zone in which the plan's hours are meant."),
            freezes: fields.records("freezes", Freeze.self, "Times in which nothing may be moved."))
    }
}

extension Freeze: PlanRecord {
    static let title = "freeze"

    static func read(_ fields: inout Fields) -> Freeze {
        Freeze(
            from: fields.required("from", .time, "When it begins: 2026-11-20T00:00+01:00."),
            to: fields.required("to", .time, "When it ends."),
            why: fields.required("why", .text, "What happens then."))
    }
}

extension ReportTerms: PlanRecord {
    static let title = "report"

    static func read(_ fields: inout Fields) -> ReportTerms {
        ReportTerms(
            signers: fields.list("signers", .identifier(), "The people who sign the report."),
            position: fields.position)
    }
}
