import Cutover
import Testing

/// A stage that people must approve waits for as many different people as the plan asks.
@Suite struct ApprovalTests {
    private func world() -> World {
        var world = World([.sample("a", entry: [.freshEvidence, .approved], approvals: 2)])
        world.look()
        return world
    }

    @Test func itAsksOnceAndWaits() {
        var world = world()
        for _ in 0..<10 { world.look() }
        #expect(world.effects.count { if case .askApproval = $0.action { true } else { false } } == 1)
        #expect(world.exposure("a") == 0)
    }

    @Test func differentPeopleAreNeeded() {
        var world = world()
        world.approve("a", by: "olga")
        world.approve("a", by: "olga")
        world.tell(.approved(Approval(stage: "a", attempt: 1, person: "olga", requestDigest: "another")))
        world.look()
        #expect(world.exposure("a") == 0)
        world.approve("a", by: "dora")
        #expect(world.exposure("a") == 2_500)
    }

    @Test func anApprovalOfAnotherAttemptOrStageCountsForNothing() {
        var world = world()
        world.approve("a", by: "olga", attempt: 2)
        world.approve("a", by: "dora", attempt: 0)
        world.approve("b", by: "emil")
        world.look()
        #expect(world.exposure("a") == 0)
        #expect(world.state.stages[0].approvals.isEmpty)
    }

    @Test func afterARollbackPeopleAreAskedAgain() {
        var world = world()
        world.approve("a", by: "olga")
        world.approve("a", by: "dora")
        world.look(new: 0.4)
        #expect(world.phase("a") == .rolledBack)
        world.command(.resume(version: "2"))
        world.look()
        #expect(world.exposure("a") == 0)
        #expect(world.effects.suffix(1).allSatisfy { $0.action == .askApproval(stage: "a", attempt: 2) })
        world.approve("a", by: "olga", attempt: 2)
        world.approve("a", by: "dora", attempt: 2)
        #expect(world.exposure("a") == 2_500)
    }

    @Test func approvedPeopleDoNotOpenAHeldStage() {
        var world = world()
        world.command(.hold("lunch"))
        world.approve("a", by: "olga")
        world.approve("a", by: "dora")
        #expect(world.exposure("a") == 0)
        world.command(.resume(version: nil))
        #expect(world.exposure("a") == 2_500)
    }
}
