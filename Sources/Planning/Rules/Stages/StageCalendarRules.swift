extension Rule {
    static let stg004 = Rule(
        "STG004",
        catches: "a stage whose steps or way back lie in a freeze or a peak, or which begins outside every window",
        why: """
            A stage that begins in a quiet week may have to be taken back in the busiest one. Until its window is over \
            it needs the people and the traffic of a quiet week.
            """,
        incident: """
            Finish Line opened its new site on 2012-11-19, days before the Christmas trade, and took it back on \
            December 6th, after it had cost about three million dollars of sales.
            """,
        mend: "move `starts`, or shorten the dwell or the rollback's window, until the span is free"
    ) { check in
        guard let calendar = check.plan.calendar else { return [] }
        let closed = [("freeze", CalendarSpans(calendar.freezes)), ("peak", CalendarSpans(calendar.peaks))]
        let windows = CalendarSpans(calendar.windows)
        return check.plan.stages.flatMap { stage -> [Violation] in
            guard let starts = stage.starts, let span = stage.wayBackSpan else { return [] }
            var found = closed.compactMap { sort, spans in
                spans.overlapping(span.from, span.to).map {
                    Violation(
                        "stage \(stage.id.value) can be taken back until \(span.to), in the \(sort) "
                            + "`\($0.why.value)` from \($0.from.value) to \($0.to.value)",
                        starts.position)
                }
            }
            if !calendar.windows.isEmpty, windows.containing(starts.value) == nil {
                found.append(
                    Violation(
                        "stage \(stage.id.value) begins outside every window of the calendar", starts.position,
                        mend: "move `starts` into one of the windows, or add one"))
            }
            return found
        }
    }
}
