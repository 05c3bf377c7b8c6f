import Gating

/// A fixed threshold on the new side's share over the last minute, as progressive-delivery controllers check it:
/// every minute one check, and the fifth failed check rolls back. The threshold lies five points below the share
/// expected, and a minute without sessions passes.
struct FlaggerLike: LookRule {
    private let least: Double
    private var minute = Block()
    private var failed = 0

    init(expected: Double) { least = expected - 0.05 }

    mutating func alarms(_ look: Block, at second: Int) -> Bool {
        minute += look
        guard second % 60 == 0 else { return false }
        if minute.newUnits > 0, Double(minute.newEvents) < least * Double(minute.newUnits) { failed += 1 }
        minute = Block()
        return failed >= 5
    }
}
