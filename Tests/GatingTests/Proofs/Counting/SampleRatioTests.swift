import Fixtures
import Foundation
import Gating
import Testing

/// A split that is not what the edge was told makes the step blind; a healthy one never does, whatever is done to the
/// exposure.
@Suite struct SampleRatioTests {
    @Test func aHealthySplitWhoseExposureChangesIsAccusedInAtMostAlphaOfTheRuns() {
        let runs = 300
        var accused = 0
        for seed in 0..<runs {
            var dice = Dice(seed: 30_000 + seed)
            var test = SampleRatioTest()
            var top = 0.0
            for i in 0..<100 {
                let exposure = [0.01, 0.05, 0.25, 0.5, 0.05][i / 20] + Double(i % 7) * 0.001
                let new = dice.events(in: 25, exposure)
                test.add(oldUnits: 25 - new, newUnits: new, exposure: exposure)
                top = max(top, test.logE)
            }
            if top >= log(20) { accused += 1 }
        }
        #expect(accused <= most(of: runs, 0.05))
    }

    @Test(arguments: [(0.05, 0.025, 2_500), (0.05, 0.1, 2_000), (0.5, 0.45, 4_000), (0.25, 0.0, 200)])
    func aSplitOfAnotherShareIsFound(_ told: Double, _ real: Double, _ median: Int) {
        let found = (0..<40).map { seed in
            var dice = Dice(seed: 31_000 + seed)
            var watch = SampleRatioWatch()
            return (1...2_000).first { _ in
                let new = dice.events(in: 10, real)
                watch.add(oldUnits: 10 - new, newUnits: new, exposure: told)
                return watch.mismatch != nil
            }.map { $0 * 10 } ?? .max
        }.sorted()
        #expect(found[20] <= median)
        #expect(found[39] < .max)
    }

    @Test func theSentenceHasTheCountsAndStands() throws {
        var watch = SampleRatioWatch()
        watch.add(oldUnits: 500, newUnits: 500, exposure: 0.5)
        #expect(watch.mismatch == nil)
        watch.add(oldUnits: 1_000, newUnits: 0, exposure: 0.5)
        let sentence = try #require(watch.mismatch)
        #expect(sentence.contains("500 of 2000 units fell on the new side, where about 1000 had to"))
        for _ in 0..<50 { watch.add(oldUnits: 1_000, newUnits: 1_000, exposure: 0.5) }
        #expect(watch.mismatch == sentence)
    }

    @Test(arguments: [0.0, 1.0, -1.0, 1.5, .nan])
    func withoutASplitNothingIsCompared(_ exposure: Double) {
        var watch = SampleRatioWatch()
        watch.add(oldUnits: 1_000, newUnits: 3, exposure: exposure)
        #expect(watch == SampleRatioWatch())
        var test = SampleRatioTest()
        test.add(oldUnits: 1_000, newUnits: 3, exposure: exposure)
        #expect(test == SampleRatioTest())
    }

    @Test func allUnitsOnOneSideStayFinite() {
        var test = SampleRatioTest()
        test.add(oldUnits: 0, newUnits: 10_000_000, exposure: 0.01)
        #expect(test.logE.isFinite && test.logE > 1e6)
    }
}
