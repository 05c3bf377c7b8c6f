import Fixtures
import Gating
import Observation
import Testing

/// A share of all who came: whoever asks for anything is a unit, whoever gets a good answer of the step is its event.
@Suite struct ReachTests {
    @Test func everyVisitorIsAUnitAndAGoodAnswerOfTheStepItsEvent() {
        let watching = Watching(.reach("cart"))
        watching.see(1, .new, at: 0)
        watching.see(1, .new, at: 10, step: "cart")
        watching.see(2, .old, at: 0, step: "cart")
        watching.see(3, .new, at: 0, step: "pay")
        watching.see(4, .new, at: 0, step: "cart") { $0.status = 404 }
        watching.see(5, .new, at: 0, step: "cart") { $0.status = 503 }
        watching.see(6, .old, at: 0, step: "cartoon")
        #expect(watching.blocks(at: 1_000) == [Block(oldUnits: 2, oldEvents: 1, newUnits: 4, newEvents: 1)])
    }

    @Test func theStepReachedWithAnyVariantIsReached() {
        let watching = Watching(.reach("pay"))
        watching.see(1, step: "pay.card")
        #expect(watching.blocks(at: 1_000) == [Block(newUnits: 1, newEvents: 1)])
    }

    @Test func aStepReachedTooLateIsNotReachedAtItsMilestone() {
        let watching = Watching(.reach("cart", [100, 1_000]))
        watching.see(1, at: 0)
        watching.see(1, at: 500, step: "cart")
        #expect(watching.blocks(at: 2_000) == [Block(newUnits: 1), Block(newUnits: 1, newEvents: 1)])
    }
}

/// Durations of units beside thresholds that no unit had a say in.
@Suite struct LatencyTests {
    private func took(_ ms: Int) -> (inout EdgeText) -> Void { { $0.timers = "0/0/0/1/\(ms)" } }

    @Test func thresholdsComeFromTheControlBeforeAnyUnitIsCompared() {
        let watching = Watching(.latency(above: 400))
        for visitor in 1...200 as ClosedRange<UInt64> { watching.see(visitor, .old, change: took(Int(visitor) % 20)) }
        for visitor in 201...210 as ClosedRange<UInt64> { watching.see(visitor, .new, change: took(900)) }
        #expect(watching.look(at: 0).signals["s"]?.slower == [])
        watching.see(300, .old, change: took(15))
        watching.see(301, .new, change: took(5_000))
        watching.see(302, .new, change: took(1))
        let slower = watching.look(at: 0).signals["s"]?.slower
        #expect(
            slower == [
                // Above the median and three quarters of 0…19 ms; not above nine tenths.
                Block(oldUnits: 1, oldEvents: 1, newUnits: 2, newEvents: 1),
                Block(oldUnits: 1, oldEvents: 1, newUnits: 2, newEvents: 1),
                Block(oldUnits: 1, newUnits: 2, newEvents: 1), Block(oldUnits: 1, newUnits: 2, newEvents: 1),
                Block(oldUnits: 1, newUnits: 2, newEvents: 1),
            ])
        #expect(watching.look(at: 0).signals["s"]?.slower == [])
    }

    @Test func withoutAControlNothingIsCompared() {
        let watching = Watching(.latency(above: 400))
        for visitor in 1...199 as ClosedRange<UInt64> { watching.see(visitor, .old) }
        _ = watching.look(at: 0)
        for visitor in 201...300 as ClosedRange<UInt64> { watching.see(visitor, .new) }
        #expect(watching.look(at: 0).signals["s"]?.slower == [])
    }

    @Test func aUnitHasOneDurationThatOfItsFirstGoodAnswer() {
        let watching = Watching(.latency(above: 400))
        watching.see(1, at: 0) { ($0.status, $0.timers) = (503, "0/0/0/1/2") }
        watching.see(1, at: 5) { ($0.status, $0.timers) = (404, "0/0/0/1/2") }
        watching.see(1, at: 10, change: took(401))
        watching.see(1, at: 20, change: took(5))
        watching.see(2, .old, at: 0, change: took(400))
        watching.see(2, .old, at: 10, change: took(9_000))
        watching.see(3, .old, at: 0) { $0.status = 500 }
        #expect(watching.blocks(at: 2_000) == [Block(oldUnits: 1, newUnits: 1, newEvents: 1)])
    }

    @Test func aLaterStepTakesTheThresholdsOfTheOneBefore() {
        let earlier = Watching(.latency(above: 400))
        for visitor in 1...500 as ClosedRange<UInt64> { earlier.see(visitor, .old, change: took(100)) }
        let watching = Watching(.latency(above: 400), controls: earlier.controls)
        watching.see(1, .new, change: took(200))
        #expect(
            watching.look(at: 0).signals["s"]?.slower == Array(repeating: Block(newUnits: 1, newEvents: 1), count: 5))
    }

    @Test func aSlowerNewSideIsFoundAndAnEqualOneIsNot() {
        for seed in 0..<5 {
            var dice = Dice(seed: seed)
            let watching = Watching(.latency(above: 400), capacity: 100_000)
            var (even, worse) = (LatencyTest(), LatencyTest())
            for turn in 0..<200 as Range<UInt64> {
                for i in 0..<40 as Range<UInt64> {
                    let side = dice.pick(Side.allCases)
                    watching.see(turn * 40 + i, side, change: took(20 + dice.below(100)))
                }
                let slower = watching.look(at: 0).signals["s"]?.slower ?? []
                guard slower.first?.isClosed == true else { continue }
                even.add(slower)
                worse.add(
                    slower.map { block in
                        var block = block
                        block.newEvents = min(block.newUnits, block.newEvents + block.newUnits / 4)
                        return block
                    })
            }
            #expect(even.logE < 4.6)
            #expect(worse.logE > 4.6)
        }
    }
}
