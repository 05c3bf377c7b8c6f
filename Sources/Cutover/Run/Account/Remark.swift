/// A line of the run's timeline, for people. Computed from events, never stored.
public struct Remark: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Hashable, Codable {
        case run
        case stage
        case step
        case gate
        case rollback
        case hold
        case alarm
        case orders
        case person
        case edge
    }

    public var kind: Kind
    public var stage: String?
    public var text: String

    public init(_ kind: Kind, stage: String? = nil, _ text: String) {
        self.kind = kind
        self.stage = stage
        self.text = text
    }
}
