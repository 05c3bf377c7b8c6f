package import Cutover
public import Gating

/// What was seen of one stage.
public struct StageReport: Sendable, Hashable, Codable {
    public var id: String
    public var phase: Phase
    /// How often it was tried; 0 where it never began.
    public var attempts: Int
    public var started: Mark?
    public var ended: Mark?
    /// Every time a step was opened, in order.
    public var openings: [StepReport] = []
    /// Evidence over time, one curve for each signal and attempt.
    public var curves: [EvidenceCurve] = []
    /// How long each step that was proven took, beside what was expected; nil where none was.
    public var paces: [PaceReport]?
    /// When an exact signal went out of its bounds, could not be read, and was well again; nil where it never did.
    public var readings: [ReadingTurn]?
    /// When comparisons of stores changed what going back costs; nil where they never did.
    public var wayBacks: [WayBackTurn]?

    public enum Phase: String, Sendable, Hashable, Codable {
        case waiting, entering, exposing, leaving, done
        case rollingBack = "rolling-back"
        case rolledBack = "rolled-back"

        package init(_ phase: StageState.Phase) {
            switch phase {
            case .waiting: self = .waiting
            case .entering: self = .entering
            case .exposing: self = .exposing
            case .leaving: self = .leaving
            case .done: self = .done
            case .rollingBack: self = .rollingBack
            case .rolledBack: self = .rolledBack
            }
        }
    }
}

/// One opening of one step: the time between telling the edge and telling it something else.
public struct StepReport: Sendable, Hashable, Codable {
    public enum Ending: String, Sendable, Hashable, Codable {
        /// Still open at the last row.
        case open
        /// All signals were healthy; the next step opened.
        case proven
        /// The last step: nothing was worse, and all was seen.
        case passed
        /// Evidence was lost, or a person resumed: opened again under a new decision.
        case judgedAfresh = "judged-afresh"
        /// Exposure was taken back.
        case takenBack = "taken-back"
    }

    /// From 1.
    public var attempt: Int
    /// From 1.
    public var step: Int
    /// The new side's part of the traffic, 0…1.
    public var share: Double
    /// `generation/decision`, as it stands in every line of the edge's log.
    public var decision: String
    /// The edge was told.
    public var asked: Mark
    /// The edge acknowledged; nil where it never did.
    public var opened: Mark?
    /// How long the acknowledgement took, ms.
    public var took: Double?
    public var closed: Mark?
    public var ending = Ending.open
    /// The last verdict on every signal, in the plan's order.
    public var signals: [SignalReport] = []
    /// Requests of the stage's unit by assigned side; `events` are those that failed.
    public var requests = Block()
    /// Sales by the side that served them, over all units, while the step was open; `units` count.
    public var sales = Block()
    public var latency: LatencyComparison?
    /// When the first request of the new side failed, ms since 1970; nil where none did.
    public var firstFailure: Int?
    /// The looks at the evidence that were counted for this step.
    public var rows = RowSpans()

    /// ms from the acknowledgement to the end; nil where either is missing.
    public var length: Int? {
        guard let opened, let closed else { return nil }
        return closed.at - opened.at
    }
}

/// The verdict on one signal in one step, and what it rests on.
public struct SignalReport: Sendable, Hashable, Codable {
    /// A share between 0 and 1 that is known up to an interval; nil bounds where nothing was counted.
    public struct Rate: Sendable, Hashable, Codable {
        public var events: Int
        public var units: Int
        public var lower: Double
        public var upper: Double
    }

    public var signal: String
    public var verdict: Verdict
    public var reason: String
    /// Of an exact signal: how many were compared (`units`) and how many were wrong (`events`).
    public var old: Rate
    public var new: Rate
    /// Natural logarithms of evidence and of what is needed.
    public var regression: Double
    public var regressionNeeded: Double
    public var health: Double?
    public var healthNeeded: Double?
    public var segment: String?
    /// ms after a unit's start at which the strongest test looked.
    public var milestone: Int?
    /// p(new) − p(old), in shares; nil where two sides are not compared.
    public var difference: DifferenceInterval?
    /// The segments to blame where the verdict is `regressed`; nil where none is listed.
    public var affected: [String]?
    /// What would change the verdict, or would have.
    public var missing: String?
    /// What the signal may spend, in this attempt, of the probability of a false rollback, 0…1; nil where it is exact.
    public var spent: Double?
    /// Successes that the new side lost in the attempt up to this step, as the old side's rate has it; nil where that
    /// means nothing.
    public var lost: Double?
    /// When the verdict became what it is.
    public var since: Mark
    public var rows: RowSpans

    init(_ verdict: SignalVerdict, since: Mark, rows: RowSpans) {
        signal = verdict.signal
        self.verdict = verdict.verdict
        reason = verdict.reason
        old = Rate(
            events: verdict.counts.oldEvents, units: verdict.counts.oldUnits,
            lower: rounded(verdict.oldInterval.lower, 6), upper: rounded(verdict.oldInterval.upper, 6))
        new = Rate(
            events: verdict.counts.newEvents, units: verdict.counts.newUnits,
            lower: rounded(verdict.newInterval.lower, 6), upper: rounded(verdict.newInterval.upper, 6))
        regression = rounded(verdict.regressionLogE, 4)
        regressionNeeded = rounded(verdict.regressionThreshold, 4)
        health = verdict.healthLogE.map { rounded($0, 4) }
        healthNeeded = verdict.healthThreshold.map { rounded($0, 4) }
        segment = verdict.segment
        milestone = verdict.milestone
        difference = verdict.difference.map { DifferenceInterval(low: rounded($0.low, 6), high: rounded($0.high, 6)) }
        affected = verdict.affected.isEmpty ? nil : verdict.affected
        missing = verdict.missing.isEmpty ? nil : verdict.missing
        spent = verdict.spent > 0 ? rounded(verdict.spent, 9) : nil
        lost = verdict.lostSoFar.map { rounded($0, 2) }
        self.since = since
        self.rows = rows
    }
}

/// How long one step took until it was proven, beside what the plan expected.
public struct PaceReport: Sendable, Hashable, Codable {
    public var attempt: Int
    /// The new side's part of the traffic, 0…1.
    public var share: Double
    /// ms from the edge's acknowledgement to the proof.
    public var actual: Int
    /// The signal of which the plan expected that it takes longest, how long in the mean, and what is enough nine times
    /// in ten, ms; nil where the plan says too little.
    public var signal: String?
    public var mean: Int?
    public var most: Int?
    /// What to change in the plan.
    public var advice: String
    public var mark: Mark

    init(_ pace: StepPace, _ mark: Mark) {
        (attempt, share, actual) = (pace.attempt, Double(pace.exposure) / 10_000, pace.actual)
        (signal, mean, most) = (pace.expected?.signal, pace.expected?.mean, pace.expected?.most)
        (advice, self.mark) = (pace.advice, mark)
    }
}

/// An exact signal went out of its bounds, could not be read, or was well again.
public struct ReadingTurn: Sendable, Hashable, Codable {
    public var signal: String
    public var attempt: Int
    public var verdict: Verdict
    /// What was read, or why nothing could be.
    public var words: String
    public var mark: Mark
}

/// What going back costs became worse by what was measured, or better again.
public struct WayBackTurn: Sendable, Hashable, Codable {
    /// `R3 (promised R2): 12 orders only on the new side, the oldest 4 min`
    public var words: String
    public var isWorse: Bool
    public var mark: Mark
}

/// How one signal's evidence grew over one attempt at a stage. Thinned evenly where it has many points.
public struct EvidenceCurve: Sendable, Hashable, Codable {
    public struct Point: Sendable, Hashable, Codable {
        public var at: Int
        public var row: Int
        /// Natural logarithms of the evidence, and of what the strongest test needed: the whole and its segments need
        /// different amounts.
        public var regression: Double
        public var regressionNeeded: Double
        public var health: Double?
    }

    public var signal: String
    public var attempt: Int
    public var healthNeeded: Double?
    public var points: [Point] = []
    /// When the verdict changed, and to what.
    public var turns: [Turn] = []

    public struct Turn: Sendable, Hashable, Codable {
        public var mark: Mark
        public var verdict: Verdict
    }
}

func rounded(_ value: Double, _ places: Int) -> Double {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let result = (value * scale).rounded() / scale
    return result == 0 ? 0 : result  // no negative nought
}
