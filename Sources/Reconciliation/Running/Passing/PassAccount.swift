import Foundation

/// Keeps the account of a pass: what was found goes into the spool and the state, the state to disk every second.
///
/// Used by one task at a time.
final class PassAccount {
    let table: String
    private let folder: ComparisonFolder
    private var spool: CandidateSpool
    private let isPageable: Bool
    private let clock = SteadyClock()
    private var saved = 0.0
    private var shown = 0.0
    private let atStart: Int
    private let estimate: Int?
    private let show: @Sendable (ComparisonProgress) -> Void
    private(set) var state: PassState

    init(
        table: String, state: PassState, folder: ComparisonFolder, isPageable: Bool, estimate: Int?,
        show: @escaping @Sendable (ComparisonProgress) -> Void
    ) throws(CouldNotCheck) {
        (self.table, self.state, self.folder, self.isPageable) = (table, state, folder, isPageable)
        (self.estimate, self.show) = (estimate, show)
        atStart = max(state.rows.old, state.rows.new)
        spool = try CandidateSpool(folder.candidates(of: table), length: state.spooled)
    }

    func chose(_ way: TableResult.Way, _ reason: String) { (state.way, state.wayReason) = (way, reason) }

    func came(_ bytes: Sides<Int>) {
        state.bytes.old += bytes.old
        state.bytes.new += bytes.new
    }

    /// Says what is read of each side for a range: of one that was begun before, what is not settled yet.
    func open(_ range: KeyRange) throws(CouldNotCheck) -> Sides<KeyRange> {
        if state.open != range { try keep { $0.open = range } }
        return Sides { side in KeyRange(after: state.done[side] ?? range.after, through: range.through) }
    }

    /// All of a range is settled, though its last keys may have been on one side only.
    func closed(_ range: KeyRange) throws(CouldNotCheck) {
        try keep { state in
            state.open = nil
            state.isRead = range.through == nil
            if let through = range.through { state.done = Sides { _ in through } }
        }
    }

    /// Takes in what a merge found.
    func found(_ merged: RowMerge.Merged) throws(CouldNotCheck) {
        try spool.add(merged.candidates)
        state.spooled = spool.end
        state.candidates += merged.candidates.count
        state.same += merged.same
        state.rows.old += merged.read.old
        state.rows.new += merged.read.new
        for side in Side.allCases {
            if let key = merged.done[side] { state.done[side] = key }
        }
        let now = clock.now
        if now - shown >= 0.5 {
            shown = now
            show(progress())
        }
        // What cannot be read on from the middle would be counted twice.
        if isPageable, now - saved >= 1 {
            saved = now
            try folder.save(state, of: table)
        }
    }

    /// Changes the state and keeps it.
    func keep(_ change: (inout PassState) -> Void) throws(CouldNotCheck) {
        change(&state)
        try folder.save(state, of: table)
    }

    /// The candidates that are not settled yet.
    func candidates() throws(CouldNotCheck) -> SortedCandidates {
        try SortedCandidates(spool, after: state.looked)
    }

    func shows() { show(progress()) }

    private func progress() -> ComparisonProgress {
        let reading = state.phase == .reading
        let done = reading ? max(state.rows.old, state.rows.new) : state.settled
        return ComparisonProgress(
            table: table, phase: reading ? .reading : .looking, done: done, of: reading ? estimate : state.candidates,
            rate: Double(done - (reading ? atStart : 0)) / max(clock.now, 0.001), candidates: state.candidates,
            waiting: nil)
    }
}
