import Fixtures
import Foundation
import Gating
import Testing

/// The difference of the shares, with an interval that holds at every look.
@Suite struct DifferenceTests {
    @Test(arguments: [(0.62, 0.62), (0.62, 0.55), (0.97, 0.99), (0.02, 0.1)])
    func theTrueDifferenceStaysInsideAtEveryLookButForAlphaOfTheRuns(_ old: Double, _ new: Double) {
        let runs = 120
        var left = 0
        for seed in 0..<runs {
            var dice = Dice(seed: 50_000 + seed)
            var sequence = DifferenceSequence(settings: TestSettings(priorRate: old))
            for _ in 0..<60 {
                sequence.add(
                    Block(
                        oldUnits: 20, oldEvents: dice.events(in: 20, old), newUnits: 10,
                        newEvents: dice.events(in: 10, new)))
            }
            // It never widens: once outside is outside at the end.
            if new - old < sequence.lower - 1e-12 || new - old > sequence.upper + 1e-12 { left += 1 }
        }
        #expect(left <= most(of: runs, 0.05))
    }

    @Test func itNarrowsAndKeepsToTheGrid() {
        var dice = Dice(seed: 51_000)
        var sequence = DifferenceSequence()
        #expect(sequence.lower == -1 && sequence.upper == 1)
        var width = 2.0
        for _ in 0..<300 {
            sequence.add(
                Block(
                    oldUnits: 50, oldEvents: dice.events(in: 50, 0.62), newUnits: 50,
                    newEvents: dice.events(in: 50, 0.57)))
            #expect(sequence.upper - sequence.lower <= width)
            width = sequence.upper - sequence.lower
        }
        #expect(width <= 0.06)
        #expect(sequence.lower < -0.05 && sequence.upper > -0.05)
        #expect(abs(sequence.lower * 200 - (sequence.lower * 200).rounded()) < 1e-9)
    }

    @Test func certainRatesStayFinite() {
        var sequence = DifferenceSequence(settings: TestSettings(priorRate: 0.9999))
        for i in 0..<500 {
            sequence.add(Block(oldUnits: 50, oldEvents: i % 2 * 50, newUnits: 1, newEvents: i % 3 == 0 ? 1 : 0))
        }
        #expect(sequence.lower >= -1 && sequence.upper <= 1)
    }

    @Test func aBlockThatIsNotClosedChangesNothing() {
        var sequence = DifferenceSequence()
        sequence.add(Block(oldUnits: 5, oldEvents: 3))
        #expect(sequence == DifferenceSequence())
    }
}
