/// Journeys, and the declared table of edge paths on which both sides must agree.
public struct ProbeTable: Sendable, Hashable {
    public var journeys: [Journey]
    /// 1 to 1,000 of them.
    public var cases: [ProbeCase]
    /// What must be equal on both sides, wherever a case's journey captures it.
    public var compared: [ComparedValue]
    /// Differences that are meant to be.
    public var exceptions: [ProbeException]

    public init(
        journeys: [Journey], cases: [ProbeCase], compared: [ComparedValue], exceptions: [ProbeException] = []
    ) {
        self.journeys = journeys
        self.cases = cases
        self.compared = compared
        self.exceptions = exceptions
    }

    /// The journey of a case.
    func journey(of probe: ProbeCase) -> Journey? {
        journeys.first { $0.id == probe.journey }
    }

    /// What a case compares: the values whose captures its journey has.
    func compared(in journey: Journey) -> [ComparedValue] {
        let captured = Set(journey.steps.flatMap(\.captures).map(\.name))
        return compared.filter { captured.isSuperset(of: $0.source.names) }
    }
}

/// One edge path: a journey with its arguments.
public struct ProbeCase: Sendable, Hashable {
    /// How it is named for people: `TEN on eu/card`.
    public var id: String
    public var journey: String
    /// The Host header: the regional storefront.
    public var host: String
    /// The User-Agent header; a plain one where nil.
    public var agent: String?
    /// Product, coupon, payment method, quantity, …, by name.
    public var arguments: [String: String]

    public init(_ id: String, journey: String, host: String, agent: String? = nil, arguments: [String: String] = [:]) {
        self.id = id
        self.journey = journey
        self.host = host
        self.agent = agent
        self.arguments = arguments
    }

    /// The names that a step may use before anything is captured.
    var given: [String: String] {
        arguments.merging(["host": host, "agent": agent ?? ProbeMark.agent]) { own, _ in own }
    }
}

/// A value that must be equal on both sides.
public struct ComparedValue: Sendable, Hashable {
    public enum Source: Sendable, Hashable {
        case captured(String)
        /// The first less the second, as decimal amounts: what a promotion takes off, where no page says it.
        case difference(String, String)

        var names: [String] {
            switch self {
            case .captured(let name): [name]
            case .difference(let a, let b): [a, b]
            }
        }
    }

    public var name: String
    public var source: Source

    /// - Parameter source: the capture of the same name where nil.
    public init(_ name: String, _ source: Source? = nil) {
        self.name = name
        self.source = source ?? .captured(name)
    }
}

/// A difference that is meant to be, and why.
public struct ProbeException: Sendable, Hashable {
    public var `case`: String
    public var value: String
    public var why: String

    public init(case: String, value: String, why: String) {
        self.case = `case`
        self.value = value
        self.why = why
    }
}
