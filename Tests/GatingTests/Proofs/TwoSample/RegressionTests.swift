import Fixtures
import Foundation
import Gating
import Testing

/// The test for a regression may be looked at after every block: false alarms stay within α, true ones come soon.
@Suite struct RegressionTests {
    private static let runs = 300

    /// The greatest log e over `blocks` looks, and the new units after which it first reached `threshold`.
    private func walk(
        _ test: RegressionTest, _ dice: inout Dice, blocks: Int, units: (old: Int, new: Int) = (20, 10),
        threshold: Double = .infinity, rates: (Int) -> (old: Double, new: Double)
    ) -> (top: Double, reached: Int?) {
        var test = test
        var top = -Double.infinity
        var seen = 0
        for i in 0..<blocks {
            let p = rates(i)
            test.add(
                Block(
                    oldUnits: units.old, oldEvents: dice.events(in: units.old, p.old), newUnits: units.new,
                    newEvents: dice.events(in: units.new, p.new)))
            seen += units.new
            top = max(top, test.logE)
            if test.logE >= threshold { return (top, seen) }
        }
        return (top, nil)
    }

    @Test(arguments: [(Gating.Direction.drop, 0.62), (.drop, 0.97), (.rise, 0.02), (.rise, 0.3)])
    func equalSidesAreAccusedInAtMostAlphaOfTheRuns(_ direction: Gating.Direction, _ p: Double) {
        var accused = 0
        for seed in 0..<Self.runs {
            var dice = Dice(seed: seed)
            let test = RegressionTest(direction, settings: TestSettings(priorRate: p))
            if walk(test, &dice, blocks: 150, rates: { _ in (p, p) }).top >= log(20) { accused += 1 }
        }
        #expect(accused <= most(of: Self.runs, 0.05))
    }

    @Test func aRateThatDriftsOnBothSidesAlikeDoesNoHarm() {
        var accused = 0
        for seed in 0..<Self.runs {
            var dice = Dice(seed: 1_000 + seed)
            // A day's cycle, a sudden fall in the middle, and a prior that is wrong from the start.
            let walked = walk(RegressionTest(.drop, settings: TestSettings(priorRate: 0.9)), &dice, blocks: 150) { i in
                let p = 0.6 + 0.25 * sin(Double(i) / 12) - (i > 75 ? 0.2 : 0)
                return (p, p)
            }
            if walked.top >= log(20) { accused += 1 }
        }
        #expect(accused <= most(of: Self.runs, 0.05))
    }

    @Test func knownEventsDoNotSpendMoreThanAlpha() {
        var accused = 0
        for seed in 0..<Self.runs {
            var dice = Dice(seed: 2_000 + seed)
            var test = RegressionTest(.drop, settings: TestSettings(priorRate: 0.62))
            var top = 0.0
            for i in 0..<150 {
                if i % 10 == 0 { test.restart() }
                test.add(
                    Block(
                        oldUnits: 20, oldEvents: dice.events(in: 20, 0.62), newUnits: 10,
                        newEvents: dice.events(in: 10, 0.62)))
                top = max(top, test.logE)
            }
            if top >= log(20) { accused += 1 }
        }
        #expect(accused <= most(of: Self.runs, 0.05))
    }

    @Test func aDifferenceWithinTheToleranceIsNoRegression() {
        var accused = 0
        for seed in 0..<Self.runs {
            var dice = Dice(seed: 3_000 + seed)
            let test = RegressionTest(.drop, tolerance: 0.05, settings: TestSettings(priorRate: 0.62))
            if walk(test, &dice, blocks: 100, rates: { _ in (0.62, 0.57) }).top >= log(20) { accused += 1 }
        }
        #expect(accused <= most(of: Self.runs, 0.05))
    }

    @Test(arguments: [
        (Gating.Direction.drop, 0.62, 0.43, 600), (.drop, 0.97, 0.61, 120), (.drop, 0.62, 0.0, 30),
        (.rise, 0.01, 0.3, 60),
    ])
    func aRegressionIsFoundSoon(_ direction: Gating.Direction, _ old: Double, _ new: Double, _ median: Int) {
        let found = (0..<100).map { seed in
            var dice = Dice(seed: 4_000 + seed)
            let test = RegressionTest(direction, settings: TestSettings(priorRate: old))
            let walked = walk(
                test, &dice, blocks: 2_000, units: (5, 5), threshold: log(100), rates: { _ in (old, new) })
            return walked.reached ?? .max
        }.sorted()
        #expect(found[50] <= median)
        #expect(found[99] <= 6 * median)
    }

    @Test func aRegressionThatBeginsLateIsStillFound() {
        for seed in 0..<20 {
            var dice = Dice(seed: 5_000 + seed)
            let test = RegressionTest(.drop, settings: TestSettings(priorRate: 0.97))
            let walked = walk(test, &dice, blocks: 1_000, units: (10, 10), threshold: log(100)) { i in
                (0.97, i < 500 ? 0.97 : 0.61)
            }
            let reached = walked.reached ?? .max
            #expect(reached > 5_000 && reached < 5_600)
        }
    }

    @Test func aBetterSideIsNeverAccused() {
        var dice = Dice(seed: 6_000)
        let test = RegressionTest(.drop, settings: TestSettings(priorRate: 0.62))
        #expect(walk(test, &dice, blocks: 500, rates: { _ in (0.62, 0.8) }).top < log(20))
    }

    @Test(arguments: [
        Block(), Block(oldUnits: 5, oldEvents: 3), Block(newUnits: 5, newEvents: 1),
        Block(oldUnits: 1, oldEvents: 2, newUnits: 1, newEvents: 0),
        Block(oldUnits: 3, oldEvents: -1, newUnits: 3, newEvents: 0),
    ])
    func aBlockThatIsNotClosedOrNotSoundChangesNothing(_ block: Block) {
        var test = RegressionTest(.drop)
        let before = test
        test.add(block)
        #expect(test == before)
        var health = NonInferiorityTest(.drop, margin: 0.1)
        let unproven = health
        health.add(block)
        #expect(health == unproven)
    }

    @Test func certainRatesStayFinite() {
        for direction in [Gating.Direction.drop, .rise] {
            var test = RegressionTest(direction, settings: TestSettings(priorRate: 0.9999))
            var health = NonInferiorityTest(direction, margin: 0.02, settings: TestSettings(priorRate: 0.0001))
            for i in 0..<2_000 {
                let block = Block(oldUnits: 50, oldEvents: i % 2 * 50, newUnits: 1, newEvents: i % 3 == 0 ? 1 : 0)
                test.add(block)
                health.add(block)
                #expect(test.logE.isFinite && health.logE.isFinite)
            }
        }
    }
}
