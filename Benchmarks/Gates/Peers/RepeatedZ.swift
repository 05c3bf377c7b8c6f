import Gating

/// The usual test of two shares (pooled z, one-sided, nominal 5 %) looked at again and again as if each look were the
/// only one. It waits for thirty sessions on the smaller side and for five of either outcome to be expected there, as
/// people do.
struct RepeatedZ: LookRule {
    private var counts = Block()

    mutating func alarms(_ look: Block, at second: Int) -> Bool {
        counts += look
        guard min(counts.oldUnits, counts.newUnits) >= 30 else { return false }
        let (n, m) = (Double(counts.oldUnits), Double(counts.newUnits))
        let pooled = Double(counts.oldEvents + counts.newEvents) / (n + m)
        guard min(n, m) * min(pooled, 1 - pooled) >= 5 else { return false }
        let difference = Double(counts.newEvents) / m - Double(counts.oldEvents) / n
        return difference < -1.645 * (pooled * (1 - pooled) * (1 / n + 1 / m)).squareRoot()
    }
}
