public import Gating

/// How long an undecided signal is still to be expected to take until it proves health.
public struct TimeToDecide: Sendable, Hashable, Codable {
    /// ms, in the mean.
    public var mean: Int
    /// ms that are enough nine times in ten.
    public var most: Int

    /// The 90th percentile of the time that a proof takes, over its mean, about.
    private static let spread = 2.2

    /// The units that the verdict still asks for, at the rate at which the new side's were counted since the step opened.
    /// Nil where the verdict is not undecided, or says no number.
    /// - Parameters:
    ///   - openFor: ms since the step opened.
    ///   - maturing: ms after which a unit is counted.
    public init?(_ verdict: SignalVerdict, openFor: Int, maturing: Int) {
        guard verdict.verdict == .undecided, let needed = verdict.unitsNeeded, verdict.counts.newUnits > 0,
            openFor > 0, !Self.asksForOneSegment(verdict)
        else { return nil }
        // Units that began a little while ago are not counted yet: what is counted began in the time before that.
        let counted = openFor > maturing ? openFor - maturing : openFor
        let mean = Double(needed) * Double(counted) / Double(verdict.counts.newUnits)
        guard mean < 1e13 else { return nil }
        self.mean = Int(mean.rounded(.up))
        most = Int((mean * Self.spread).rounded(.up))
    }

    /// A segment's units come more seldom than the whole's, and how seldom the verdict does not say.
    private static func asksForOneSegment(_ verdict: SignalVerdict) -> Bool {
        verdict.missing.contains(" more units of ")
    }

    /// `about 3.4 min, within 7.5 min nine times in ten`.
    package var words: String { "about \(Self.hours(mean)), within \(Self.hours(most)) nine times in ten" }

    /// `3.4 min`.
    package static func hours(_ ms: Int) -> String { Hours.words(Double(ms) / 3_600_000) }
}
