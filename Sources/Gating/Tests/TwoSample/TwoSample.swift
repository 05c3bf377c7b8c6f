#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a share of units that rises or falls means for the shopper.
public enum Direction: String, Sendable, Hashable, Codable {
    /// Fewer events on the new side are bad (checkout completed).
    case drop
    /// More events on the new side are bad (errors, slow requests).
    case rise
}

/// The e-variable of one block against the half-plane of nulls bounded by p(new) = p(old) + shift.
///
/// Turner, Ly and Grünwald, "Generic E-variables for exact sequential k-sample tests", 2024: the alternative's
/// likelihood over that of its projection on the null's boundary.
struct TwoSample {
    let units: (old: Double, new: Double)
    let events: (old: Double, new: Double)

    init(_ block: Block) {
        units = (Double(block.oldUnits), Double(block.newUnits))
        events = (Double(block.oldEvents), Double(block.newEvents))
    }

    /// log e for the alternative (`old`, `new`), which must lie outside the null.
    func logE(old: Double, new: Double, shift: Double) -> Double {
        let (a, b) = Self.project(old: old, new: new, oldUnits: units.old, newUnits: units.new, shift: shift)
        return xlogy(events.old, old / a) + xlogy(units.old - events.old, (1 - old) / (1 - a))
            + xlogy(events.new, new / b) + xlogy(units.new - events.new, (1 - new) / (1 - b))
    }

    /// The point on the null's boundary closest to the alternative in Kullback–Leibler divergence weighted by units.
    ///
    /// Closed form without shift; else Newton's method on the gradient's numerator (a cubic), kept between `old` and
    /// `new − shift`, where the gradient is strictly monotone, by halving that interval whenever a step would leave it.
    static func project(
        old: Double, new: Double, oldUnits: Double, newUnits: Double, shift: Double
    ) -> (old: Double, new: Double) {
        guard shift != 0 else {
            let common = (oldUnits * old + newUnits * new) / (oldUnits + newUnits)
            return (common, common)
        }
        let tiny = 1e-15
        let floor = max(0, -shift) + tiny
        let ceiling = min(1, 1 - shift) - tiny
        var low = min(max(min(old, new - shift), floor), ceiling)
        var high = min(max(max(old, new - shift), floor), ceiling)
        var a = (oldUnits * old + newUnits * (new - shift)) / (oldUnits + newUnits)
        if !(a > low && a < high) { a = 0.5 * (low + high) }
        for _ in 0..<200 {
            let b = a + shift
            let (oldSpread, newSpread) = (a * (1 - a), b * (1 - b))
            let (oldPull, newPull) = (oldUnits * (old - a), newUnits * (new - b))
            let gradient = oldPull * newSpread + newPull * oldSpread
            if gradient > 0 { low = a } else { high = a }
            let slope =
                oldPull * (1 - 2 * b) + newPull * (1 - 2 * a) - oldUnits * newSpread - newUnits * oldSpread
            var next = a - gradient / slope
            if !(next > low && next < high) { next = 0.5 * (low + high) }
            let step = abs(next - a)
            a = next
            if step <= 2 * a.ulp { break }
        }
        return (a, a + shift)
    }
}
