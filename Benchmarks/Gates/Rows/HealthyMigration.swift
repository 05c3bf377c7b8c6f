import Foundation
import Gating

/// A whole healthy migration: ten stages, five signals, each judged as a whole and in five segments, every ten seconds;
/// how often is any of it rolled back?
///
/// 10 sessions/s in the mean with a day cycle of ± 70 %. Each stage ramps 1 % (2 h), 5 % (2 h), 25 % (20 h), 50 % (2
/// h); at 100 % there is no concurrent control to judge by. Base rates differ by signal and segment, swing with the
/// day and drift, on both sides alike. A session's signals are drawn independently, which is the worst case for many
/// tests.
func healthyMigrationRows(_ runs: Runs) async -> [BenchRow] {
    let migration = HealthyMigration()
    let outcomes = await runs.map(row: 700) { dice in migration.run(&dice) }
    let ours = Share(outcomes.map(\.ours))
    let names = ["Flagger-like", "repeated z at 5 %", "mSPRT at 1 % for each signal and step"]
    let beside = names.indices.map { i in "\(names[i]) \(Share(outcomes.map { $0.peers[i] }).percent)" }
    let pairs = outcomes.reduce(0) { $0 + $1.pairs } / max(1, outcomes.count)
    return [
        BenchRow(
            area: "gates",
            what: "false rollbacks in a healthy migration of 10 stages × 30 signal-segments (\(runs.count) runs of "
                + "\(pairs / 1_000) k judged pairs)",
            ours: ours.text, beside: beside.joined(separator: "; ") + "; the peers judge the five wholes only",
            ratio: "—", target: "≤ 1 %", met: ours.value <= 0.01)
    ]
}

private struct HealthyMigration: Sendable {
    struct Outcome: Sendable {
        var ours = false
        var peers = [false, false, false]
        var pairs = 0
    }

    struct Signal: Sendable {
        var direction: Direction
        var base: Double
        /// The base rate's log odds swing by this much over a day, and when.
        var swing: Double
        var phase: Double
    }

    static let stages = 10
    static let segments = 5
    static let steps: [(exposure: Double, seconds: Int)] = [
        (0.01, 7_200), (0.05, 7_200), (0.25, 72_000), (0.5, 7_200),
    ]
    static let signals = [
        Signal(direction: .drop, base: 0.62, swing: 0.3, phase: 0),
        Signal(direction: .drop, base: 0.35, swing: 0.2, phase: 1),
        Signal(direction: .drop, base: 0.95, swing: 0.2, phase: 2),
        Signal(direction: .rise, base: 0.05, swing: 0.5, phase: 3),
        Signal(direction: .rise, base: 0.005, swing: 0.5, phase: 4),
    ]

    // One segment's sessions, by step and hour of the day.
    private let traffic: [[Traffic]]

    init() {
        traffic = Self.steps.map { step in
            (0..<24).map { hour in
                let cycle = 1 + 0.7 * sin(2 * .pi * Double(hour) / 24)
                return Traffic(rate: 10 / Double(Self.segments) * cycle, exposure: step.exposure)
            }
        }
    }

    func run(_ dice: inout RunDice) -> Outcome {
        var outcome = Outcome()
        var rates = DriftingRates()
        var clock = 0
        let budget = ErrorBudget(stages: Self.stages)
        for _ in 0..<Self.stages {
            var judges = Self.signals.map { signal in
                OurSignal(signal, budget.share(ofSignal: 1, among: Double(Self.signals.count), attempt: 1))
            }
            for (index, step) in Self.steps.enumerated() {
                for i in judges.indices { judges[i].restart() }
                var peers = Self.peers()
                for second in stride(from: 0, to: step.seconds, by: lookSeconds) {
                    if second % 60 == 0 { rates.advance(to: clock, &dice) }
                    look(traffic[index][clock / 3_600 % 24], rates, &judges, &peers, &dice)
                    clock += lookSeconds
                }
                for i in outcome.peers.indices {
                    outcome.peers[i] = outcome.peers[i] || peers.contains { $0.alarms[i] != nil }
                }
            }
            outcome.ours = outcome.ours || judges.contains(where: \.alarmed)
            outcome.pairs += judges.reduce(0) { $0 + $1.pairs }
        }
        return outcome
    }

    /// The peers' rules, which take the share of sessions that went well. They begin afresh at each step: counts pooled
    /// over steps would take the drift for a difference, since the exposures differ.
    private static func peers() -> [Watch] {
        signals.map { signal in
            let good = signal.direction == .drop ? signal.base : 1 - signal.base
            return Watch([FlaggerLike(expected: good), RepeatedZ(), MixtureSPRT(alpha: 0.01)])
        }
    }

    @inline(__always)
    private func look(
        _ traffic: Traffic, _ rates: DriftingRates, _ judges: inout [OurSignal], _ peers: inout [Watch],
        _ dice: inout RunDice
    ) {
        var wholes = SIMD32<Int32>()  // four counts a signal
        for segment in 0..<Self.segments {
            let arrived = traffic.arrivals(&dice)
            guard arrived.old + arrived.new > 0 else { continue }
            for i in judges.indices {
                let share = rates.now[i * Self.segments + segment]
                let block = Block(
                    oldUnits: arrived.old, oldEvents: dice.events(in: arrived.old, share),
                    newUnits: arrived.new, newEvents: dice.events(in: arrived.new, share))
                judges[i].add(block, to: segment)
                wholes[4 * i] += Int32(block.oldUnits)
                wholes[4 * i + 1] += Int32(block.oldEvents)
                wholes[4 * i + 2] += Int32(block.newUnits)
                wholes[4 * i + 3] += Int32(block.newEvents)
            }
        }
        for i in judges.indices {
            var whole = Block(
                oldUnits: Int(wholes[4 * i]), oldEvents: Int(wholes[4 * i + 1]), newUnits: Int(wholes[4 * i + 2]),
                newEvents: Int(wholes[4 * i + 3]))
            judges[i].add(whole, to: Self.segments)
            if Self.signals[i].direction == .rise {
                whole.oldEvents = whole.oldUnits - whole.oldEvents
                whole.newEvents = whole.newUnits - whole.newEvents
            }
            peers[i].look(whole)
        }
    }

    /// One signal of a stage: the whole and its segments, with the product's thresholds.
    private struct OurSignal {
        private var tests: [RegressionTest]
        private var collectors: [BlockCollector]
        private let thresholds: [Double]
        private(set) var alarmed = false
        private(set) var pairs = 0

        init(_ signal: Signal, _ share: Double) {
            let settings = TestSettings(priorRate: signal.base)
            tests = (0...HealthyMigration.segments).map { _ in RegressionTest(signal.direction, settings: settings) }
            collectors = tests.map { _ in BlockCollector() }
            let levels = ErrorBudget.thresholds(share: share, milestones: 1, segmented: true)
            thresholds = (0...HealthyMigration.segments).map {
                $0 == HealthyMigration.segments ? levels.whole : levels.segment
            }
        }

        mutating func restart() {
            for i in tests.indices { tests[i].restart() }
        }

        @inline(__always)
        mutating func add(_ counts: Block, to place: Int) {
            guard let block = collectors[place].add(counts) else { return }
            tests[place].add(block)
            pairs += 1
            if tests[place].logE >= thresholds[place] { alarmed = true }
        }
    }
}

/// The true rates of all signals and segments at one moment, the same on both sides.
private struct DriftingRates {
    private(set) var now: [Double]
    private var drift: [Double]

    init() {
        now = Array(repeating: 0, count: HealthyMigration.signals.count * HealthyMigration.segments)
        drift = now.map { _ in 0 }
    }

    /// Moves on by a minute: the drift is a random walk of 0.3 in log odds over a day.
    mutating func advance(to clock: Int, _ dice: inout RunDice) {
        let stride = 0.3 / 1_440.0.squareRoot() * 12.0.squareRoot()
        let day = 2 * Double.pi * Double(clock) / 86_400
        for (i, signal) in HealthyMigration.signals.enumerated() {
            let cycle = signal.swing * sin(day + signal.phase)
            for segment in 0..<HealthyMigration.segments {
                let place = i * HealthyMigration.segments + segment
                drift[place] += stride * (dice.uniform() - 0.5)
                let own = 0.2 * Double(segment - HealthyMigration.segments / 2)
                let odds = signal.base / (1 - signal.base) * exp(cycle + own + drift[place])
                now[place] = odds / (1 + odds)
            }
        }
    }
}
