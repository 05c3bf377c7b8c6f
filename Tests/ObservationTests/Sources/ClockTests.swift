import Fixtures
import Foundation
import Gating
import Observation
import Testing

/// What the edge's own clock says is believed while it can be right.
@Suite struct ClockTests {
    private static let now = 1_700_000_000_000

    private let intake = LineIntake(salesStep: "", capacity: 1_000)

    init() {
        intake.open(
            StepWindow(
                decision: "1/d1", unit: "catalog", exposure: 0.5, openedAt: Self.now, signals: [.errors([1_000])],
                newBelow: 5_000, controlFrom: 5_000))
    }

    private func see(_ number: Int, at arrival: Int, off: Int = 0) {
        var line = EdgeText()
        line.sequence = number
        line.visitor = UInt64(number)
        line.end = Self.now + arrival + off
        Array(line.text.utf8).withUnsafeBytes { _ = intake.add($0, arrival: Self.now + arrival) }
    }

    private func units(at ms: Int) -> (units: Int?, trouble: String?) {
        let counted = intake.drain(until: Self.now + ms)
        return (counted.batch.signals["s"]?.milestones.first?.newUnits, counted.trouble)
    }

    @Test(arguments: [
        (-90_000, "the edge's clock is 90 s behind ours"), (90_000, "the edge's clock is 90 s ahead of ours"),
        (-31_500, "the edge's clock is 31 s behind ours"),
        (-86_400_000, "the edge's clock is 10 minutes or more behind ours"),
    ])
    func aClockThatIsOffIsTrouble(_ off: Int, _ trouble: String) {
        for number in 1...100 { see(number, at: number, off: off) }
        #expect(units(at: 200).trouble == trouble)
        for number in 101...200 { see(number, at: number) }
        #expect(units(at: 300).trouble == nil)
    }

    @Test(arguments: [-29_000, -500, 0, 500, 29_000])
    func aClockThatIsOffALittleIsNot(_ off: Int) {
        for number in 1...100 { see(number, at: number, off: off) }
        #expect(units(at: 200).trouble == nil)
    }

    @Test func whileTheClockIsOffUnitsMatureByTheirArrival() {
        for number in 1...100 { see(number, at: 0, off: number % 2 == 0 ? -90_000 : 90_000) }
        #expect(units(at: 999).units == 0)
        #expect(units(at: 1_000).units == 100)
    }

    @Test(arguments: [-1_700_000_000_000, 864_000_000_000, -4_000_000])
    func oneRowWithATimeThatCannotBeIsTroubleAndStopsNoOther(_ off: Int) {
        see(1, at: 0, off: off)
        for number in 2...100 { see(number, at: 0) }
        let early = units(at: 999)
        #expect(early.units == 0 && early.trouble == "1 log lines carry a time that cannot be")
        let later = units(at: 1_000)
        #expect(later.units == 100 && later.trouble == nil)
    }

    @Test func linesKeptBackAndSentLateAreNoClockThatIsOff() {
        // Three minutes' lines at once, the newest of now.
        for number in 1...180 { see(number, at: 180_000, off: (number - 180) * 1_000) }
        #expect(units(at: 180_000).trouble == nil)
    }

    @Test func aRecordedLogHasNoArrival() {
        for number in 1...100 {
            var line = EdgeText()
            line.sequence = number
            line.end = 1_600_000_000_000
            Array(line.text.utf8).withUnsafeBytes { _ = intake.add($0) }
        }
        #expect(units(at: 0).trouble == nil)
    }

    @Test func anEdgeWhoseClockIsOffIsBlindnessOnTheStream() async throws {
        let source = try await RingSource.quick()
        let edge = try await EdgeConnection(to: source.port)
        try await edge.send(1...50) { line, _ in line.end -= 90_000 }
        let look = await source.look { $0.batch.lines > 0 }
        #expect(look?.blindness?.hasPrefix("the edge's clock is 9") == true)
        #expect(look?.blindness?.hasSuffix("s behind ours") == true)
        try await edge.send(51...80)
        #expect(await source.look { $0.batch.lines > 0 }?.blindness == nil)
        await source.stop()
    }
}

/// A ring that overflowed says nothing; wherever lines are missing, the look knows.
@Suite struct MissingLineTests {
    @Test func aHoleAtAnyPlaceIsTrouble() {
        for hole in 2...300 {
            let intake = LineIntake(salesStep: "", capacity: 10)
            for number in 1...400 where number != hole {
                var line = EdgeText()
                line.sequence = number
                Array(line.text.utf8).withUnsafeBytes { _ = intake.add($0) }
            }
            #expect(intake.drain(until: 0).trouble == "1 log lines of the edge are missing", "hole at \(hole)")
        }
    }

    @Test func aHoleOfAnySizeAndPlaceIsTroubleInSomeLook() {
        for seed in 0..<100 {
            var dice = Dice(seed: seed)
            let intake = LineIntake(salesStep: "", capacity: 10)
            let hole = 2 + dice.below(2_000)
            let size = dice.pick([1, 2, 63, 64, 65, 500, 100_000])
            var troubles: [String] = []
            for number in 1...3_000 {
                var line = EdgeText()
                line.sequence = number < hole ? number : number + size
                Array(line.text.utf8).withUnsafeBytes { _ = intake.add($0) }
                if dice.chance(0.01) { intake.drain(until: 0).trouble.map { troubles.append($0) } }
            }
            intake.drain(until: 0).trouble.map { troubles.append($0) }
            #expect(!troubles.isEmpty, "seed \(seed)")
        }
    }
}
