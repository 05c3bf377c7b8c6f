public import Gating

/// What the plan expects of one step: the signal that takes longest to prove health, and how long.
public struct StepExpectation: Sendable, Hashable, Codable {
    public var signal: String
    /// ms until health is proven, in the mean.
    public var mean: Int
    /// ms that are enough nine times in ten.
    public var most: Int
    /// Units of the signal an hour, both sides together.
    public var unitsPerHour: Double
    /// 0…1
    public var baseline: Double

    public init(signal: String, mean: Int, most: Int, unitsPerHour: Double, baseline: Double) {
        self.signal = signal
        self.mean = mean
        self.most = most
        self.unitsPerHour = unitsPerHour
        self.baseline = baseline
    }
}

/// How a step that was proven went, beside what was expected of it.
public struct StepPace: Sendable, Hashable, Codable {
    /// The step's exposure, in buckets.
    public var exposure: Int
    public var attempt: Int
    /// ms from the edge's acknowledgement to the proof.
    public var actual: Int
    /// Nil where the plan says too little to expect anything.
    public var expected: StepExpectation?
    /// What to change in the plan, in a sentence.
    public var advice: String

    /// Compares a step with what was expected of it.
    /// - Parameters:
    ///   - actual: ms from the edge's acknowledgement to the proof.
    ///   - dwell: the least time in ms that a step stays open.
    ///   - counts: what the expected signal counted since the step opened.
    public init(
        exposure: Int, attempt: Int, actual: Int, dwell: Int, expected: StepExpectation?, counts: Block?
    ) {
        self.exposure = exposure
        self.attempt = attempt
        self.actual = actual
        self.expected = expected
        advice = Self.advice(actual, dwell, expected, counts)
    }

    private static func advice(_ actual: Int, _ dwell: Int, _ expected: StepExpectation?, _ counts: Block?) -> String {
        guard let expected, let counts, actual > 0 else { return "nothing was forecast for this step" }
        let seen = Double(counts.oldUnits + counts.newUnits) * 3_600_000 / Double(actual)
        let traffic = seen / max(expected.unitsPerHour, 1e-9)
        if traffic < 0.5 || traffic > 2 {
            return "\(expected.signal) saw \(share(traffic)) of the units that the plan says: correct the unit's "
                + "`sessions` or the signal's `share`"
        }
        let old = counts.oldUnits == 0 ? expected.baseline : Double(counts.oldEvents) / Double(counts.oldUnits)
        if abs(old - expected.baseline) > max(0.02, 3 * deviation(expected.baseline, counts.oldUnits)) {
            return "the old side shows \(share(old)) in \(expected.signal), the plan says "
                + "\(share(expected.baseline)): correct its `baseline`"
        }
        if actual <= max(dwell, 1) + 2_000, expected.mean < dwell { return "the dwell decided, not the evidence" }
        return actual > expected.most
            ? "slower than nine steps in ten should be, at the traffic that was planned: look for a small difference "
                + "in \(expected.signal)" : "as expected"
    }

    private static func deviation(_ share: Double, _ units: Int) -> Double {
        (share * (1 - share) / Double(max(1, units))).squareRoot()
    }

    private static func share(_ value: Double) -> String {
        let tenths = Int((value * 1_000).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(Double(tenths) / 10) %"
    }
}
