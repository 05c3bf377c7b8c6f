import Gating

/// Canary analysis by metric points: each side's share of each minute is one point, all points so far are compared by
/// a Mann–Whitney U test (normal limit, corrected for ties and continuity) with a 98 % interval, and the metric fails
/// when the interval of the shift lies beyond a quarter of the estimated shift. In the normal limit that asks for
/// z ≥ 2.326 / (1 − ¼); without the band for z ≥ 2.326. Judged every `interval` seconds.
struct KayentaLike: LookRule {
    private let interval: Int
    private let needed: Double
    private var minute = Block()
    private var old = SortedPoints()
    private var new = SortedPoints()
    private var lower = 0.0  // pairs of points in which the new side's lies lower; a tie counts one half
    private var ties = 0.0  // Σ t³ − t over groups of equal points

    init(every interval: Int, band: Bool = true) {
        self.interval = interval
        needed = band ? 2.3263 / 0.75 : 2.3263
    }

    mutating func alarms(_ look: Block, at second: Int) -> Bool {
        minute += look
        guard second % 60 == 0 else { return false }
        if minute.oldUnits > 0 { addOld(Double(minute.oldEvents) / Double(minute.oldUnits)) }
        if minute.newUnits > 0 { addNew(Double(minute.newEvents) / Double(minute.newUnits)) }
        minute = Block()
        return second % interval == 0 && z >= needed
    }

    /// How many deviations the new side's points lie below the old side's.
    var z: Double {
        let (n, m) = (Double(old.values.count), Double(new.values.count))
        guard n > 0, m > 0, n + m > 2 else { return 0 }
        let variance = n * m / 12 * (n + m + 1 - ties / ((n + m) * (n + m - 1)))
        return variance > 0 ? (lower - n * m / 2 - 0.5) / variance.squareRoot() : 0
    }

    mutating func addOld(_ point: Double) {
        let place = new.place(of: point)
        lower += Double(place.below) + 0.5 * Double(place.equal)
        tie(place.equal + old.insert(point))
    }

    mutating func addNew(_ point: Double) {
        let place = old.place(of: point)
        lower += Double(old.values.count - place.below - place.equal) + 0.5 * Double(place.equal)
        tie(place.equal + new.insert(point))
    }

    // A group of t equal points grows by one: t³ − t grows by 3t(t + 1).
    private mutating func tie(_ t: Int) { ties += 3 * Double(t) * Double(t + 1) }
}
