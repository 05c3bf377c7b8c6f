/// Watches the log counter of the edge's process for holes.
///
/// A ring that overflows says nothing: the counter is the only witness. The edge's threads may swap neighbouring lines,
/// so a number counts as missing only once `window` later ones have come. Two threads that log at the same moment may
/// also read the same number, after which one number is skipped: each repeated number pays for one skipped one, and what
/// remains was really lost. A new process, or a counter that jumps back, is a hole of unknown size.
public struct SequenceWatch: Sendable, Hashable {
    /// What a line's counter says about the lines before it.
    public enum Finding: Sendable, Hashable {
        case inOrder
        /// So many lines never arrived.
        case missing(Int)
        /// The edge was restarted (or its counter went back): what was lost is unknown.
        case unknown
    }

    /// How many numbers later a missing one is given up.
    public static let window = 64

    /// No counter of 32 bits can run so far ahead.
    private static let greatestJump = UInt64(UInt32.max)

    private var process: UInt32?
    private var first: UInt64 = 0
    private var next: UInt64 = 0
    /// Bit i: number `next + i` has come although `next` has not. Bit 0 is never set between calls.
    private var ahead: UInt64 = 0
    /// Numbers seen twice whose skipped partner has not been met yet.
    private var repeated = 0

    public init() {}

    @inline(__always)
    public mutating func see(process: UInt32, sequence: UInt64) -> Finding {
        if self.process == process, sequence == next, ahead == 0 {
            next += 1
            return .inOrder
        }
        return seeOutOfOrder(process: process, sequence: sequence)
    }

    private mutating func seeOutOfOrder(process: UInt32, sequence: UInt64) -> Finding {
        guard let known = self.process else {
            begin(process, sequence)
            return .inOrder
        }
        guard known == process, sequence + 4 * UInt64(Self.window) > next, sequence < next + Self.greatestJump else {
            begin(process, sequence)
            return .unknown
        }
        // What the edge sent before the first line that reached us is none of ours to count.
        guard sequence >= first else { return .inOrder }
        guard sequence >= next, ahead & (1 << min(sequence - next, 63)) == 0 || sequence - next >= 64 else {
            repeated += 1
            return .inOrder
        }
        var missing = 0
        if sequence - next >= UInt64(Self.window) {
            let drop = sequence - next - UInt64(Self.window) + 1
            let shift = min(drop, 64)
            let passed = shift == 64 ? ahead : ahead & (1 << shift - 1)
            let skipped = Int(clamping: drop) - passed.nonzeroBitCount
            let paid = min(skipped, repeated)
            repeated -= paid
            missing = skipped - paid
            ahead = shift == 64 ? 0 : ahead >> shift
            next += drop
        }
        ahead |= 1 << (sequence - next)
        while ahead & 1 == 1 {
            ahead >>= 1
            next += 1
        }
        return missing > 0 ? .missing(missing) : .inOrder
    }

    private mutating func begin(_ process: UInt32, _ sequence: UInt64) {
        self.process = process
        (first, next, ahead, repeated) = (sequence, sequence + 1, 0, 0)
    }
}
