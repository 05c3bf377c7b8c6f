/// Something that people are to be told, whole: whoever delivers it needs nothing else, so that it can be delivered
/// again after the program was killed.
public struct Announcement: Sendable, Hashable, Codable {
    /// Why people are told.
    public enum Occasion: String, Sendable, Hashable, Codable, CaseIterable {
        /// A stage begins or goes on.
        case go
        case hold
        case rollback
        /// Held because nothing is seen.
        case blind
        /// A decision is overdue; the deputy is told.
        case escalate
        case done
        case incident
        /// Nothing happened; somebody tries whether he can be reached.
        case test
    }

    /// The same each time this announcement is delivered, and of no other announcement of any run. The run's identity
    /// with the intent's number does.
    public var id: String
    /// The run's name for people.
    public var run: String
    /// The stage it is about; nil: the whole run.
    public var stage: String?
    /// The part of the visits on the new side, 0...1, where the stage moves visits.
    public var share: Double?
    public var occasion: Occasion
    /// The plan's own message. Empty where the plan has none.
    public var text: String
    /// Facts, one a line: see ``AnnouncementFacts``.
    public var details: [String]
    /// In whose name it is said.
    public var sender: String?
    /// When it happened, in ms since 1970.
    public var at: Int

    public init(
        id: String, run: String, stage: String? = nil, share: Double? = nil, occasion: Occasion, text: String,
        details: [String] = [], sender: String? = nil, at: Int
    ) {
        self.id = id
        self.run = run
        self.stage = stage
        self.share = share
        self.occasion = occasion
        self.text = text
        self.details = details
        self.sender = sender
        self.at = at
    }
}
