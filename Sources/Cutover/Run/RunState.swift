public import Gating
import Planning

/// Everything a run knows, as a value: the fold of its journal.
public struct RunState: Sendable, Hashable {
    public enum Phase: Sendable, Hashable, Codable {
        case waiting
        case running
        case ended(Ending)
    }

    public enum Ending: String, Sendable, Hashable, Codable {
        /// All stages done, all units new, every order accounted for.
        case completed
        /// A person ended it before that.
        case stopped
    }

    /// Why nothing expands.
    public enum Hold: Sendable, Hashable, Codable {
        /// A person asked.
        case asked(by: String, String)
        /// The evidence cannot be trusted; ends by itself when it can again.
        case blind(String)
        /// Orders are wrong.
        case wrong(String)
        /// A regression that routing cannot take back: two people must decide.
        case forwardOnly(String)
        /// A stage was taken back and waits for a new version of the new side.
        case rolledBack(String)
        /// A stage's work could not be carried out: people must see to it.
        case refused(String)
        /// Something stands in the gate's way; ends by itself when it does no more.
        case gate(Obstacle)

        public var reason: String {
            switch self {
            case .asked(let person, let why): "held by \(person): \(why)"
            case .blind(let why): "blind: \(why)"
            case .wrong(let why): "orders are wrong: \(why)"
            case .forwardOnly(let why): "cannot go back by routing: \(why)"
            case .rolledBack(let stage): "\(stage) was taken back; waiting for a mended version"
            case .refused(let why): why
            case .gate(let obstacle): obstacle.why
            }
        }
    }

    public internal(set) var phase = Phase.waiting
    public internal(set) var itinerary: Itinerary
    public internal(set) var stages: [StageState] = []
    public internal(set) var exposure = Exposure()
    public internal(set) var hold: Hold?
    /// Since when, ms since 1970.
    public internal(set) var heldAt: Int?
    /// All incidents of the run, in the order of their opening.
    public internal(set) var incidents: [Incident] = []
    /// What was asked of people so far.
    public internal(set) var load: [LoadEntry] = []
    /// Intents without an outcome, oldest first.
    public internal(set) var intents: [Effect] = []
    /// Events folded so far.
    public internal(set) var serial = 0
    /// The clock of the last event, ms since 1970.
    public internal(set) var clock = 0
    public internal(set) var beganAt = 0
    /// The judges of the stage that is exposed now, in the plan's order.
    public internal(set) var judges: [SignalJudge] = []
    /// Whether visitors are split as the edge was told, since the step opened.
    var split = SampleRatioWatch()
    /// Orders were compared last, with what result.
    public internal(set) var lastComparison: (at: Int, result: ExactResult)?
    /// What comparisons of stores found, by signal: it outlives the stage that asked for them.
    public internal(set) var measured: [String: StoreMeasure] = [:]
    public internal(set) var version: String?
    /// Scopes in which the new side may write orders, and since when (ms since 1970). Births that stop do not end it:
    /// what was born on the new side finishes there.
    public internal(set) var authority: [String: Int] = [:]
    /// Whether all units were moved to new altogether.
    public internal(set) var isOpened = false

    var nextEffect = 1
    var nextDecision = 1
    var seenCommands: Set<String> = []
    /// When the people of a stage were told of an occasion.
    var told: [String: Int] = [:]
    /// The deputy was called in this hold.
    var hasEscalated = false
    var isSighted = false
    /// Evidence was lost since the present step opened.
    var hasGap = false

    init(_ itinerary: Itinerary) { self.itinerary = itinerary }

    /// A run that has not begun.
    public static let blank = RunState(
        Itinerary(name: "", planDigest: "", isRehearsal: false, stages: [], reportSigners: []))

    /// The new side's share of a stage's visitors, 0…1.
    public func exposure(of stage: String) -> Double? {
        itinerary.stages.first { $0.id == stage }.flatMap { exposure.units[$0.unit] }.map {
            Double($0.newBelow) / 10_000
        }
    }

    /// The stage that is being entered, exposed, taken back or left; nil between stages.
    public var current: Int? { stages.firstIndex { $0.phase.isCurrent } }

    public static func == (a: Self, b: Self) -> Bool {
        a.phase == b.phase && a.stages == b.stages && a.exposure == b.exposure && a.hold == b.hold
            && a.intents == b.intents && a.incidents == b.incidents && a.serial == b.serial && a.judges == b.judges
            && a.isOpened == b.isOpened && a.measured == b.measured
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(serial)
        hasher.combine(exposure)
        hasher.combine(stages)
    }
}

/// One stage while the run goes on.
public struct StageState: Sendable, Hashable, Codable {
    public enum Phase: Sendable, Hashable, Codable {
        case waiting
        /// Entry criteria are being met.
        case entering
        /// A step is open; nil while the edge has not acknowledged it.
        case exposing(step: Int, openedAt: Int?)
        /// Exit criteria are being met.
        case leaving
        case done
        /// The edge is being told to go back.
        case rollingBack
        case rolledBack

        var isCurrent: Bool {
            switch self {
            case .waiting, .done, .rolledBack: false
            case .entering, .exposing, .leaving, .rollingBack: true
            }
        }
    }

    public var id: String
    public var phase = Phase.waiting
    /// From 1; each spends half of the budget of the one before.
    public var attempt = 1
    public var approvals: [Approval] = []
    public var hasAsked = false
    /// What was done for it besides traffic, in this order.
    public var worked: [StageWork] = []
    /// The comparison that entry or exit asked for has come out right.
    public var isReconciled = false
    public var verdicts: [SignalVerdict] = []
    /// The verdicts by which the last step that was open was closed.
    public var closing: [SignalVerdict] = []
    public var startedAt: Int?
    public var endedAt: Int?
    public var lastCompared: Int?
    /// Requests by assigned side since this attempt's first step, and how many failed.
    public var requests = Block()
    /// The same since the present step opened, and when the first of the new cohort failed in it, ms since 1970.
    public var stepRequests = Block()
    public var firstFailure: Int?
    public var sales = Block()
    public var latency: LatencyComparison?
    /// How each step that was proven went, oldest first.
    public var paces: [StepPace] = []

    public init(id: String) { self.id = id }

    /// Whether authority over its databases is on the new side.
    public var isHandedOver: Bool { worked.contains(.step(.handOver)) }

    /// The gate: the worst of its signals; undecided before the first look.
    public var gate: Verdict { verdicts.map(\.verdict).max() ?? .undecided }
}
