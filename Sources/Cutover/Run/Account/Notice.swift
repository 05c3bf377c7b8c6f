/// Something that people are told, once, in the plan's own words.
public struct Notice: Sendable, Hashable, Codable {
    public enum Occasion: String, Sendable, Hashable, Codable {
        /// A stage's first step is open.
        case go
        /// Nothing expands, and why.
        case hold
        /// The evidence cannot be trusted.
        case blind
        /// Exposure is back on the old side.
        case rollback
        /// The time to decide is over.
        case escalate
    }

    public enum Receiver: Sendable, Hashable, Codable {
        /// A channel of the plan, on behalf of an audience.
        case channel(String, audience: String)
        /// A person, by what the plan calls them.
        case person(String)
    }

    public var occasion: Occasion
    public var stage: String
    public var receiver: Receiver
    /// The plan's message; where it has none for this, one that says what happened.
    public var text: String
    /// What a reader needs besides: why, who decides, until when.
    public var details: [String]
    /// The person in whose name it is said.
    public var sender: String

    public init(
        occasion: Occasion, stage: String, receiver: Receiver, text: String, details: [String], sender: String
    ) {
        self.occasion = occasion
        self.stage = stage
        self.receiver = receiver
        self.text = text
        self.details = details
        self.sender = sender
    }
}

/// People who are told of a stage, with the plan's words for them.
public struct AudienceItinerary: Sendable, Hashable, Codable {
    public var who: String
    public var channel: String
    public var sender: String
    public var go: String
    public var hold: String
    public var rollback: String

    public init(who: String, channel: String, sender: String, go: String, hold: String, rollback: String) {
        self.who = who
        self.channel = channel
        self.sender = sender
        self.go = go
        self.hold = hold
        self.rollback = rollback
    }

    func words(for occasion: Notice.Occasion) -> String {
        switch occasion {
        case .go: go
        case .hold, .blind, .escalate: hold
        case .rollback: rollback
        }
    }
}
