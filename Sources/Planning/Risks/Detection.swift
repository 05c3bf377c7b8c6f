/// How soon a failure would be seen, derived from the plan: 1 is at once, 10 is not at all.
///
/// Nobody is asked for an opinion. A signal's *pace* is the time from the first shopper who suffers until the signal
/// has judged it: first milestone, freshness, and the expected time to catch a loss of 30 % at the stage's first step
/// (``Forecast``); for a comparison of stores the time between two comparisons; for a signal judged at each event its
/// freshness alone. The pace is set against the dwell of the stage that waits for the signal:
///
/// | pace ÷ dwell | D |
/// | --- | --- |
/// | ≤ 1/100 | 1 |
/// | ≤ 1/20 | 2 |
/// | ≤ 1/10 | 3 |
/// | ≤ 1/4 | 4 |
/// | ≤ 1/2 | 5 |
/// | ≤ 1 | 6: seen before the first step may end |
/// | ≤ 2 | 7 |
/// | ≤ 4 | 8 |
/// | more | 9 |
/// | no signal, or a pace that cannot be told | 10 |
///
/// Where the signal is no gate of the stage nothing waits for it: 2 worse than the table, at least 7 and at most 9.
/// Of several signals the soonest counts, of several stages the worst.
public struct Detection: Sendable, Hashable, Codable {
    /// 1...10
    public let value: Int
    /// The chain that leads to the value; the last fact is the conclusion.
    public let why: [Fact]

    public init(value: Int, why: [Fact]) {
        self.value = value
        self.why = why
    }

    /// Upper limits of pace ÷ dwell for the values 1 to 8.
    static let limits = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 4]

    /// The value that the table gives a ratio of pace to dwell.
    public static func value(ofRatio ratio: Double, isGate: Bool) -> Int {
        let seen = (limits.firstIndex { ratio <= $0 } ?? limits.count) + 1
        return isGate ? seen : min(9, max(7, seen + 2))
    }

    /// What is concluded where nothing can be: the worst.
    static func none(_ why: [Fact]) -> Detection { Detection(value: 10, why: why + [Fact("so detection is 10")]) }
}

extension Plan {
    /// How soon a risk would be seen, and why. It looks through the plan once; for many risks ask one
    /// ``RiskDetector``.
    public func detection(of risk: Risk) -> Detection { RiskDetector(self).detection(of: risk) }

    /// How urgent it is to act on a risk. It looks through the plan once; for many risks ask one ``RiskDetector``.
    public func priority(of risk: Risk) -> ActionPriority { RiskDetector(self).priority(of: risk) }
}
