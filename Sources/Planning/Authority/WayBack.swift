/// What going back costs, from best to worst. Derived, never believed.
public enum WayBack: String, Sendable, Hashable, Codable, CaseIterable, Comparable, CustomStringConvertible {
    /// Route: no durable writes or effects on the new side.
    case r0 = "R0"
    /// Drain: births stop, what was born on the new side finishes there.
    case r1 = "R1"
    /// Synced: a reverse sync is proven, the loser fenced, a hold kept.
    case r2 = "R2"
    /// Compensable: a bounded number of writes can be replayed.
    case r3 = "R3"
    /// Forward only, or unknown.
    case r4 = "R4"

    public static func < (better: WayBack, worse: WayBack) -> Bool { better.rawValue < worse.rawValue }

    public var description: String { rawValue }

    /// Whether a regressed gate may take a stage back by itself: by routing (R0, R1), or by the reverse hand over (R2).
    public var allowsAutomatic: Bool { self <= .r2 }
}
