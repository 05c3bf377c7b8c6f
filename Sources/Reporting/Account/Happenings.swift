public import Cutover
public import Gating

/// Exposure taken back.
public struct RollbackReport: Sendable, Hashable, Codable {
    public var stage: String
    public var attempt: Int
    /// From 1; nil where no step of it was open.
    public var step: Int?
    /// The new side's part of the traffic when it was decided, 0…1.
    public var share: Double
    /// The signal that condemned the step, with its evidence; nil where a person decided.
    public var gate: SignalReport?
    /// The person who decided; nil where the gate did.
    public var person: String?
    public var decided: Mark
    /// ms since the step opened; nil where none was.
    public var afterOpening: Int?
    /// Sessions that began on the new side since the step opened, as the condemning signal counts them.
    public var newSessions: Int?
    /// Requests of the step, failed ones as `events`, with those that were still seen after the decision.
    public var requests = Block()
    public var rows = RowSpans()
    /// When the first request of the new side failed in the step, ms since 1970; nil where none did.
    public var firstFailure: Int?
    /// The edge acknowledged that exposure is back; nil where it has not.
    public var acknowledged: Mark?
    /// How long the acknowledgement took, ms.
    public var took: Double?
    /// The mended version with which the stage was tried again, and when.
    public var mended: Mending?

    public struct Mending: Sendable, Hashable, Codable {
        public var version: String
        public var by: String
        public var mark: Mark
    }
}

/// A time in which nothing expanded.
public struct HoldReport: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Hashable, Codable {
        case asked, blind, wrong
        case forwardOnly = "forward-only"
        case rolledBack = "rolled-back"
        /// Something stood in the gate's way.
        case gate
        /// A stage's work could not be carried out.
        case refused
    }

    public var kind: Kind
    public var reason: String
    public var stage: String?
    /// What stands in the gate's way; nil where the hold is of another kind.
    public var obstacle: RunState.Obstacle?
    public var from: Mark
    /// Nil while it lasts.
    public var until: Mark?

    /// ms; nil while it lasts.
    public var length: Int? { until.map { $0.at - from.at } }
}

/// What a person did.
public struct PersonAct: Sendable, Hashable, Codable {
    public enum Deed: String, Sendable, Hashable, Codable {
        case approved, hold, resume, rollback, stop
        /// Closed an incident.
        case closed
    }

    public var person: String
    public var deed: Deed
    public var stage: String?
    /// Of an approval.
    public var attempt: Int?
    /// Reason or version, as given.
    public var words: String?
    /// SHA-256 of what was signed, hexadecimal; of an approval.
    public var requestDigest: String?
    public var mark: Mark
}

/// Orders acknowledged to shoppers against orders found in both shops.
public struct OrdersReport: Sendable, Hashable, Codable {
    /// How many acknowledged orders were looked for.
    public var acknowledged: Int
    public var mismatches: Int
    /// Nil where the comparison does not tell mismatches apart.
    public var lost: Int?
    public var duplicated: Int?
    /// Orders that the two shops hold, whether a shopper was told of them or not.
    public var foundOld: Int?
    public var foundNew: Int?
    /// The comparison's own words.
    public var detail: String
    /// False where the shops did not answer: then the numbers mean nothing.
    public var couldCheck: Bool
    public var mark: Mark
    /// How often orders were compared, and in which rows.
    public var comparisons: RowSpans
}

/// The probability of false rollbacks that the run allowed itself.
public struct BudgetReport: Sendable, Hashable, Codable {
    /// For the whole migration.
    public var whole: Double
    /// What the attempts that were judged were given.
    public var spent: Double
    public var attempts: [Attempt] = []

    public struct Attempt: Sendable, Hashable, Codable {
        public var stage: String
        public var attempt: Int
        public var share: Double
        public var mark: Mark
    }
}

/// Something that the world did to the run.
public struct Trouble: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Hashable, Codable {
        /// The edge did something else than it was told.
        case drift
        /// An effect could not be performed at once.
        case refused
        /// The program was started again on this journal.
        case restart
        /// The evidence could not be trusted.
        case blind
    }

    public var kind: Kind
    public var what: String
    /// How often in a row.
    public var times: Int
    public var rows: RowSpans
    public var first: Int
}
