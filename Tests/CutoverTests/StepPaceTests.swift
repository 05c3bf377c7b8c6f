import Cutover
import Gating
import Testing

/// After each step what was expected stands beside what was seen, and what to change.
@Suite struct StepPaceTests {
    private static let expected = StepExpectation(
        signal: "paid", mean: 60_000, most: 130_000, unitsPerHour: 36_000, baseline: 0.97)

    private func advice(_ actual: Int, dwell: Int = 10_000, units: Int, old: Double = 0.97) -> String {
        StepPace(
            exposure: 2_500, attempt: 1, actual: actual, dwell: dwell, expected: Self.expected,
            counts: Block(oldUnits: units / 2, oldEvents: Int(old * Double(units / 2)), newUnits: units / 2)
        ).advice
    }

    @Test func asExpected() { #expect(advice(60_000, units: 600) == "as expected") }

    @Test func lessTrafficThanPlanned() {
        #expect(advice(200_000, units: 400).contains("saw 20 % of the units that the plan says"))
    }

    @Test func anotherBaseline() {
        #expect(advice(60_000, units: 6_00, old: 0.8).contains("the old side shows 80 %"))
    }

    @Test func slowerThanNineInTen() { #expect(advice(140_000, units: 1_400).contains("small difference")) }

    @Test func theDwellDecided() {
        #expect(advice(120_000, dwell: 119_000, units: 1_200) == "the dwell decided, not the evidence")
    }

    @Test func nothingForecast() {
        let pace = StepPace(exposure: 1, attempt: 1, actual: 1, dwell: 1, expected: nil, counts: nil)
        #expect(pace.advice == "nothing was forecast for this step")
    }

    @Test func theRunSaysItAfterEachStep() {
        var stage = StageItinerary.sample("a")
        stage.expected = [Self.expected]
        var world = World([stage])
        world.look(60) { $0.exposure("a") > 2_500 }
        #expect(world.state.stages[0].paces.map(\.expected) == [Self.expected])
        #expect(
            world.remarks.contains {
                $0.text.contains("proven healthy in") && $0.text.contains("expected 60.0 s by paid")
            })
    }
}
