/// What the evidence of one signal, or of a whole gate, allows.
public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// The new side is proven no worse than the margin: the next step may open.
    case healthy
    /// Neither proven nor disproven: wait.
    case undecided
    /// No evidence, or evidence that cannot be trusted: hold and alarm.
    case blind
    /// The new side is worse: go back, where that is safe.
    case regressed

    /// By weight in a gate: one blind signal blinds the gate, one regressed signal condemns it.
    public static func < (a: Verdict, b: Verdict) -> Bool { a.weight < b.weight }

    private var weight: Int {
        switch self {
        case .healthy: 0
        case .undecided: 1
        case .blind: 2
        case .regressed: 3
        }
    }
}
