/// What the edge does with one unit (or one segment of it): a single value, so that it is read as one atomic decision.
public struct UnitPolicy: Sendable, Hashable, Codable {
    /// How writes and reads of the unit are treated.
    public enum Mode: String, Sendable, Hashable, Codable, CaseIterable {
        /// Everything is served.
        case open
        /// Reads are served, writes answer 503 with Retry-After.
        case readOnly
        /// Everything answers 503 with Retry-After.
        case maintenance
        /// Writes are held up to the declared pause and answer 503 only after it. Where the topology marks steps that
        /// finish a checkout, those are held and other writes are refused at once.
        case delayWrites
        /// First step of a hand over's freeze: no checkout may start, steps that finish one are still served.
        case noStarts
    }

    /// Visitors whose bucket (0..9999) is below this are assigned to the new side. 0...10000.
    public var newBelow: Int
    /// Visitors whose bucket is at or above this are the concurrent control, on the old side. `newBelow`...10000.
    public var controlFrom: Int
    public var mode: Mode
    /// Births of the unit return to the old side when the edge's lease is not renewed.
    public var leased: Bool
    /// Lowest epoch of a pin that still holds; pins are issued with it. 0 issues and obeys none; one more evicts.
    public var pinsFrom: Int
    /// The unit may be served by the old side while the new side has no live server (way back R0 or R1 only).
    public var fallback: Bool
    /// The decision this policy came from, logged with each request: letters, digits, `_`, `.` and `-`.
    public var decision: String

    public init(
        newBelow: Int = 0, controlFrom: Int = 10_000, mode: Mode = .open, leased: Bool = false, pinsFrom: Int = 0,
        fallback: Bool = false, decision: String = "none"
    ) {
        self.newBelow = newBelow
        self.controlFrom = controlFrom
        self.mode = mode
        self.leased = leased
        self.pinsFrom = pinsFrom
        self.fallback = fallback
        self.decision = decision
    }

    /// Everybody on the old side, nothing frozen: what a unit without a policy gets.
    public static let allOld = UnitPolicy()

    /// The same policy with births stopped: new visitors go to old, pins hold.
    public func stoppingBirths(decision: String) -> UnitPolicy {
        var next = self
        next.newBelow = 0
        next.decision = decision
        return next
    }

    /// The same policy with births stopped and every pin issued so far ended.
    public func evicting(decision: String) -> UnitPolicy {
        var next = stoppingBirths(decision: decision)
        if pinsFrom > 0 { next.pinsFrom += 1 }
        return next
    }
}

extension UnitPolicy {
    /// Refuses values outside their ranges, so that nothing unreadable ever reaches the edge.
    /// - Throws: ``TrafficError/policyInvalid(key:found:expected:)``
    public func check(key: String) throws(TrafficError) {
        guard (0...10_000).contains(newBelow) else {
            throw .policyInvalid(key: key, found: "newBelow \(newBelow)", expected: "0 to 10000")
        }
        guard (newBelow...10_000).contains(controlFrom) else {
            throw .policyInvalid(key: key, found: "controlFrom \(controlFrom)", expected: "\(newBelow) to 10000")
        }
        guard (0...1_000_000_000).contains(pinsFrom) else {
            throw .policyInvalid(key: key, found: "pinsFrom \(pinsFrom)", expected: "0 to 1000000000")
        }
        guard Spelling.isWord(decision), decision.utf8.count <= 48 else {
            throw .policyInvalid(
                key: key, found: "decision `\(decision)`", expected: "1 to 48 letters, digits, `_`, `.`, `-`")
        }
    }
}
