import Fixtures
import Foundation
import Gating
import Testing

/// Rare events are judged one by one: on which side they fall, given how traffic is split.
@Suite struct CountTests {
    @Test(arguments: [0.01, 0.25, 0.5, 0.95])
    func eventsThatFollowTheTrafficAccuseInAtMostAlphaOfTheRuns(_ exposure: Double) {
        let runs = 400
        var accused = 0
        for seed in 0..<runs {
            var dice = Dice(seed: 10_000 + seed)
            var test = CountTest()
            var top = 0.0
            for _ in 0..<300 {
                test.add(dice.chance(exposure) ? .new : .old, exposure: exposure)
                top = max(top, test.logE)
            }
            if top >= log(20) { accused += 1 }
        }
        #expect(accused <= most(of: runs, 0.05))
    }

    @Test func anExposureThatChangesBetweenEventsDoesNoHarm() {
        let runs = 400
        var accused = 0
        for seed in 0..<runs {
            var dice = Dice(seed: 11_000 + seed)
            var test = CountTest()
            var top = 0.0
            for i in 0..<300 {
                let exposure = i < 100 ? 0.05 : i < 200 ? 0.5 : 0.25
                test.add(dice.chance(exposure) ? .new : .old, exposure: exposure)
                top = max(top, test.logE)
            }
            if top >= log(20) { accused += 1 }
        }
        #expect(accused <= most(of: runs, 0.05))
    }

    @Test(arguments: [(0.1, 5), (0.25, 7), (0.5, 16)])
    func aNewSideThatFailsAltogetherIsFoundWithinAFewEvents(_ exposure: Double, _ events: Int) {
        var test = CountTest()
        for _ in 0..<events { test.add(.new, exposure: exposure) }
        #expect(test.logE >= log(2_000))
    }

    @Test func eventsOnTheOldSideOnlyNeverAccuse() {
        var test = CountTest()
        for _ in 0..<1_000 { test.add(.old, exposure: 0.5) }
        #expect(test.logE < 0)
    }

    @Test(arguments: [0.0, 1.0, -0.5, 2.0, .nan])
    func withoutTwoSidesThereIsNoComparison(_ exposure: Double) {
        var test = CountTest()
        test.add(.new, exposure: exposure)
        #expect(test == CountTest())
    }

    @Test func theToleratedRatioIsNoRegression() {
        let runs = 300
        var accused = 0
        for seed in 0..<runs {
            var dice = Dice(seed: 12_000 + seed)
            var test = CountTest(ratios: [4, 16], tolerated: 2)
            var top = 0.0
            for _ in 0..<300 {
                test.add(dice.chance(2.0 / 3) ? .new : .old, exposure: 0.5)
                top = max(top, test.logE)
            }
            if top >= log(20) { accused += 1 }
        }
        #expect(accused <= most(of: runs, 0.05))
    }
}
