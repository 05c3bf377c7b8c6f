/// One stream of counts (the whole at a milestone, or a segment) with the test that watches it for a regression.
struct RegressionStream: Sendable, Hashable {
    private enum Test: Sendable, Hashable {
        case twoSided(RegressionTest)
        case oneSided(OneSampleTest)
    }

    private var test: Test
    private var collector = BlockCollector()

    init(_ spec: SignalSpec) {
        test =
            spec.kind == .rate
            ? .oneSided(OneSampleTest(tolerated: spec.toleratedRate))
            : .twoSided(
                RegressionTest(spec.direction, tolerance: spec.effectiveTolerance, settings: spec.settings))
    }

    var logE: Double {
        switch test {
        case .twoSided(let test): test.logE
        case .oneSided(let test): test.logE
        }
    }

    /// True where the evidence changed.
    mutating func add(_ counts: Block) -> Bool {
        switch test {
        case .twoSided(var twoSided):
            guard let closed = collector.add(counts) else { return false }
            twoSided.add(closed)
            test = .twoSided(twoSided)
        case .oneSided(var oneSided):
            guard counts.newUnits > 0 else { return false }
            oneSided.add(units: counts.newUnits, events: counts.newEvents)
            test = .oneSided(oneSided)
        }
        return true
    }

    mutating func restart() {
        if case .twoSided(var twoSided) = test {
            twoSided.restart()
            test = .twoSided(twoSided)
        }
    }
}

/// Units slower than each threshold, and the test over all thresholds.
struct LatencyStream: Sendable, Hashable {
    private var test = LatencyTest()
    private var open: [Block] = []

    var logE: Double { test.logE }

    /// True where the evidence changed. One block per threshold, all of the same units: they close together. Counts of
    /// another shape, or of different units, say nothing.
    mutating func add(_ slower: [Block]) -> Bool {
        guard let first = slower.first, slower.count == LatencyThresholds.quantiles.count,
            slower.allSatisfy({ $0.oldUnits == first.oldUnits && $0.newUnits == first.newUnits })
        else { return false }
        if open.isEmpty { open = slower } else { for i in open.indices { open[i] += slower[i] } }
        guard open[0].isClosed else { return false }
        test.add(open)
        open.removeAll(keepingCapacity: true)
        return true
    }

    mutating func restart() { test.restart() }
}

/// How strong the case of one test is against the new side.
struct Accusation: Sendable, Hashable {
    /// What it is about.
    enum Subject: Sendable, Hashable {
        /// Units at a milestone, in ms after their start.
        case milestone(Int)
        /// Events one by one.
        case events
        /// The distribution of durations.
        case latency
        case segment(String)
    }

    var logE: Double
    var threshold: Double
    /// Nil for no accusation at all.
    var subject: Subject?

    /// How much of the evidence needed is missing, in nats; not positive once the threshold is crossed.
    var gap: Double { threshold - logE }
}
