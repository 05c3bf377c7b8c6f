import Foundation
import Gating

/// A rule that decides at each look whether to roll back: ours, or a peer's.
protocol LookRule: Sendable {
    /// Takes in what was counted since the last look.
    /// - Parameter second: since the rule began to watch.
    /// - Returns: whether the rule would roll back now.
    mutating func alarms(_ look: Block, at second: Int) -> Bool

    /// Something known happened: a step opened, a version was shipped.
    mutating func restart()
}

extension LookRule {
    // The peers do not ask.
    mutating func restart() {}
}

/// Our own rule: closed blocks, judged by the product's regression test.
struct OurRule: LookRule {
    private var collector = BlockCollector()
    private var test: RegressionTest
    private let threshold: Double

    init(alpha: Double, stake: RegressionTest.Stake = .portfolio, priorRate: Double = 0.6) {
        test = RegressionTest(.drop, stake: stake, settings: TestSettings(priorRate: priorRate))
        threshold = log(1 / alpha)
    }

    mutating func restart() { test.restart() }

    mutating func alarms(_ look: Block, at second: Int) -> Bool {
        guard let block = collector.add(look) else { return false }
        test.add(block)
        return test.logE >= threshold
    }
}

/// When a rule first wanted to roll back.
struct Alarm: Sendable {
    var second: Int
    /// New-side sessions seen until then, since the count was last begun.
    var units: Int
}

/// Several rules that look at the same sessions.
struct Watch {
    private var rules: [any LookRule]
    private(set) var alarms: [Alarm?]
    private(set) var second = 0
    private(set) var units = 0

    init(_ rules: [any LookRule]) {
        self.rules = rules
        alarms = Array(repeating: nil, count: rules.count)
    }

    var allAlarmed: Bool { alarms.allSatisfy { $0 != nil } }

    mutating func look(_ block: Block) {
        second += lookSeconds
        units += block.newUnits
        for i in rules.indices where alarms[i] == nil && rules[i].alarms(block, at: second) {
            alarms[i] = Alarm(second: second, units: units)
        }
    }

    /// Begins the count of sessions anew, not what the rules learnt from them: the fault begins now.
    mutating func countFromHere() { units = 0 }

    /// Tells one rule of a known event.
    mutating func restart(_ rule: Int) { rules[rule].restart() }
}
