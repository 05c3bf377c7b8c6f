import Cutover
import Gating
import Planning
import Testing

/// An incident binds the next gate until a person closes it with its cause and a signal that would have shown it.
@Suite struct IncidentTests {
    private static let opened = IncidentNews.opened(
        title: "wallet payments fail", severity: "critical", link: nil, since: 1)

    private func live(_ rule: IncidentRule = .block) -> World {
        var stage = StageItinerary.sample("a")
        stage.incidents = rule
        var world = World([stage])
        world.look()
        return world
    }

    private func hear(_ news: IncidentNews, of id: String = "i1", by source: String = "pager", in world: inout World) {
        world.command(.incident(id: id, news), by: source)
    }

    @Test func whileOneIsOpenNothingExpands() {
        var world = live()
        hear(Self.opened, in: &world)
        let before = world.exposure("a")
        for _ in 0..<20 { world.look() }
        #expect(world.exposure("a") == before)
        #expect(world.state.hold?.name == "gate incident")
        #expect(world.state.openIncidents.map(\.title) == ["wallet payments fail"])
    }

    @Test func itsSourceCannotLiftItOnlyAPersonCan() {
        var world = live()
        hear(Self.opened, in: &world)
        hear(.resolved, in: &world)
        for _ in 0..<20 { world.look() }
        #expect(world.state.hold?.name == "gate incident")
        hear(.closed(cause: "a certificate ran out", lesson: .unrelated("the provider's own")), by: "dora", in: &world)
        world.look(20) { $0.exposure("a") > 2_500 }
        #expect(world.state.openIncidents.isEmpty)
        #expect(world.exposure("a") > 2_500)
    }

    @Test func aSignalThatIsWhatItWasIsNoLesson() {
        var world = live()
        hear(Self.opened, in: &world)
        let why = world.state.refusal(toClose: "i1", by: "dora", cause: "c", lesson: .signal("paid"))
        #expect(why?.contains("is what it was") == true)
        hear(.closed(cause: "c", lesson: .signal("paid")), by: "dora", in: &world)
        #expect(world.state.openIncidents.count == 1)
        #expect(world.remarks.contains { $0.text.contains("refused") })
    }

    @Test func aChangedSignalIsALesson() {
        var world = live()
        hear(Self.opened, in: &world)
        var changed = world.state.itinerary
        changed.planDigest = "def"
        changed.stages[0].signals[0].margin = 0.05
        world.tell(
            .amended(
                Amendment(
                    from: "abc", itinerary: changed, changes: [], requester: "olga", signers: ["dora", "emil"],
                    requestDigest: "r")))
        #expect(world.state.refusal(toClose: "i1", by: "emil", cause: "c", lesson: .signal("paid")) == nil)
    }

    @Test func onlyWhoDecidesMaySayThatItIsUnrelated() {
        var world = live()
        hear(Self.opened, in: &world)
        let lesson = IncidentNews.Lesson.unrelated("a disk of the mail server")
        #expect(world.state.refusal(toClose: "i1", by: "emil", cause: "c", lesson: lesson)?.contains("dora") == true)
        #expect(world.state.refusal(toClose: "i1", by: "dora", cause: "", lesson: lesson) != nil)
        #expect(world.state.refusal(toClose: "i1", by: "dora", cause: "c", lesson: .unrelated("")) != nil)
        #expect(world.state.refusal(toClose: "i2", by: "dora", cause: "c", lesson: lesson)?.contains("i1") == true)
        #expect(world.state.refusal(toClose: "i1", by: "dora", cause: "c", lesson: lesson) == nil)
    }

    @Test func heardTwiceItIsOne() {
        var world = live()
        hear(Self.opened, in: &world)
        hear(Self.opened, in: &world)
        #expect(world.state.incidents.count == 1)
    }

    @Test func aStageIsNotEnteredWhileOneIsOpen() {
        var world = World([.sample("a")])
        hear(Self.opened, in: &world)
        for _ in 0..<10 { world.look() }
        #expect(world.exposure("a") == 0)
        #expect(world.state.hold?.name == "gate incident")
        hear(.closed(cause: "c", lesson: .unrelated("no")), by: "dora", in: &world)
        world.look()
        #expect(world.exposure("a") == 2_500)
    }

    @Test func wherePlannedTheGateOnlyAsksForMore() {
        var world = live(.tighten)
        hear(Self.opened, in: &world)
        world.look()
        #expect(world.state.hold == nil)
        #expect(world.state.judges.allSatisfy { $0.margin == 0.05 })
        world.look(60) { $0.exposure("a") > 2_500 }
        #expect(world.exposure("a") > 2_500)
    }
}
