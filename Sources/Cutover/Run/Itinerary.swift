public import Gating
public import Planning

/// A plan as the run needs it: stages in order, everything in buckets, milliseconds and thresholds.
///
/// Journalled when the run begins, so that the run can be computed again without the plan's files.
public struct Itinerary: Sendable, Hashable, Codable {
    public var name: String
    /// SHA-256 over the plan's files, hexadecimal.
    public var planDigest: String
    public var isRehearsal: Bool
    /// The probability of any false rollback in the whole migration, 0…1 exclusive.
    public var alpha: Double
    /// The probability, per step, of expanding a side that is worse by the margin or more.
    public var proofAlpha: Double
    public var stages: [StageItinerary]
    public var reportSigners: [String]
    /// Whether the plan says by what ways people are told.
    public var tellsPeople: Bool

    public init(
        name: String, planDigest: String, isRehearsal: Bool, alpha: Double = 0.01, proofAlpha: Double = 0.05,
        stages: [StageItinerary], reportSigners: [String], tellsPeople: Bool = true
    ) {
        self.name = name
        self.planDigest = planDigest
        self.isRehearsal = isRehearsal
        self.alpha = alpha
        self.proofAlpha = proofAlpha
        self.stages = stages
        self.reportSigners = reportSigners
        self.tellsPeople = tellsPeople
    }
}

/// One stage of the itinerary.
public struct StageItinerary: Sendable, Hashable, Codable {
    /// What must hold before a stage begins or ends. Each is checked, none is prose.
    public enum Criterion: String, Sendable, Hashable, Codable, CaseIterable {
        /// The edge's log is seen and whole.
        case freshEvidence = "fresh-evidence"
        /// The people the plan names have signed.
        case approved
        /// Every acknowledged order is found exactly once, and none was written without authority.
        case ordersReconciled = "orders-reconciled"
        /// Every step was proven healthy.
        case stepsProven = "steps-proven"
        /// Staging was verified under this plan, and that is on record.
        case stagingPassed = "staging-passed"
        /// A backup of every system that loses its writers was restored, and that is on record.
        case backupRestored = "backup-restored"

        var isOnRecord: Bool { self == .stagingPassed || self == .backupRestored }
    }

    /// What going back does with visitors who began on the new side.
    public enum Form: String, Sendable, Hashable, Codable {
        /// They finish there; new visitors go to old.
        case stopBirths = "stop-births"
        /// They go back too.
        case evict
    }

    public var id: String
    public var unit: String
    public var needs: [String]
    public var entry: [Criterion]
    public var exit: [Criterion]
    /// What it does besides traffic, before its first step; nil where it does nothing.
    public var carriesOut: [RelocationStep]?
    /// Buckets, 0…10000, below which a visitor is new, one per step; the last is the open step.
    public var steps: [Int]
    /// The least time in ms that a step stays open.
    public var dwell: Int
    public var signals: [SignalSpec]
    /// Time in ms between two comparisons of the orders while the stage is live; nil where no signal asks for it.
    public var compareEvery: Int?
    public var wayBack: WayBack
    /// The chain of facts behind `wayBack`.
    public var why: [String]
    public var isRollbackAutomatic: Bool
    public var form: Form
    /// Whether a visitor stays on the side where a cart or an order began.
    public var pins: Bool
    /// Seconds after which births go back to old when nobody renews; nil for none.
    public var lease: Int?
    public var approvalsNeeded: Int
    /// Scopes (regions) whose orders the new side may write once the stage is exposed.
    public var orderScopes: [String]
    public var owner: String
    public var decider: String
    public var executor: String
    /// What an open incident does to the next gate; `block` where the plan says nothing.
    public var incidents: IncidentRule?
    public var audiences: [AudienceItinerary]
    /// ms that a hold may stay undecided; nil for no limit.
    public var decideWithin: Int?
    /// Who is called then.
    public var escalateTo: String
    public var load: LoadTerms?
    /// The signals that a comparison of all orders judges.
    public var orderSignals: [String]
    /// What is expected of each step; nil where the plan says too little.
    public var expected: [StepExpectation?]
    /// What is measured of its way back; nil where nothing is.
    public var facets: [FacetTerms]?

    public init(
        id: String, unit: String, needs: [String], entry: [Criterion], exit: [Criterion], steps: [Int], dwell: Int,
        signals: [SignalSpec], compareEvery: Int?, wayBack: WayBack, why: [String], isRollbackAutomatic: Bool,
        form: Form, pins: Bool, lease: Int?, approvalsNeeded: Int,
        orderScopes: [String], owner: String, decider: String, executor: String, incidents: IncidentRule? = nil,
        audiences: [AudienceItinerary] = [], decideWithin: Int? = nil, escalateTo: String = "",
        load: LoadTerms? = nil, orderSignals: [String] = [], expected: [StepExpectation?] = [],
        facets: [FacetTerms]? = nil, carriesOut: [RelocationStep]? = nil
    ) {
        self.id = id
        self.unit = unit
        self.needs = needs
        self.entry = entry
        self.exit = exit
        self.steps = steps
        self.dwell = dwell
        self.signals = signals
        self.compareEvery = compareEvery
        self.wayBack = wayBack
        self.why = why
        self.isRollbackAutomatic = isRollbackAutomatic
        self.form = form
        self.pins = pins
        self.lease = lease
        self.approvalsNeeded = approvalsNeeded
        self.orderScopes = orderScopes
        self.owner = owner
        self.decider = decider
        self.executor = executor
        self.incidents = incidents
        self.audiences = audiences
        self.decideWithin = decideWithin
        self.escalateTo = escalateTo
        self.load = load
        self.orderSignals = orderSignals
        self.expected = expected
        self.facets = facets
        self.carriesOut = carriesOut
    }

    /// Whether traffic alone can take the stage back, as the plan promises it; ``RunState/wayBack(of:)`` says how it is
    /// now.
    public var isRoutableBack: Bool { wayBack <= .r1 }
}
