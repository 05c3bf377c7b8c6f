public import Gating

/// What people may be asked to bear; nil for no bound.
public struct LoadBounds: Sendable, Hashable, Codable {
    public var pagesPerHour: Double?
    public var openIncidents: Int?
    public var interventionsPerHour: Double?

    public init(pagesPerHour: Double? = nil, openIncidents: Int? = nil, interventionsPerHour: Double? = nil) {
        self.pagesPerHour = pagesPerHour
        self.openIncidents = openIncidents
        self.interventionsPerHour = interventionsPerHour
    }
}

/// Counts of a window against their bounds.
public enum LoadJudgement {
    /// Each bound is one comparison. Pages and interventions are taken per hour of the window, also of one that is
    /// shorter than an hour.
    /// - Parameter window: the time in which was counted; above 0.
    public static func judge(_ counts: LoadLedger.Counts, bounds: LoadBounds, window: Duration) -> ExactResult {
        let span = window.milliseconds
        guard span > 0 else {
            return .unchecked(
                .notUnderstood(
                    "load", expected: "a window longer than nothing", found: "\(span) ms", mend: "write one in the plan"
                ))
        }
        let hours = Double(span) / 3_600_000
        var parts: [ExactResult] = []
        if let most = bounds.pagesPerHour {
            parts.append(rate(counts.pages, "pages sent", hours, span, most))
        }
        if let most = bounds.openIncidents {
            parts.append(
                Bound.atMost(Double(most)).result(of: Double(counts.openIncidents), subject: "incidents", unit: "open"))
        }
        if let most = bounds.interventionsPerHour {
            parts.append(rate(counts.interventions, "manual interventions", hours, span, most))
        }
        guard !parts.isEmpty else {
            return .unchecked(
                .notUnderstood(
                    "load", expected: "a bound on pages, incidents or interventions", found: "none",
                    mend: "write one in the plan"))
        }
        var result = ExactResult.together(parts)
        result.figures = [
            "pages": counts.pages, "open incidents": counts.openIncidents, "interventions": counts.interventions,
        ]
        return result
    }

    private static func rate(_ count: Int, _ what: String, _ hours: Double, _ span: Int, _ most: Double) -> ExactResult
    {
        Bound.atMost(most).result(
            of: Double(count) / hours, subject: "\(what), \(count) in \(ShownText.span(span))", unit: "per hour")
    }
}
