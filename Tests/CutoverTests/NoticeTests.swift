import Cutover
import Gating
import Testing

/// People are told in the plan's words, once for each occasion, and the deputy is called when nobody decides.
@Suite struct NoticeTests {
    private func stage(_ id: String = "a", within: Int? = nil) -> StageItinerary {
        var stage = StageItinerary.sample(id)
        stage.audiences = [
            AudienceItinerary(
                who: "platform", channel: "chat", sender: "olga", go: "it moves", hold: "it is held",
                rollback: "it is back"),
            AudienceItinerary(who: "call centre", channel: "mail", sender: "olga", go: "", hold: "", rollback: "back!"),
        ]
        stage.decideWithin = within
        stage.escalateTo = "dan"
        return stage
    }

    @Test func eachAudienceHearsThatItGoes() {
        var world = World([stage()])
        world.look()
        let told = world.notices.filter { $0.occasion == .go }
        #expect(told.map(\.text) == ["it moves", "a is exposed at 25 %"])
        #expect(
            told.map(\.receiver) == [
                .channel("chat", audience: "platform"), .channel("mail", audience: "call centre"),
            ])
        #expect(told[0].details.contains("decides: dora; carries it out: emil"))
        for _ in 0..<30 { world.look() }
        #expect(world.notices.filter { $0.occasion == .go }.count == 2)
    }

    @Test func aRegressionIsToldAsARollbackNotAsAHold() {
        var world = World([stage()])
        world.look()
        for _ in 0..<5 { world.look(new: 0.1) }
        #expect(world.phase("a") == .rolledBack)
        #expect(world.notices.filter { $0.occasion == .rollback }.map(\.text) == ["it is back", "back!"])
        #expect(!world.notices.contains { $0.occasion == .hold })
    }

    @Test func blindnessIsToldAndNotAtEveryFlicker() {
        var world = World([stage()])
        world.look()
        for _ in 0..<10 {
            world.tell(.blinded("the stream broke off"))
            world.look()
        }
        #expect(world.notices.filter { $0.occasion == .blind }.count == 2)
        world.wait(60_000)
        world.tell(.blinded("the stream broke off"))
        #expect(world.notices.filter { $0.occasion == .blind }.count == 4)
    }

    @Test func theDeputyIsCalledOnceWhenTheTimeToDecideIsOver() {
        var world = World([stage(within: 5_000)])
        world.look()
        world.command(.hold("let me look"))
        for _ in 0..<3 { world.look() }
        #expect(!world.notices.contains { $0.occasion == .escalate })
        for _ in 0..<10 { world.look() }
        let calls = world.notices.filter { $0.occasion == .escalate }
        #expect(calls.map(\.receiver) == [.person("dan")])
        #expect(world.state.load.count { $0.kind == .page } == 1)
        world.command(.resume(version: nil))
        world.command(.hold("again"))
        for _ in 0..<10 { world.look() }
        #expect(world.notices.filter { $0.occasion == .escalate }.count == 2)
    }

    @Test func aMailServerThatIsDeadHoldsNothingUp() {
        var world = World([stage()])
        world.accept(.evidence(EvidenceBatch(decision: "-", lines: 1)))
        for _ in 0..<100 {
            guard let intent = world.state.intents.first(where: { if case .tell = $0.action { false } else { true } })
            else { break }
            world.perform(intent)
        }
        let told = world.state.intents.first { if case .tell = $0.action { true } else { false } }
        if let told { world.accept(.outcome(Outcome(effect: told.id, result: .failed("no answer")))) }
        world.doesAnswer = false
        for _ in 0..<40 {
            world.look()
            for intent in world.state.intents {
                if case .tell = intent.action { continue }
                world.perform(intent)
            }
        }
        #expect(told != nil)
        #expect(world.exposure("a") > 2_500)
    }
}
