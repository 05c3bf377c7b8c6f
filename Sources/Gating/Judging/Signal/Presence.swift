#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// When units of either side were last counted, and how strange a silence is.
struct Presence: Sendable, Hashable {
    private struct Side: Sendable, Hashable {
        var units = 0
        var last: Int?
        /// Units of the other side counted since.
        var unanswered = 0
    }

    private var old = Side()
    private var new = Side()

    mutating func add(_ counts: Block, now: Int) {
        if counts.oldUnits > 0 {
            old = Side(units: old.units + counts.oldUnits, last: now)
            if counts.newUnits == 0 { new.unanswered += counts.oldUnits }
        }
        if counts.newUnits > 0 {
            new = Side(units: new.units + counts.newUnits, last: now)
            if counts.oldUnits == 0 { old.unanswered += counts.newUnits }
        }
    }

    /// When a unit of a side, or of any, was last counted.
    func last(_ side: Gating.Side) -> Int? { side == .old ? old.last : new.last }
    var last: Int? { [old.last, new.last].compactMap(\.self).max() }

    /// The side that had units here and then none for longer than `patience`, though `whole` had some of it since, and
    /// though the other side's units here make that silence unlikely (one in a thousand): a small segment in which
    /// little happens anyway is not blind.
    func silent(now: Int, patience: Int, whole: Presence) -> Gating.Side? {
        Gating.Side.allCases.first { side in
            guard let last = last(side), now - last > patience, let wholeLast = whole.last(side),
                now - wholeLast <= patience
            else { return false }
            return logChanceOfSilence(side == .old ? old : new, other: side == .old ? new : old) < -6.9
        }
    }

    /// log of the probability that, in a row of units in random order, the last `unanswered` all belong to the other
    /// side (hypergeometric).
    private func logChanceOfSilence(_ side: Side, other: Side) -> Double {
        let (own, others, since) = (Double(side.units), Double(other.units), Double(side.unanswered))
        let placed: Double = lgamma(others + 1) - lgamma(others - since + 1)
        let possible: Double = lgamma(own + others + 1) - lgamma(own + others - since + 1)
        return placed - possible
    }
}
