import Cutover
import Fixtures
import Foundation
import Gating
import Planning
import Testing

/// Whatever happens in whatever order, some things stay true.
@Suite struct PropertyTests {
    private static func stages(_ dice: inout Dice) -> [StageItinerary] {
        let ids = ["a", "b", "c"].prefix(1 + dice.below(3))
        return ids.enumerated().map { i, id in
            let comparesOrders = dice.chance(0.4)
            return .sample(
                id, needs: i > 0 && dice.chance(0.8) ? [Array(ids)[i - 1]] : [],
                entry: dice.pick([
                    [], [.freshEvidence], [.freshEvidence, .approved], [.freshEvidence, .ordersReconciled],
                ]),
                exit: dice.pick([[.stepsProven], [.stepsProven, .ordersReconciled]]),
                steps: dice.pick([[2_500, 5_000, 9_500], [100, 9_800], [10_000]]),
                wayBack: dice.pick([.r0, .r1, .r0, .r3]), isAutomatic: dice.chance(0.8),
                form: dice.pick([.evict, .stopBirths]),
                signals: comparesOrders ? [.paid, .orders] : [.paid], compareEvery: comparesOrders ? 2_000 : nil,
                approvals: dice.below(3), scopes: [id])
        }
    }

    private static func happen(_ world: inout World, _ dice: inout Dice) {
        switch dice.below(40) {
        case 0..<18: world.look(units: dice.pick([0, 40, 400, 4_000]))
        case 18: world.look(new: dice.pick([0.2, 0.8, 0.93]))
        case 19: world.look(missing: dice.below(3))
        case 20...22: world.tell(.blinded(dice.pick(["gap", "restart"])))
        case 23: world.command(.hold("because"))
        case 24...26: world.command(.resume(version: dice.chance(0.7) ? "v\(dice.below(9))" : nil))
        case 27: world.command(.rollback(stage: dice.pick(["a", "b", "c", "z"])))
        case 28...30:
            world.approve(dice.pick(["a", "b", "c"]), by: dice.pick(["olga", "dora"]), attempt: 1 + dice.below(3))
        case 31: world.tell(.drifted(["x"]))
        case 32: world.tell(.resumed)
        case 33: world.doesAnswer = dice.chance(0.7)
        case 34:
            world.comparison = dice.pick([
                ExactResult(compared: 9, mismatches: 0, detail: "good"),
                ExactResult(compared: 9, mismatches: 0, detail: "no answer", couldCheck: false),
                ExactResult(compared: 9, mismatches: dice.below(2), detail: "maybe wrong"),
            ])
        case 35:
            if let intent = world.state.intents.randomElement(using: &dice) {
                world.accept(.outcome(Outcome(effect: intent.id, result: .failed("no answer"))))
            }
        case 36: world.accept(.outcome(Outcome(effect: dice.below(200), result: .asked)))
        case 37: if let intent = world.state.intents.randomElement(using: &dice) { world.perform(intent) }
        case 38: world.performAll()
        default: world.wait(dice.below(20_000))
        }
    }

    /// What must be true of every step from one state to the next.
    private struct Watch {
        var isBlind = false
        var wasOpened = false
        var judged: Set<String> = []

        mutating func check(_ before: RunState, _ event: Event, _ after: RunState) {
            switch event {
            case .blinded: isBlind = true
            case .evidence(let batch) where batch.missing > 0: isBlind = true
            case .evidence(let batch) where batch.lines > 0: isBlind = false
            default: break
            }
            wasOpened = wasOpened || after.isOpened
            for (i, stage) in after.itinerary.stages.enumerated() {
                let (was, now) = (
                    before.exposure.units[stage.unit]?.newBelow ?? 0, after.exposure.units[stage.unit]?.newBelow ?? 0
                )
                let decided: [Int?] =
                    switch after.stages[i].phase {
                    case .exposing(let step, _): [stage.steps[step]]
                    case .leaving: [stage.steps.last]
                    // A stage that stays done while a later one is taken back keeps all of its visitors.
                    case .done: after.isOpened ? [10_000] : wasOpened ? [10_000, stage.steps.last] : [stage.steps.last]
                    case .waiting, .entering, .rollingBack, .rolledBack: [0]
                    }
                #expect(decided.contains(now), "exposure is what the step decided")
                if now > was {
                    #expect(after.hold == nil && !isBlind, "nothing expands while held or blind")
                }
                if now < was { #expect(now == 0, "exposure shrinks by a rollback only") }
                if before.judges.isEmpty, !after.judges.isEmpty, after.current == i {
                    let key = "\(stage.id) \(after.stages[i].attempt)"
                    #expect(judged.insert(key).inserted, "an attempt's budget is spent once")
                }
            }
            let wishes = after.intents.compactMap { if case .expose(let wish, _) = $0.action { wish } else { nil } }
            #expect(wishes.count <= 1, "one wish for the edge at a time")
            #expect(wishes.allSatisfy { $0.units == after.exposure.units }, "the wish is the exposure as it stands")
            #expect(Set(after.intents.map(\.id)).count == after.intents.count)
            #expect(after.clock >= before.clock)
            #expect(after.stages.count { if case .exposing = $0.phase { true } else { false } } <= 1)
        }
    }

    @Test(arguments: 0..<300)
    func whateverHappens(_ seed: Int) throws {
        var dice = Dice(seed: seed)
        var world = World(Self.stages(&dice))
        for _ in 0..<120 { Self.happen(&world, &dice) }

        var watch = Watch()
        var state = RunState.blank
        let encoder = JSONEncoder()
        for (event, at) in world.journal {
            let text = try encoder.encode(event)
            #expect(try JSONDecoder().decode(Event.self, from: text) == event)
            let after = decide(state, event, at: at).state
            watch.check(state, event, after)
            state = after
            _ = try encoder.encode(state.stages)
            _ = try encoder.encode(state.exposure)
            _ = try encoder.encode(state.intents)
            _ = try encoder.encode(state.hold)
        }
        #expect(state == world.state, "folded again, the journal gives the same run")
    }

    @Test(arguments: 0..<200)
    func howeverItStoodItCanBeBroughtToItsEnd(_ seed: Int) {
        var dice = Dice(seed: 10_000 + seed)
        var world = World(Self.stages(&dice))
        for _ in 0..<80 { Self.happen(&world, &dice) }
        // What only two people can decide stays with them.
        if case .forwardOnly? = world.state.hold { return }
        world.doesAnswer = true
        world.comparison = ExactResult(compared: 9, mismatches: 0, detail: "good")
        world.performAll()
        for _ in 0..<150 {
            world.look()
            if case .ended = world.state.phase { break }
            if case .forwardOnly? = world.state.hold { return }
            if world.state.hold != nil { world.command(.resume(version: "mended")) }
            for stage in world.state.stages {
                for person in ["olga", "dora"] { world.approve(stage.id, by: person, attempt: stage.attempt) }
            }
        }
        #expect(
            world.state.phase == .ended(.completed),
            "\(world.state.stages.map(\.phase)), \(String(describing: world.state.hold))")
    }
}
