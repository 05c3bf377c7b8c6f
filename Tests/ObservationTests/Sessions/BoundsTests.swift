import Fixtures
import Gating
import Observation
import Testing

/// Memory is fixed by configuration; what no longer fits is silent, and silence is failure.
@Suite struct BoundsTests {
    @Test func neverMoreSessionsThanTheCapacity() {
        let watching = Watching(.errors(), capacity: 100)
        for visitor in 0..<5_000 as Range<UInt64> { watching.see(visitor, at: Int(visitor)) }
        #expect(watching.sessions == 100)
    }

    @Test func aSessionThatWasPushedOutStaysAFailureOfItsOwnCohort() {
        let watching = Watching(.paid(), capacity: 4)
        for visitor in 0..<4 as Range<UInt64> {
            watching.see(visitor, .new, at: 0, step: "pay")
            watching.see(visitor, .new, at: 1, step: "thanks")
        }
        for visitor in 10..<14 as Range<UInt64> { watching.see(visitor, .old, at: 2, step: "pay") }
        #expect(watching.blocks(at: 5_000) == [Block(oldUnits: 4, newUnits: 4)])
    }

    @Test func theOldestIsPushedOutFirst() {
        let watching = Watching(.paid(), capacity: 3)
        for visitor in 1...4 as ClosedRange<UInt64> { watching.see(visitor, at: Int(visitor), step: "pay") }
        for visitor in 2...4 as ClosedRange<UInt64> { watching.see(visitor, at: 10, step: "thanks") }
        #expect(watching.blocks(at: 5_000) == [Block(newUnits: 4, newEvents: 3)])
    }

    @Test func manySegmentsArePooled() {
        let watching = Watching(.paid(by: ["region"]), capacity: 2_000)
        for visitor in 0..<1_000 as Range<UInt64> {
            watching.see(visitor, step: "pay") { $0.segment = "R\(visitor).mobile" }
        }
        let segments = watching.look(at: 5_000).signals["s"]?.segments ?? [:]
        #expect(segments.count == 257)
        #expect(segments["region=other"]?.newUnits == 1_000 - 256)
    }
}

/// The table of sessions beside a dictionary and a queue that say what it must hold.
@Suite struct SessionTableTests {
    @Test(arguments: 0..<20)
    func itHoldsWhatADictionaryWouldHold(_ seed: Int) {
        var dice = Dice(seed: seed)
        let capacity = 1 + dice.below(40)
        let signals = 1 + dice.below(3)
        var table = SessionTable(capacity: capacity, signals: signals)
        var model: [UInt64: [UInt32]] = [:]
        var order: [UInt64] = []
        // Few visitors, so that they meet again; ids in patterns that a poor hash would pile up.
        let step = dice.pick([1, 1 << 20, 1 << 44]) as UInt64
        for _ in 0..<5_000 {
            let visitor = UInt64(dice.below(3 * capacity)) &* step
            let (slot, isFresh) = table.session(visitor)
            #expect(isFresh == (model[visitor] == nil))
            if model[visitor] == nil {
                if order.count == capacity { model[order.removeFirst()] = nil }
                order.append(visitor)
                model[visitor] = Array(repeating: SessionTable.never, count: signals * 2)
            }
            let signal = dice.below(signals)
            for s in 0..<signals {
                #expect(table.started(slot, s) == model[visitor]?[s * 2])
                #expect(table.met(slot, s) == model[visitor]?[s * 2 + 1])
            }
            let ms = UInt32(dice.below(1_000))
            if dice.chance(0.5) {
                table.start(slot, signal, ms)
                model[visitor]?[signal * 2] = ms
            } else {
                table.meet(slot, signal, ms)
                model[visitor]?[signal * 2 + 1] = ms
            }
            #expect(table.count == model.count)
        }
    }
}
