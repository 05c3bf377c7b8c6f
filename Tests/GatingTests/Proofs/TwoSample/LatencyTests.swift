import Fixtures
import Foundation
import Gating
import Testing

/// Latency is compared over its whole distribution, against thresholds fixed before the first unit is seen.
@Suite struct LatencyTests {
    /// Long-tailed: the exponential of a sum of throws, median about 120 ms.
    private func duration(_ dice: inout Dice, factor: Double = 1) -> Int {
        let sum = (0..<6).reduce(0) { total, _ in total + dice.below(1_000) }
        return Int(factor * 120 * exp(Double(sum - 3_000) / 1_000))
    }

    private func thresholds(_ dice: inout Dice, factor: Double = 1) throws -> LatencyThresholds {
        var control = LatencySketch()
        for _ in 0..<2_000 { control.add(duration(&dice, factor: factor)) }
        return try #require(LatencyThresholds(control))
    }

    private func block(
        _ thresholds: LatencyThresholds, _ dice: inout Dice, old: Int, new: Int, base: Double = 1, factor: Double = 1
    ) -> [Block] {
        var blocks: [Block] = []
        for _ in 0..<old { thresholds.count(.old, took: duration(&dice, factor: base), into: &blocks) }
        for _ in 0..<new { thresholds.count(.new, took: duration(&dice, factor: base * factor), into: &blocks) }
        return blocks
    }

    @Test(arguments: [1.0, 0.5, 3.0])
    func equalSidesAreAccusedInAtMostAlphaOfTheRunsHoweverOldTheThresholds(_ drift: Double) throws {
        let runs = 300
        var accused = 0
        for seed in 0..<runs {
            var dice = Dice(seed: 60_000 + seed)
            let thresholds = try thresholds(&dice, factor: drift)
            var test = LatencyTest()
            var top = 0.0
            for i in 0..<60 {
                if i % 20 == 0 { test.restart() }
                test.add(block(thresholds, &dice, old: 6, new: 4, base: 1 + Double(i % 30) / 30))
                top = max(top, test.logE)
            }
            if top >= log(20) { accused += 1 }
        }
        #expect(accused <= most(of: runs, 0.05))
    }

    @Test(arguments: [(1.3, 700), (2.0, 130), (10.0, 40)])
    func aSlowerSideIsFoundSoon(_ factor: Double, _ median: Int) throws {
        let found = try (0..<40).map { seed in
            var dice = Dice(seed: 61_000 + seed)
            let thresholds = try thresholds(&dice)
            var test = LatencyTest()
            return (1...1_000).first { _ in
                test.add(block(thresholds, &dice, old: 5, new: 5, factor: factor))
                return test.logE >= log(100)
            }.map { $0 * 5 } ?? .max
        }.sorted()
        #expect(found[20] <= median)
        #expect(found[39] < .max)
    }

    @Test func aFasterSideIsNeverAccused() throws {
        var dice = Dice(seed: 62_000)
        let thresholds = try thresholds(&dice)
        var test = LatencyTest()
        for _ in 0..<300 {
            test.add(block(thresholds, &dice, old: 5, new: 5, factor: 0.7))
            #expect(test.logE < log(20))
        }
    }

    @Test func thresholdsAreTheControlsQuantiles() throws {
        var control = LatencySketch()
        for ms in 1...1_000 { control.add(ms) }
        let thresholds = try #require(LatencyThresholds(control))
        #expect(thresholds.milliseconds.count == LatencyThresholds.quantiles.count)
        for (ms, q) in zip(thresholds.milliseconds, LatencyThresholds.quantiles) {
            #expect(abs(Double(ms) - 1_000 * q) <= 0.04 * 1_000 * q)
        }
        #expect(thresholds.milliseconds == thresholds.milliseconds.sorted())
        var blocks: [Block] = []
        thresholds.count(.old, took: thresholds.milliseconds[1], into: &blocks)
        thresholds.count(.new, took: thresholds.milliseconds[1] + 1, into: &blocks)
        #expect(blocks.map(\.oldEvents) == [1, 0, 0, 0, 0])
        #expect(blocks.map(\.newEvents) == [1, 1, 0, 0, 0])
        #expect(blocks.allSatisfy { $0.oldUnits == 1 && $0.newUnits == 1 })
    }

    @Test func tooFewDurationsGiveNoThresholds() {
        var control = LatencySketch()
        #expect(LatencyThresholds(control, atLeast: 0) == nil)
        for ms in 0..<199 { control.add(ms) }
        #expect(LatencyThresholds(control) == nil)
        control.add(5)
        #expect(LatencyThresholds(control) != nil)
    }

    @Test func aListOfAnotherLengthIsIgnored() {
        var test = LatencyTest()
        test.add([Block(oldUnits: 5, newUnits: 5, newEvents: 5)])
        test.add([])
        #expect(test == LatencyTest())
    }
}
