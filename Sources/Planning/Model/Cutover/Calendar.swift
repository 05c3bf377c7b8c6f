/// When something may be moved, and when not.
public struct PlanCalendar: Sendable {
    /// The time zone's name, such as `Europe/Berlin`.
    public let zone: At<String>?
    /// Times in which nothing may be moved.
    public let freezes: [CalendarSpan]
    /// Times in which the store earns more than at others.
    public let peaks: [CalendarSpan]
    /// The times in which stages may begin; any when there are none.
    public let windows: [CalendarSpan]
}

/// A span of time that means something to the store.
public struct CalendarSpan: Sendable {
    public let from: At<PlanTime>
    public let to: At<PlanTime>
    public let why: At<String>

    /// Whether any moment of the span lies between the two.
    public func overlaps(_ start: PlanTime, _ end: PlanTime) -> Bool { from.value < end && start < to.value }
}

extension PlanCalendar: PlanRecord {
    static let title = "calendar"

    static func read(_ fields: inout Fields) -> PlanCalendar {
        PlanCalendar(
            zone: fields.optional("zone", .zone, "The time zone in which the plan's hours are meant."),
            freezes: fields.records("freezes", CalendarSpan.self, "Times in which nothing may be moved."),
            peaks: fields.records("peaks", CalendarSpan.self, "Times in which the store earns more than at others."),
            windows: fields.records("windows", CalendarSpan.self, "Times in which stages may begin; any if empty."))
    }
}

extension CalendarSpan: PlanRecord {
    static let title = "span of time"

    static func read(_ fields: inout Fields) -> CalendarSpan {
        CalendarSpan(
            from: fields.required("from", .time, "When it begins: 2026-11-20T00:00+01:00."),
            to: fields.required("to", .time, "When it ends."),
            why: fields.required("why", .text, "What happens then."))
    }
}
