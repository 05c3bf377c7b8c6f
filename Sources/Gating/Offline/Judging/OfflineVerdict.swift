/// What evidence out of a file says of one signal.
public struct OfflineVerdict: Sendable, Hashable, Codable {
    /// When a verdict became another one.
    public struct Change: Sendable, Hashable, Codable {
        public var verdict: Verdict
        /// From 1.
        public var look: Int
        /// ms since 1970.
        public var at: Int
        /// From 1.
        public var step: Int
        public var attempt: Int
    }

    /// The verdict after the last look, with its figures.
    public var verdict: SignalVerdict
    /// Every change, oldest first; the last one is when the verdict was reached. Empty where it never was another one
    /// than `undecided`.
    public var changes: [Change]
    /// Hours until health is to be expected to be proven, at the rates and traffic seen; nil where nothing is known.
    public var hoursNeeded: Double?
}

/// What evidence out of a file says of a stage.
public struct OfflineResult: Sendable, Hashable, Codable {
    public var signals: [OfflineVerdict]
    public var looks: Int
    /// Of the first and the last look, ms since 1970; nil where there was none.
    public var from: Int?
    public var until: Int?
    /// The step that was open last, and the attempt, from 1.
    public var step: Int
    public var attempt: Int
    /// Why the sides cannot be compared; nil where visitors were split as told, or the file does not say.
    public var mismatch: String?

    /// The gate: the worst of its signals.
    public var verdict: Verdict {
        let worst = signals.map(\.verdict.verdict).max() ?? .undecided
        return mismatch == nil ? worst : max(worst, .blind)
    }
}
