import Gating
import Synchronization

/// One stage carried out many times under invented traffic, each time decided as a run decides.
public struct StageSimulation: Sendable {
    /// A stage alone (``Itinerary/alone(_:judging:)``).
    public let itinerary: Itinerary
    public let traffic: InventedTraffic
    /// ms between two looks.
    public let tick: Int
    /// ms after which a run that has decided nothing is ended.
    public let limit: Int
    private let arrivals: [Int: (old: PoissonTable, new: PoissonTable)]

    public init(_ itinerary: Itinerary, traffic: InventedTraffic, tick: Int = 10_000, limit: Int) {
        self.itinerary = itinerary
        self.traffic = traffic
        self.tick = max(1, tick)
        self.limit = limit
        let perLook = traffic.sessionsPerHour * Double(self.tick) / 3_600_000
        let buckets = Set(itinerary.stages.flatMap(\.steps))
        arrivals = Dictionary(
            uniqueKeysWithValues: buckets.map { bucket in
                let share = Double(bucket) / 10_000
                return (bucket, (PoissonTable(mean: perLook * (1 - share)), PoissonTable(mean: perLook * share)))
            })
    }

    /// All runs, in order. The same seed gives the same runs, however many go side by side.
    /// - Parameter progress: called with the number of runs that are done, from any thread.
    /// - Throws: `CancellationError` once the task is cancelled.
    public func runs(
        _ count: Int, seed: Int, workers: Int, progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws -> [SimulatedRun] {
        let (next, done) = (Counter(), Counter())
        return try await withThrowingTaskGroup(of: [(Int, SimulatedRun)].self) { group in
            for _ in 0..<max(1, min(workers, count)) {
                group.addTask {
                    var own: [(Int, SimulatedRun)] = []
                    while case let number = next.take(), number < count {
                        try Task.checkCancellation()
                        own.append((number, try run(number, seed: seed)))
                        progress(done.take() + 1)
                        await Task.yield()
                    }
                    return own
                }
            }
            var all: [SimulatedRun] = Array(repeating: SimulatedRun(), count: count)
            for try await part in group {
                for (number, run) in part { all[number] = run }
            }
            return all
        }
    }

    private final class Counter: Sendable {
        private let value = Atomic(0)
        func take() -> Int { value.wrappingAdd(1, ordering: .relaxed).oldValue }
    }

    /// One run.
    public func run(_ number: Int, seed: Int) throws -> SimulatedRun {
        var dice = SimulationDice(seed: seed, run: number)
        var units = traffic.signals.map { MaturingUnits($0.spec, tick: tick) }
        var world = WorldlessRun()
        world.tell(.began(itinerary), at: 0)
        // The edge is seen: the first step opens.
        world.tell(.evidence(EvidenceBatch(decision: "", lines: 1)), at: 0)
        var result = SimulatedRun()
        var opened = Opening(world.state)
        var now = 0
        while now < limit {
            now += tick
            if now / tick % 256 == 0 { try Task.checkCancellation() }
            guard let open = opened else { break }
            let isDropping = traffic.drop.map { now - tick >= $0.from } ?? false
            if isDropping, result.stepOfDrop == nil { result.stepOfDrop = open.step }
            world.tell(.evidence(look(open, isDropping, &units, &dice, &result)), at: now)
            result.endedAt = now
            if note(world.state, now, &result) { break }
            let next = Opening(world.state)
            if isDropping, let next, next.bucket > open.bucket { result.grewInDrop = true }
            if next != opened { for i in units.indices { units[i].forget() } }
            opened = next
        }
        result.steps = world.state.stages.first?.paces.map(\.actual) ?? []
        return result
    }

    /// What is open, under which decision.
    private struct Opening: Equatable {
        let step: Int
        let bucket: Int
        let decision: String

        init?(_ state: RunState) {
            guard let stage = state.stages.first, case .exposing(let step, _?) = stage.phase,
                let plan = state.itinerary.stages.first, let unit = state.exposure.units[plan.unit]
            else { return nil }
            self.step = step
            bucket = unit.newBelow
            decision = "\(state.exposure.generation)/\(unit.decision)"
        }
    }

    private func look(
        _ open: Opening, _ isDropping: Bool, _ units: inout [MaturingUnits], _ dice: inout SimulationDice,
        _ result: inout SimulatedRun
    ) -> EvidenceBatch {
        let tables = arrivals[open.bucket]
        let sessions = (old: tables?.old.draw(&dice) ?? 0, new: tables?.new.draw(&dice) ?? 0)
        var batch = EvidenceBatch(
            decision: open.decision, lines: sessions.old + sessions.new + 1, exposure: Double(open.bucket) / 10_000,
            visitors: Block(oldUnits: sessions.old, newUnits: sessions.new))
        for (i, signal) in traffic.signals.enumerated() {
            let drop = isDropping ? traffic.drop.flatMap { $0.signal == signal.spec.id ? $0 : nil } : nil
            let thrown = InventedUnits(
                signal, sessions: sessions, loss: drop?.loss ?? 0, segment: drop?.segment, &dice)
            result.lostUnits += thrown.lost
            result.lostOrders += Double(thrown.lost) * signal.ordersPerUnit
            batch.signals[signal.spec.id] = units[i].take(thrown, signal.spec, &dice)
        }
        return batch
    }

    /// True where the run is over.
    private func note(_ state: RunState, _ now: Int, _ result: inout SimulatedRun) -> Bool {
        guard let stage = state.stages.first else { return true }
        if stage.verdicts.contains(where: { $0.verdict == .blind }) { result.blind += tick }
        if let worse = stage.verdicts.first(where: { $0.verdict == .regressed }) {
            (result.foundAt, result.foundIn) = (now, worse.signal)
            result.ending = stage.phase == .rolledBack ? .takenBack : .held
            return true
        }
        if stage.phase == .done {
            result.ending = .done
            return true
        }
        return false
    }
}
