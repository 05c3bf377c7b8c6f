/// One thing that a plan says otherwise than the plan before it.
public struct PlanChange: Sendable, Hashable, Codable {
    /// Which way it goes: whether the new plan asks for less safety than the old one, or for more.
    public enum Weight: String, Sendable, Hashable, Codable, CaseIterable {
        case worse, neutral, better
    }

    public enum Kind: String, Sendable, Hashable, Codable {
        /// The class of a stage; see ``WayBack``.
        case wayBack = "way-back"
        case added, removed, changed, reordered
    }

    /// A value and where it stands.
    public struct Place: Sendable, Hashable, Codable {
        public let text: String
        public let position: Position

        public init(_ text: String, _ position: Position) {
            self.text = text
            self.position = position
        }
    }

    public let weight: Weight
    public let kind: Kind
    /// From the plan's top to the value: `stages[checkout-eu].exposure.dwell`; records by their id.
    public let path: String
    /// Nil for what was not there.
    public let old: Place?
    /// Nil for what is not there any more.
    public let new: Place?
    /// What follows from it; empty where the change speaks for itself.
    public let why: String
    /// Of a class: the chains of facts that led, and lead, to it.
    public let before: [Fact]
    public let after: [Fact]

    init(
        _ weight: Weight, _ kind: Kind, _ path: String, old: Place?, new: Place?, why: String = "",
        before: [Fact] = [], after: [Fact] = []
    ) {
        self.weight = weight
        self.kind = kind
        self.path = path
        self.old = old
        self.new = new
        self.why = why
        self.before = before
        self.after = after
    }
}

extension PlanChange: CustomStringConvertible {
    /// `stages[eu].exposure.dwell: 10s (old.yaml:12:3) -> 5s (new.yaml:14:3): a step may open sooner`, and under a class
    /// both chains of facts.
    public var description: String {
        let reason = why.isEmpty ? "" : ": \(why)"
        let chains = before.map { "\n    was: \($0)" }.joined() + after.map { "\n    now: \($0)" }.joined()
        return "\(path): \(Self.words(old)) -> \(Self.words(new))\(reason)\(chains)"
    }

    private static func words(_ place: Place?) -> String {
        place.map { "\($0.text) (\($0.position))" } ?? "nothing"
    }
}
