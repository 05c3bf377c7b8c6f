import Fixtures
import Foundation
import Gating
import Testing

/// One side alone against a tolerance.
@Suite struct OneSampleTests {
    @Test(arguments: [0.002, 0.02, 0.3])
    func aRateAtTheToleranceIsAccusedInAtMostAlphaOfTheRuns(_ tolerated: Double) {
        let runs = 300
        var accused = 0
        for seed in 0..<runs {
            var dice = Dice(seed: 20_000 + seed)
            var test = OneSampleTest(tolerated: tolerated)
            var top = 0.0
            for _ in 0..<200 {
                test.add(units: 5, events: dice.events(in: 5, tolerated))
                top = max(top, test.logE)
            }
            if top >= log(20) { accused += 1 }
        }
        #expect(accused <= most(of: runs, 0.05))
    }

    @Test func aRateThatStaysBelowTheToleranceHoweverItChangesIsNotAccused() {
        var accused = 0
        for seed in 0..<200 {
            var dice = Dice(seed: 21_000 + seed)
            var test = OneSampleTest(tolerated: 0.1)
            var top = 0.0
            for i in 0..<200 {
                test.add(units: 5, events: dice.events(in: 5, i % 40 < 10 ? 0.1 : 0.001))
                top = max(top, test.logE)
            }
            if top >= log(20) { accused += 1 }
        }
        #expect(accused <= most(of: 200, 0.05))
    }

    @Test func tenTimesTheToleranceIsFoundSoon() {
        let found = (0..<60).map { seed in
            var dice = Dice(seed: 22_000 + seed)
            var test = OneSampleTest(tolerated: 0.001)
            return (1...5_000).first { _ in
                test.add(units: 1, events: dice.events(in: 1, 0.01))
                return test.logE >= log(1_000)
            } ?? .max
        }.sorted()
        #expect(found[30] <= 900)
        #expect(found[59] < .max)
    }

    @Test func whatIsAddedTogetherOrApartIsTheSame() {
        var (apart, together) = (OneSampleTest(tolerated: 0.01), OneSampleTest(tolerated: 0.01))
        for i in 0..<300 { apart.add(units: 3, events: i % 20 == 0 ? 1 : 0) }
        together.add(units: 900, events: 15)
        #expect(apart == together)
    }

    @Test(arguments: [(0, 0), (5, 6), (5, -1), (-3, 0)])
    func countsThatCannotBeChangeNothing(_ units: Int, _ events: Int) {
        var test = OneSampleTest(tolerated: 0.1)
        test.add(units: units, events: events)
        #expect(test == OneSampleTest(tolerated: 0.1))
    }

    @Test(arguments: [0.0, -1.0, 1.0, 7.0, 1e-12])
    func noToleranceIsJudgedWithoutInfinities(_ tolerated: Double) {
        var test = OneSampleTest(tolerated: tolerated)
        test.add(units: 1_000, events: 0)
        #expect(test.logE.isFinite && test.logE <= 0)
        test.add(units: 1_000, events: 3)
        #expect(test.logE.isFinite)
        if tolerated < 0.5 { #expect(test.logE > log(1e6)) }
    }

    /// The mixture is computed in two ways that meet near the mean; there must be no step where they do.
    @Test(arguments: [10_000, 1_000_000, 100_000_000])
    func evidenceGrowsSmoothlyWithEvents(_ units: Int) {
        let tolerated = 0.01
        let middle = Int(Double(units) * tolerated)
        var (last, slope) = (-Double.infinity, 0.0)
        let stride = max(1, Int(Double(middle).squareRoot() / 4))
        for k in -12...12 {
            var test = OneSampleTest(tolerated: tolerated)
            test.add(units: units, events: middle + k * stride)
            if k > -12 {
                #expect(test.logE > last)
                #expect(test.logE - last > slope - 1e-7)
                slope = test.logE - last
            }
            last = test.logE
        }
    }
}
