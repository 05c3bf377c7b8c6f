import Conducting
public import Cutover
public import Journaling

extension RunReport {
    /// Makes the account of a run from its journal, and from nothing else.
    ///
    /// - Parameters:
    ///   - rows: every row from the first; `Journal.rows()` gives them. The chain is the journal's to verify.
    ///   - identity: whose journal it is.
    /// - Throws: `ReportingError` where the rows tell of no run, of another plan's, have holes or cannot be read.
    public static func make(rows: [Row], identity: JournalIdentity) throws(ReportingError) -> RunReport {
        for (index, row) in rows.enumerated() where row.sequence != index + 1 {
            throw .hole(expected: index + 1, found: row.sequence)
        }
        var history = RunHistory()
        var fold = ReportFold()
        do {
            try history.fold(rows) { row, event, state in fold.take(row, event, state) }
        } catch {
            throw .unreadable(row: error.row, why: error.why)
        }
        guard let began = fold.began, let last = fold.last, let head = rows.last else {
            throw .notBegun(rows: rows.count)
        }
        let state = history.state
        guard fold.firstPlan == identity.planDigest else {
            throw .anotherPlan(row: began.row, expected: identity.planDigest, found: fold.firstPlan)
        }
        var report = RunReport(
            run: identity.run, planDigest: state.itinerary.planDigest, planned: state.itinerary, began: began,
            last: last,
            ending: Ending(state), budget: fold.budget, journal: Source(rows: rows.count, head: head.hash))
        report.heldBecause = report.ending == .held ? state.hold?.reason : nil
        report.stages = fold.finishedStages
        report.rollbacks = fold.finishedRollbacks
        (report.holds, report.people, report.troubles) = (fold.holds, fold.people, fold.troubles)
        report.orders = fold.orders
        report.amendments = fold.amendments.isEmpty ? nil : fold.amendments
        report.incidents = fold.incidents.isEmpty ? nil : fold.incidents
        report.notices = fold.notices.isEmpty ? nil : fold.notices
        report.timeline = history.moments
        return report
    }
}

extension RunReport.Ending {
    public init(_ state: RunState) {
        switch state.phase {
        case .ended(.completed): self = .completed
        case .ended(.stopped): self = .stopped
        case .waiting, .running: self = state.hold == nil ? .running : .held
        }
    }
}
