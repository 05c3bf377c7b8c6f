import Cutover
import Gating
import Planning
import Testing

/// A stage under invented traffic, decided as a run decides.
@Suite struct SimulationTests {
    private static let payment = SignalSpec(
        id: "payment", kind: .share, direction: .drop, baseline: 0.9, margin: 0.05, milestones: [30_000, 60_000],
        freshness: 120_000, minimum: 100, weight: 3, segments: ["region"])
    private static let errors = SignalSpec(
        id: "errors", kind: .eventDriven, direction: .rise, baseline: 0.004, margin: 0.02, milestones: [10_000],
        freshness: 120_000, minimum: 100)
    private static let latency = SignalSpec(
        id: "latency", kind: .latency, direction: .rise, baseline: 0.02, margin: 0.05, milestones: [10_000],
        freshness: 120_000, minimum: 100)

    private static func itinerary(automatic: Bool = true) -> Itinerary {
        var stage = StageItinerary.sample(
            "shop", steps: [500, 2_500, 9_500], isAutomatic: automatic, signals: [payment, errors, latency, .orders])
        stage.dwell = 600_000
        return .sample([.sample("before"), stage, .sample("after", needs: ["shop"])])
    }

    private static func simulation(
        _ drop: InventedDrop? = nil, sessions: Double = 36_000, automatic: Bool = true, limit: Int = 40_000_000
    ) throws -> StageSimulation {
        let alone = try #require(
            itinerary(automatic: automatic).alone("shop", judging: ["payment", "errors", "latency"]))
        let regions = [InventedSignal.Part("region=EU", 0.4), InventedSignal.Part("region=rest", 0.6)]
        let signals = [
            InventedSignal(payment, share: 0.3, dimensions: [regions], ordersPerUnit: 1),
            InventedSignal(errors, share: 1, ordersPerUnit: 0.27), InventedSignal(latency, share: 1),
        ]
        return StageSimulation(
            alone, traffic: InventedTraffic(sessionsPerHour: sessions, signals: signals, drop: drop), limit: limit)
    }

    @Test func theSameSeedGivesTheSameRunsOnAnyNumberOfCores() async throws {
        let simulation = try Self.simulation(InventedDrop(signal: "payment", loss: 0.2, from: 900_000))
        let one = try await simulation.runs(12, seed: 7, workers: 1)
        #expect(try await simulation.runs(12, seed: 7, workers: 3) == one)
        #expect(try await simulation.runs(5, seed: 7, workers: 2) == Array(one.prefix(5)))
        #expect(try await simulation.runs(12, seed: 8, workers: 2) != one)
        #expect(Set(one.map(\.lostUnits)).count > 3)
    }

    @Test func whereNothingIsWrongNothingIsTakenBack() async throws {
        let runs = try await Self.simulation().runs(50, seed: 3, workers: 2)
        let figures = SimulationFigures(runs, drop: nil)
        #expect(figures.takenBack.count == 0 && figures.falseAlarms.count == 0 && figures.held.count == 0)
        #expect(figures.done.count == 50)
        #expect(figures.steps.count == 2 && figures.lostUnits == nil)
        // No step is shorter than its dwell.
        #expect(runs.allSatisfy { $0.steps.allSatisfy { $0 >= 600_000 } && $0.endedAt >= 1_800_000 })
    }

    @Test func aGreatDropIsFoundInTheTimeThatWasForecast() async throws {
        let drop = InventedDrop(signal: "payment", loss: 0.3, from: 300_000)
        let figures = SimulationFigures(try await Self.simulation(drop).runs(40, seed: 5, workers: 2), drop: drop)
        #expect(figures.found.count == 40 && figures.takenBack.count == 40 && figures.stepOfDrop == 0)
        // A third of the stage's signals' weights is 3 of 5; half for the whole, by two milestones; three stages.
        let forecast = CatchForecast(risk: 0.01 / 3 / 2 * 3 / 5 / 2 / 2).hours(
            loss: 0.3, baseline: 0.9, direction: .drop, exposure: 0.05, unitsPerHour: 36_000 * 0.3)
        let found = try #require(figures.detection)
        let expected = forecast * 3_600_000 + 30_000
        #expect(found.mean > expected / 3 && found.mean < expected * 3)
        #expect(figures.foundIn == ["payment": 40])
        let (lost, orders) = (try #require(figures.lostUnits), try #require(figures.lostOrders))
        // 540 units an hour are exposed, of which 0.9 · 0.3 go wrong.
        let lostInTheMean = 540 * 0.27 * found.mean / 3_600_000
        #expect(abs(lost.mean - lostInTheMean) < 0.25 * lostInTheMean + 2)
        #expect(lost.mean == orders.mean)
    }

    @Test func aDropInOneSegmentIsFoundThere() async throws {
        let drop = InventedDrop(signal: "payment", loss: 0.5, from: 0, segment: "region=EU")
        let figures = SimulationFigures(try await Self.simulation(drop).runs(20, seed: 5, workers: 2), drop: drop)
        #expect(figures.found.count == 20)
    }

    @Test(arguments: [("errors", 0.05), ("latency", 0.2)]) func everyKindIsFound(_ signal: String, _ loss: Double)
        async throws
    {
        let drop = InventedDrop(signal: signal, loss: loss, from: 100_000)
        let figures = SimulationFigures(try await Self.simulation(drop).runs(10, seed: 2, workers: 2), drop: drop)
        #expect(figures.found.count == 10 && figures.foundIn[signal] == 10)
    }

    @Test func whatMayNotBeTakenBackByItselfIsHeld() async throws {
        let simulation = try Self.simulation(InventedDrop(signal: "payment", loss: 0.5, from: 0), automatic: false)
        let figures = SimulationFigures(
            try await simulation.runs(5, seed: 1, workers: 1), drop: simulation.traffic.drop)
        #expect(figures.held.count == 5 && figures.takenBack.count == 0)
    }

    @Test func aDropAfterTheStageMeetsNothing() async throws {
        let drop = InventedDrop(signal: "payment", loss: 0.5, from: 39_000_000)
        let figures = SimulationFigures(try await Self.simulation(drop).runs(4, seed: 1, workers: 1), drop: drop)
        #expect(figures.dropped == 0 && figures.done.count == 4 && figures.detection == nil)
    }

    @Test func withoutShoppersNothingIsDecided() async throws {
        let simulation = try Self.simulation(sessions: 0.001, limit: 3_600_000)
        let figures = SimulationFigures(try await simulation.runs(3, seed: 1, workers: 1), drop: nil)
        #expect(figures.undecided.count == 3 && figures.blind.count == 3)
    }

    @Test func itCanBeCancelled() async throws {
        let simulation = try Self.simulation(sessions: 360_000)
        let task = Task { try await simulation.runs(100_000, seed: 1, workers: 2) }
        try await Task.sleep(for: .milliseconds(300))
        task.cancel()
        let cancelled = ContinuousClock.now
        await #expect(throws: CancellationError.self) { try await task.value }
        // A hundred thousand runs take minutes.
        #expect(ContinuousClock.now - cancelled < .seconds(20))
    }

    @Test func aloneItsSignalsSpendWhatTheySpendAmongAll() throws {
        let whole = Self.itinerary()
        let alone = try #require(whole.alone("shop", judging: ["payment"]))
        func spent(_ itinerary: Itinerary) throws -> Double {
            let stage = try #require(itinerary.stages.first { $0.id == "shop" })
            let total = stage.signals.filter { $0.kind != .exact }.map(\.weight).reduce(0, +)
            return ErrorBudget(alpha: itinerary.alpha, stages: itinerary.stages.count)
                .share(ofSignal: 3, among: total, attempt: 1)
        }
        #expect(abs(try spent(alone) / spent(whole) - 1) < 1e-12)
        #expect(whole.alone("shop", judging: []) == nil && whole.alone("nowhere", judging: ["payment"]) == nil)
    }
}
