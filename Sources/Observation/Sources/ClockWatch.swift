/// Compares the times written in lines with the clock they arrived by.
///
/// One line tells nothing: it may be late because the reader was. Where half of a look's lines and the newest one are off
/// by more than the tolerance, the writer's clock is.
struct ClockWatch: Sendable {
    /// In ms. Lines take less than that from a response's end to here, unless somebody stood still.
    static let tolerance = 30_000
    /// In ms. Beyond it no delay explains a line's time.
    static let impossible = 3_600_000

    private static let reach = 600  // seconds either way

    private var counts = [UInt32](repeating: 0, count: 2 * reach + 1)
    private var lines = 0
    private var least = Int.max
    private var misdated = 0

    /// Takes in a line that arrived between `earliest` and `latest`, both in ms since 1970.
    /// - Returns: the time to go by: the line's own, or that of its arrival where its own cannot be right, so that no
    ///   unit matures before its time or never.
    @inline(__always)
    mutating func see(_ end: Int64, earliest: Int, latest: Int) -> Int64 {
        let end = Int(clamping: end)
        let off: Int
        if end > latest { off = end &- latest } else if end < earliest { off = end &- earliest } else { off = 0 }
        lines += 1
        if abs(off) < abs(least) { least = off }
        let second = max(-Self.reach, min(Self.reach, off / 1_000))
        counts[second + Self.reach] &+= 1
        if abs(off) <= Self.tolerance { return Int64(end) }
        if abs(off) > Self.impossible { misdated += 1 }
        return Int64(off > 0 ? latest : earliest)
    }

    /// What is wrong with the clock of the lines since the last call; nil where nothing is.
    mutating func take(of whose: String) -> String? {
        guard lines > 0 else { return nil }
        defer {
            for i in counts.indices { counts[i] = 0 }
            (lines, least, misdated) = (0, .max, 0)
        }
        if abs(least) > Self.tolerance, let median = median() {
            let seconds = abs(median)
            let far = seconds >= Self.reach ? "\(Self.reach / 60) minutes or more" : "\(seconds) s"
            return "\(whose) clock is \(far) \(median < 0 ? "behind" : "ahead of") ours"
        }
        if misdated > 0 { return "\(misdated) log lines carry a time that cannot be" }
        return nil
    }

    /// In seconds, negative where the writer's clock is behind.
    private func median() -> Int? {
        var seen = 0
        for i in counts.indices {
            seen += Int(counts[i])
            if seen * 2 >= lines { return i - Self.reach }
        }
        return nil
    }
}
