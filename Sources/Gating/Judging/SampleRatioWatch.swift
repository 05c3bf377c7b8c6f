#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Watches whether the units that are counted were split as the edge was told to split them. Where they were not, units
/// are lost or moved by something, and no comparison of the sides can be trusted: the step is blind.
///
/// One false alarm in a thousand watches at most, however long each lasts. What was found stands: the units counted so
/// far stay unequal; a new step begins a new watch.
public struct SampleRatioWatch: Sendable, Hashable {
    private static let threshold = log(1_000.0)

    private var test = SampleRatioTest()
    private var old = 0
    private var new = 0
    private var expected = 0.0

    /// Nil while the split is credible; else one sentence with the counts at which it stopped being so.
    public private(set) var mismatch: String?

    public init() {}

    /// log evidence against the split.
    public var logE: Double { test.logE }

    /// Counts the units that were assigned since the last look.
    /// - Parameter exposure: the new side's share by which they were split, 0…1; at the ends nothing is compared.
    public mutating func add(oldUnits: Int, newUnits: Int, exposure: Double) {
        guard exposure > 0, exposure < 1, oldUnits >= 0, newUnits >= 0, mismatch == nil else { return }
        test.add(oldUnits: oldUnits, newUnits: newUnits, exposure: exposure)
        old += oldUnits
        new += newUnits
        expected += exposure * Double(oldUnits + newUnits)
        guard test.logE >= Self.threshold else { return }
        mismatch =
            "the sides are not split as told: \(new) of \(old + new) units fell on the new side, where about "
            + "\(Int(expected.rounded())) had to (evidence \(Words.ratio(test.logE)) of \(Words.ratio(Self.threshold)))"
    }
}
