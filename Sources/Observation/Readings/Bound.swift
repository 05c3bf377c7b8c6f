public import Gating

/// How large or small a figure may be.
public enum Bound: Sendable, Hashable, Codable, CustomStringConvertible {
    case atMost(Double)
    case atLeast(Double)

    public var limit: Double {
        switch self {
        case .atMost(let limit), .atLeast(let limit): limit
        }
    }

    public var description: String {
        switch self {
        case .atMost(let limit): "at most \(ShownText.figure(limit))"
        case .atLeast(let limit): "at least \(ShownText.figure(limit))"
        }
    }

    /// Whether a figure keeps the bound. Nothing keeps a bound that is not a number, and what is not a number keeps none.
    public func admits(_ figure: Double) -> Bool {
        switch self {
        case .atMost(let limit): figure <= limit
        case .atLeast(let limit): figure >= limit
        }
    }

    /// By how much a figure is outside; below zero inside.
    func excess(_ figure: Double) -> Double {
        switch self {
        case .atMost(let limit): figure - limit
        case .atLeast(let limit): limit - figure
        }
    }

    /// Judges one figure: `queue of erp-orders: 212 waiting, at most 100`.
    ///
    /// An infinite figure on the bad side breaks the bound (a quantile above the last bucket, errors without requests);
    /// one on the good side proves nothing, and neither does what is not a number.
    /// - Parameters:
    ///   - subject: what the figure is of.
    ///   - unit: what it counts, in the words that follow it; empty for none.
    /// - Returns: one comparison with 0 or 1 mismatches; `couldCheck` is false where the figure is none.
    public func result(of figure: Double, subject: String, unit: String = "") -> ExactResult {
        let shown = ShownText.figure(figure) + (unit.isEmpty ? "" : " " + unit)
        guard limit.isFinite else {
            return .unchecked(
                .notUnderstood(
                    subject, expected: "a bound that is a number", found: "\(self)", mend: "write one in the plan"))
        }
        guard !figure.isNaN, figure.isFinite || !admits(figure) else {
            return .unchecked(
                .notUnderstood(
                    subject, expected: "a number, \(self)", found: shown,
                    mend: "ask for a figure that has a value even when nothing happens"))
        }
        return ExactResult(
            compared: 1, mismatches: admits(figure) ? 0 : 1, detail: "\(subject): \(shown), \(self)")
    }
}
