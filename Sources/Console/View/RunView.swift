public import Conducting
public import Cutover
public import Gating
public import Reporting

/// A run as the live page shows it, at one moment. Also what `/state.json` gives.
public struct RunView: Sendable, Hashable, Codable {
    public var run: String
    public var name: String
    public var isRehearsal: Bool
    public var ending: RunReport.Ending
    /// Why nothing expands; nil where it may.
    public var hold: String?
    /// What stands in the gate's way; nil where nothing does.
    public var obstacle: RunState.Obstacle?
    /// Whether a person should look now.
    public var isAlarm: Bool
    /// ms since 1970: when the run began, and the clock of its last event.
    public var beganAt: Int
    public var clock: Int
    /// The last row of the journal.
    public var row: Int
    public var version: String?
    public var stages: [StageView] = []
    /// The stage that is under way, or that was taken back last, in its present attempt; nil where there is none.
    public var account: StageReport?
    /// What befell it, oldest first, at most 40.
    public var occurrences: [Occurrence] = []
    /// Who does what about the stage that is under way, or that comes next; nil before the run began.
    public var routine: ResponseRoutine?
    /// In the order of their opening.
    public var incidents: [IncidentReport] = []
    /// What people were told, the newest last, at most 20.
    public var notices: [NoticeReport] = []
    /// The probability of false rollbacks: what the attempts so far were given, of the whole; nil
    /// before the run began.
    public var budget: BudgetReport?
    public var orders: OrdersView
    /// What was told to the world and has no outcome yet.
    public var pending: [String] = []
    /// The newest last, at most 30.
    public var tail: [RunHistory.Moment] = []

    public struct StageView: Sendable, Hashable, Codable {
        public var id: String
        public var unit: String
        public var phase: StageReport.Phase
        /// 0…1.
        public var exposure: Double
        public var steps: [StepView]
        /// The class now.
        public var wayBack: String
        /// The plan's reasons for the class it promises.
        public var why: [String]
        /// What was measured of it; nil where it is as promised and nothing ends it.
        public var measuredWayBack: WayBackNow?
        public var attempt: Int
        /// ms since 1970; nil where no step is open.
        public var openedAt: Int?
        /// The least time in ms that a step stays open.
        public var dwell: Int
        public var approvals: [String]
        public var approvalsNeeded: Int
        /// The gate's verdict; nil where the stage is not exposed.
        public var gate: Verdict?
        public var signals: [SignalVerdict]
        /// What a person needs besides, one for each of `signals`.
        public var outlooks: [SignalOutlook]
        /// How long the steps that were proven took.
        public var paces: [PaceReport]
        /// What the plan expects of each step; nil where it says too little.
        public var expected: [StepExpectation?]
    }

    public struct StepView: Sendable, Hashable, Codable {
        public enum Standing: String, Sendable, Hashable, Codable {
            case ahead, open, done
        }

        /// 0…1.
        public var share: Double
        public var standing: Standing
    }

    public struct OrdersView: Sendable, Hashable, Codable {
        /// Orders a minute by the side that served them, over the last minute.
        public var oldPerMinute: Double
        public var newPerMinute: Double
        /// The last ten minutes in buckets of ten seconds, as orders a minute, oldest first.
        public var oldHistory: [Double]
        public var newHistory: [Double]
        /// The last comparison's words and time; nil before the first.
        public var compared: String?
        public var comparedAt: Int?
        public var isWrong: Bool
    }
}
