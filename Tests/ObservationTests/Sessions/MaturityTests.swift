import Fixtures
import Gating
import Observation
import Testing

/// A unit is judged once its milestone has passed, and counts then whether it spoke or not.
@Suite struct MaturityTests {
    @Test func aUnitCountsAtItsMilestoneNotBefore() {
        let watching = Watching(.paid([1_000, 3_000]))
        watching.see(1, at: 500, step: "pay")
        #expect(watching.blocks(at: 1_499) == [Block(), Block()])
        #expect(watching.blocks(at: 1_500) == [Block(newUnits: 1), Block()])
        #expect(watching.blocks(at: 3_499) == [Block(), Block()])
        #expect(watching.blocks(at: 3_500) == [Block(), Block(newUnits: 1)])
        #expect(watching.blocks(at: 90_000) == [Block(), Block()])
    }

    @Test func silentUnitsCountAsFailuresOnBothSides() {
        let watching = Watching(.paid())
        for visitor in 0..<10 as Range<UInt64> { watching.see(visitor, visitor < 4 ? .old : .new, step: "pay") }
        #expect(watching.blocks(at: 1_000) == [Block(oldUnits: 4, newUnits: 6)])
    }

    @Test func anOutcomeAfterTheMilestoneIsTooLateForIt() {
        let watching = Watching(.paid([1_000, 3_000]))
        watching.see(1, at: 0, step: "pay")
        watching.see(1, at: 1_001, step: "thanks")
        watching.see(2, at: 0, step: "pay")
        watching.see(2, at: 1_000, step: "thanks")
        #expect(watching.blocks(at: 5_000) == [Block(newUnits: 2, newEvents: 1), Block(newUnits: 2, newEvents: 2)])
    }

    @Test func aLookBeforeTheStepOpenedCountsNothing() {
        let watching = Watching(.errors([0]))
        watching.see(1, at: -50)
        #expect(watching.blocks(at: -1) == [Block()])
        #expect(watching.blocks(at: 0) == [Block(newUnits: 1)])
    }

    @Test func howeverOftenOneLooksEveryUnitCountsOnceAtEachMilestone() {
        for seed in 0..<30 {
            var dice = Dice(seed: seed)
            let watching = Watching(.paid([200, 1_000, 2_500]), capacity: 10_000)
            var total = [Block(), Block(), Block()]
            var expected = [Block(), Block(), Block()]
            var pending: [(visitor: UInt64, side: Side, at: Int)] = []
            for visitor in 0..<500 as Range<UInt64> {
                let (side, at) = (dice.pick(Side.allCases), Int(visitor) * 20)
                for done in pending where done.at <= at {
                    watching.see(done.visitor, done.side, at: done.at, step: "thanks")
                }
                pending.removeAll { $0.at <= at }
                watching.see(visitor, side, at: at, step: "pay")
                let after = dice.chance(0.7) ? dice.below(3_000) : Int.max / 2
                if after < .max / 2 { pending.append((visitor, side, at + after)) }
                for (i, milestone) in [200, 1_000, 2_500].enumerated() {
                    expected[i].count(side, event: after <= milestone)
                }
                // The look trails behind what has arrived, as the ring's does.
                if dice.chance(0.2) {
                    for (i, block) in watching.blocks(at: at - 1).enumerated() { total[i] += block }
                }
            }
            for late in pending.sorted(by: { $0.at < $1.at }) {
                watching.see(late.visitor, late.side, at: late.at, step: "thanks")
            }
            for (i, block) in watching.blocks(at: 1_000_000).enumerated() { total[i] += block }
            #expect(total == expected, "seed \(seed)")
        }
    }
}
