public import Conducting
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
    /// Whether a person should look now.
    public var isAlarm: Bool
    /// ms since 1970: when the run began, and the clock of its last event.
    public var beganAt: Int
    public var clock: Int
    /// The last row of the journal.
    public var row: Int
    public var version: String?
    public var stages: [StageView] = []
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
        public var wayBack: String
        public var why: [String]
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
        /// Names of the signals that are compared exactly.
        public var exact: [String]
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
