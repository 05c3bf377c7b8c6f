import Cutover
import Fixtures
import Gating
import Testing

/// Another plan under a run that has begun.
@Suite struct AmendmentTests {
    private static func amendment(_ stages: [StageItinerary], from: String = "abc", to: String = "def") -> Amendment {
        var plan = Itinerary.sample(stages)
        plan.planDigest = to
        return Amendment(
            from: from, itinerary: plan, changes: ["a change"], requester: "dan", signers: ["ada", "ben"],
            requestDigest: "r")
    }

    /// Stage `a` is live at its first step, `b` waits.
    private static func live() -> World {
        var world = World([.sample("a"), .sample("b", needs: ["a"])])
        world.look(until: { $0.exposure("a") == 2_500 })
        return world
    }

    @Test func whatHasNotBegunMayChangeFreely() {
        var world = Self.live()
        let (exposure, judged) = (world.exposure("a"), world.state.stages[0])
        world.tell(.amended(Self.amendment([.sample("a"), .sample("c"), .sample("d", needs: ["c"])])))
        #expect(world.state.itinerary.planDigest == "def")
        #expect(world.state.stages.map(\.id) == ["a", "c", "d"])
        #expect(world.state.stages[0].attempt == judged.attempt)
        #expect(world.exposure("a") == exposure && world.exposure("c") == 0 && world.exposure("b") == -1)
        #expect(world.remarks.contains { $0.text.contains("signed by ada and ben") })
        world.look(until: { if case .ended = $0.state.phase { true } else { false } })
        #expect(world.state.phase == .ended(.completed))
    }

    @Test func whatHasBegunMustStay() {
        let refused: [([StageItinerary], String)] = [
            ([.sample("b")], "is gone"), ([.sample("b"), .sample("a")], "another place"),
            ([.sample("a", steps: [2_000, 9_500]), .sample("b")], "steps hold that no more"),
            ([.sample("a", scopes: ["EU"]), .sample("b")], "writers"), ([.sample("a", form: .evict)], "writers"),
        ]
        for (stages, why) in refused {
            var world = Self.live()
            let before = world.state
            #expect(world.state.refusal(of: Self.amendment(stages).itinerary)?.contains(why) == true)
            world.accept(.amended(Self.amendment(stages)))
            #expect(world.state.itinerary == before.itinerary && world.state.stages == before.stages)
            #expect(world.state.exposure == before.exposure && world.state.intents == before.intents)
        }
        var other = StageItinerary.sample("a")
        other.unit = "unit-x"
        #expect(Self.live().state.refusal(of: .sample([other]))?.contains("unit-x") == true)
        var real = Itinerary.sample([.sample("a")])
        real.isRehearsal = false
        #expect(Self.live().state.refusal(of: real) != nil)
        #expect(RunState.blank.refusal(of: .sample([.sample("a")])) != nil)
        var world = Self.live()
        world.accept(.amended(Self.amendment([.sample("a")], from: "other")))
        #expect(world.state.itinerary.planDigest == "abc")
    }

    @Test func aDoneStageKeepsItsLastStep() {
        var world = Self.live()
        world.look(until: { $0.phase("a") == .done })
        let moved: [StageItinerary] = [.sample("a", steps: [2_500, 9_500, 9_800]), .sample("b")]
        #expect(world.state.refusal(of: .sample(moved))?.contains("last step") == true)
        #expect(world.state.refusal(of: .sample([.sample("a", steps: [100, 9_500]), .sample("b")])) == nil)
    }

    @Test func changedSignalsAreJudgedAsTheNextAttemptWithinTheBudget() {
        var world = Self.live()
        world.look(units: 100)
        var strict = SignalSpec.paid
        strict.margin = 0.05
        world.tell(
            .amended(
                Self.amendment([.sample("a", steps: [1_000, 2_500, 5_000, 9_500], signals: [strict]), .sample("b")])))
        #expect(world.state.stages[0].attempt == 2)
        #expect(world.state.judges.map(\.spec) == [strict])
        #expect(world.exposure("a") == 2_500)
        if case .exposing(let step, _?) = world.phase("a") {
            #expect(step == 1, "the step that holds the exposure")
        } else {
            Issue.record("not exposing")
        }
    }

    @Test func approvalsAreAskedAnew() {
        var world = World([.sample("a", entry: [.freshEvidence, .approved], approvals: 2)])
        world.look()
        world.approve("a", by: "ada")
        world.tell(.amended(Self.amendment([.sample("a", entry: [.freshEvidence, .approved], approvals: 2)])))
        world.approve("a", by: "ben")
        world.look()
        #expect(world.phase("a") == .entering, "what ada signed was the plan before")
        world.approve("a", by: "ada")
        #expect(world.exposure("a") == 2_500)
    }

    @Test(arguments: 0..<100)
    func theBudgetIsNeverSpentTwice(_ seed: Int) {
        var dice = Dice(seed: seed)
        var world = World((0..<(1 + dice.below(4))).map { .sample("s\($0)") })
        let whole = world.state.itinerary.alpha
        var spent: [String: Double] = [:]
        for round in 0..<6 {
            for _ in 0..<dice.below(12) {
                let before = world.state
                world.look(units: dice.pick([40, 400]))
                if before.judges.isEmpty, !world.state.judges.isEmpty, let index = world.state.current {
                    let (plan, stage) = (world.state.itinerary, world.state.stages[index])
                    spent["\(stage.id) \(stage.attempt)"] = ErrorBudget(alpha: plan.alpha, stages: plan.stages.count)
                        .share(ofAttempt: stage.attempt)
                }
            }
            let begun = world.state.stages.filter { ![.waiting, .entering].contains($0.phase) }.map(\.id)
            let stages = begun + (0..<dice.below(5)).map { "r\(round)-\($0)" }
            guard !stages.isEmpty, case .running = world.state.phase else { break }
            world.tell(
                .amended(
                    Self.amendment(
                        stages.map { .sample($0) }, from: world.state.itinerary.planDigest, to: "plan-\(round)")))
        }
        #expect(spent.values.reduce(0, +) <= whole + 1e-12)
    }
}
