public import Planning

/// A stage as people and programs read it: what it moves, what going back costs and why, and how long its gates are
/// expected to take.
public struct StageOutline: Sendable, Encodable {
    /// What one signal is expected to show at one step. Hours are null where they never end.
    public struct Expectation: Sendable, Encodable {
        public let signal: String
        /// The difference that must be excluded, 0...1.
        public let margin: Double
        /// Units of this signal on the new side.
        public let newUnitsPerHour: Double
        /// Expected hours until health is proven.
        public let hours: Double?
        /// Hours that are enough nine times in ten.
        public let hoursAtMost: Double?
        /// Hours the plan allows.
        public let hoursAllowed: Double
        public let isDecidedInTime: Bool
        /// Expected hours until a loss of 5, 10 and 30 % is caught.
        public let hoursToCatch: [Double?]
    }

    public struct Step: Sendable, Encodable {
        public let step: String
        /// The share of visitors on the new side, 0...1.
        public let exposure: Double
        /// Sessions of the unit on the new side; null where the plan does not say how many there are.
        public let newSessionsPerHour: Double?
        public let expected: [Expectation]
    }

    public struct Gate: Sendable, Encodable {
        public let signal: String
        public let says: String
        /// Why nothing is forecast for it; null where something is.
        public let unforeseen: String?
    }

    public struct Staff: Sendable, Encodable {
        public let owner: String?
        public let deputy: String?
        /// Who may release it.
        public let approvers: [String]
        public let trigger: String?
        public let decider: String?
        public let executor: String?
        public let signers: Int?
        /// How long a hold may stay undecided, and who is called then.
        public let decideWithin: String?
        public let escalateTo: String?
    }

    public struct WayBackTerms: Sendable, Encodable {
        /// As the plan and what is on record allow.
        public let derived: WayBack
        public let meaning: String
        public let why: [Fact]
        /// What it becomes once the proofs are on record that are not asked for yet; null where that is the same.
        public let promised: WayBack?
        public let declared: WayBack?
        public let form: String?
        public let isAutomatic: Bool
        public let window: String?
        /// When it ends as planned: with its window, or with the beginning of one of the stages in `until`; null where
        /// there is none at all.
        public let closes: String?
        /// The stages whose beginning ends it.
        public let until: [String]
        /// In the words of the plan.
        public let pointOfNoReturn: String?
        public let evicted: String?
    }

    public struct Words: Sendable, Encodable {
        public let go: String?
        public let hold: String?
        public let rollback: String?
        public let to: [String]
        public let channel: String?
        public let sender: String?
        public let audiences: [Audience]
    }

    /// People who are told by a way, or in words, of their own; null is as for everybody.
    public struct Audience: Sendable, Encodable {
        public let who: String
        public let channel: String?
        public let sender: String?
        public let go: String?
        public let hold: String?
        public let rollback: String?
    }

    /// Something that customers will notice.
    public struct Change: Sendable, Encodable {
        public let what: String
        public let notice: String?
        public let channel: String?
        public let at: String?
    }

    /// From 1.
    public let number: Int
    public let id: String
    public let unit: String
    public let domain: String?
    public let needs: [String]
    /// When it is planned to begin, ISO 8601.
    public let starts: String?
    /// The hours in which its steps open, in the plan's zone.
    public let hours: String?
    /// The access items it cannot begin without.
    public let access: [String]
    public let entry: [String]
    public let exit: [String]
    public let moves: [String]
    public let dwell: String
    public let steps: [Step]
    public let gates: [Gate]
    public let staff: Staff
    public let wayBack: WayBackTerms
    public let words: Words?
    /// What an open incident does to its next gate.
    public let incidents: String?
    /// Why none of its gates sees the store's income; null where one does, or nothing is said.
    public let noBusinessSignal: String?
    /// What is copied to the new side, and where it ends.
    public let mirrored: String?
    public let changes: [Change]
    public let position: Position
}
