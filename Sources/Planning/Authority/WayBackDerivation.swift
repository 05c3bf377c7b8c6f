/// One link of the reasoning that leads to a class.
public struct Fact: Sendable, Hashable, Codable, CustomStringConvertible {
    public let text: String
    /// The line of the plan it rests on; nil for what follows from the facts before it.
    public let position: Position?

    public init(_ text: String, _ position: Position? = nil) {
        self.text = text
        self.position = position
    }

    /// `orders.create EU moves to shop-new (plan.yaml:123:9)`
    public var description: String { position.map { "\(text) (\($0))" } ?? text }
}

/// A class with the chain of facts that leads to it; the last fact is the conclusion.
public struct WayBackDerivation: Sendable, Hashable, Codable {
    public let wayBack: WayBack
    public let why: [Fact]

    public init(_ wayBack: WayBack, why: [Fact]) {
        self.wayBack = wayBack
        self.why = why
    }

    /// The facts as one sentence, each with its line:
    /// `orders.create * moves to shop-new (plan.yaml:210:9); reverse: none (plan.yaml:210:80); so R4`.
    public var chain: String { why.map(\.description).joined(separator: "; ") }

    /// The worse of the two, this one when they are alike.
    public func worse(_ other: WayBackDerivation) -> WayBackDerivation { other.wayBack > wayBack ? other : self }
}

/// What was measured or drilled before the class is asked for. Text in a plan never stands in for it.
public struct WayBackEvidence: Sendable, Hashable {
    /// Places whose reverse sync made a round trip that is total and fresh.
    public var proven: Set<FacetScope>
    /// Places whose replay was drilled.
    public var drilled: Set<FacetScope>

    public init(proven: Set<FacetScope> = [], drilled: Set<FacetScope> = []) {
        self.proven = proven
        self.drilled = drilled
    }

    public static let none = WayBackEvidence()
}
