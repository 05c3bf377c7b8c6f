public import Conducting
public import Cutover

/// The account of one run: what was planned, what was seen, and what was done about it, each with the journal rows it
/// comes from.
///
/// A value made from the journal and nothing else, so that anybody who holds a copy of the journal can make it again and
/// compare. Numbers that come out of logarithms are rounded (evidence to 4 places, shares to 6), so that machines with
/// different mathematics libraries write the same bytes.
public struct RunReport: Sendable, Hashable, Codable {
    /// Grows when a field comes in, or changes its meaning: a report is made again only by a program of its own format.
    public static let presentFormat = 2

    /// How the run stood at the last row.
    public enum Ending: String, Sendable, Hashable, Codable {
        /// All stages done, every order accounted for.
        case completed
        /// A person ended it before that.
        case stopped
        /// It waits for a person, or for evidence.
        case held
        /// It goes on.
        case running
    }

    /// The journal that was read.
    public struct Source: Sendable, Hashable, Codable {
        public var rows: Int
        /// The hash of the last row: with it the whole chain is pinned.
        public var head: String
    }

    public var format = RunReport.presentFormat
    public var run: String
    /// Of the plan in force at the last row.
    public var planDigest: String
    /// The plan as the run used it: stages, steps, gates with margins, way back and why, people.
    public var planned: Itinerary
    public var began: Mark
    /// The last event. When the run has ended, its end.
    public var last: Mark
    public var ending: Ending
    /// Why it is held; nil unless it is.
    public var heldBecause: String?
    public var stages: [StageReport] = []
    public var rollbacks: [RollbackReport] = []
    public var holds: [HoldReport] = []
    public var people: [PersonAct] = []
    /// The last comparison of all orders; nil where none was made.
    public var orders: OrdersReport?
    public var budget: BudgetReport
    public var troubles: [Trouble] = []
    /// The plans that were changed while the run went on, oldest first; nil where none was.
    public var amendments: [AmendmentReport]?
    /// What the run was told of, in the order of opening; nil where nothing was.
    public var incidents: [IncidentReport]?
    /// What people were to be told, in the order of deciding it; nil where nothing was.
    public var notices: [NoticeReport]?
    public var timeline: [RunHistory.Moment] = []
    public var journal: Source

    public var stagesDone: Int { stages.count { $0.ended != nil } }
    /// ms.
    public var length: Int { last.at - began.at }
}
