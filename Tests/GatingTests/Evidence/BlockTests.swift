import Fixtures
import Gating
import Testing

@Suite struct BlockTests {
    @Test func aBlockClosesWhenBothSidesHaveAUnit() {
        var collector = BlockCollector()
        #expect(collector.add(Block(oldUnits: 3, oldEvents: 3)) == nil)
        #expect(collector.add(Block()) == nil)
        #expect(collector.add(Block(oldUnits: 1)) == nil)
        #expect(
            collector.add(Block(newUnits: 2, newEvents: 1))
                == Block(oldUnits: 4, oldEvents: 3, newUnits: 2, newEvents: 1))
        #expect(collector.add(Block(newUnits: 1)) == nil)
    }

    @Test func outcomesHaveNoSayInWhenABlockCloses() {
        for seed in 0..<200 {
            var dice = Dice(seed: seed)
            var (some, none, all) = (BlockCollector(), BlockCollector(), BlockCollector())
            for _ in 0..<40 {
                let (a, b) = (dice.below(3), dice.below(3))
                let closed = [
                    some.add(
                        Block(oldUnits: a, oldEvents: dice.below(a + 1), newUnits: b, newEvents: dice.below(b + 1))),
                    none.add(Block(oldUnits: a, newUnits: b)),
                    all.add(Block(oldUnits: a, oldEvents: a, newUnits: b, newEvents: b)),
                ]
                #expect(Set(closed.map { $0.map { [$0.oldUnits, $0.newUnits] } }).count == 1)
            }
        }
    }

    @Test func noUnitIsLostBetweenBlocks() {
        var dice = Dice(seed: 5)
        var collector = BlockCollector()
        var (given, taken) = (Block(), Block())
        for _ in 0..<500 {
            let block = Block(oldUnits: dice.below(2), newUnits: dice.below(2))
            given += block
            if let closed = collector.add(block) { taken += closed }
        }
        #expect(given.oldUnits - taken.oldUnits <= 50 && taken.oldUnits <= given.oldUnits)
        if let rest = collector.add(Block(oldUnits: 1, newUnits: 1)) { taken += rest }
        #expect(taken == given + Block(oldUnits: 1, newUnits: 1))
    }

    @Test func countingKeepsUnitsAndEventsOfASide() {
        var block = Block()
        block.count(.old, event: true)
        block.count(.new, event: false)
        block.count(.new, event: true)
        #expect(block == Block(oldUnits: 1, oldEvents: 1, newUnits: 2, newEvents: 1))
        #expect(block.isSound && block.isClosed && !block.isEmpty)
    }
}

/// What is counted between two journalled looks adds up as if it had been one look.
@Suite struct EvidenceBatchTests {
    @Test func mergedLooksAddUp() {
        let block = Block(oldUnits: 2, oldEvents: 1, newUnits: 1)
        let once = EvidenceBatch(
            decision: "1/d1", lines: 10, missing: 1,
            signals: ["a": SignalEvidence(milestones: [block, block], segments: ["region=EU": block], events: [.new])],
            sales: block, requests: block)
        var twice = once
        twice.merge(once)
        #expect(twice.lines == 20 && twice.missing == 2 && twice.sales == block + block)
        #expect(twice.signals["a"]?.milestones == [block + block, block + block])
        #expect(twice.signals["a"]?.segments == ["region=EU": block + block])
        #expect(twice.signals["a"]?.events == [.new, .new])
    }

    @Test func evidenceOfAnotherDecisionIsNotMixedIn() {
        let block = Block(oldUnits: 2, newUnits: 1)
        var batch = EvidenceBatch(decision: "1/d1", lines: 1, signals: ["a": SignalEvidence(milestones: [block])])
        batch.merge(EvidenceBatch(decision: "1/d2", lines: 1, signals: ["a": SignalEvidence(milestones: [block])]))
        #expect(batch.lines == 2)
        #expect(batch.signals["a"]?.milestones == [block])
    }

    @Test func theLaterComparisonCounts() {
        var evidence = SignalEvidence(exact: ExactResult(compared: 5, mismatches: 1, detail: "one"))
        evidence.merge(SignalEvidence())
        #expect(evidence.exact?.mismatches == 1)
        evidence.merge(SignalEvidence(exact: ExactResult(compared: 6, mismatches: 0, detail: "none")))
        #expect(evidence.exact?.mismatches == 0)
    }
}
