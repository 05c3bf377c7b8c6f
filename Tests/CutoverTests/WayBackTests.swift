import Cutover
import Gating
import Planning
import Testing

/// What going back costs now: the plan's promise, or worse where the stores show it.
@Suite struct WayBackTests {
    private let minute = 60_000

    /// What a comparison of the orders' stores found.
    private func rows(
        onlyNew: Int = 0, onlyOld: Int = 0, differing: Int = 0, born: Int? = nil, tables: Int = 1,
        couldCheck: Bool = true
    ) -> Event {
        let wrong = onlyNew + onlyOld + differing
        let stores = StoreEvidence(
            tables: (0..<tables).map { .init(table: "t\($0)", digest: "d\(wrong)") }, acknowledged: 100,
            onlyNew: onlyNew, oldestBorn: born, undated: born == nil ? onlyNew : 0, onlyOld: onlyOld,
            differing: differing)
        let result = ExactResult(
            compared: 100, mismatches: wrong, detail: "\(wrong) differ", couldCheck: couldCheck, stores: stores)
        return .read(signal: "rows", SignalEvidence(exact: result))
    }

    private static let rows = SignalSpec(
        id: "rows", kind: .exact, direction: .rise, baseline: 0, margin: 0, milestones: [], freshness: 600_000,
        minimum: 0, response: .hold)

    private static let synced = FacetTerms(
        place: "orders.create *", entity: "orders", signals: ["rows"], handover: .whole, isSynced: true,
        proofAge: 3_600_000, most: 20, isDrilled: true)

    private func world(_ promise: WayBack, _ facet: FacetTerms, people: Bool = false) -> World {
        var stage = StageItinerary.sample("a", wayBack: promise, signals: [.paid, Self.rows])
        stage.facets = [facet]
        if people {
            stage.audiences = [
                AudienceItinerary(who: "ops", channel: "chat", sender: "olga", go: "", hold: "", rollback: "")
            ]
        }
        var world = World([stage])
        world.look()
        return world
    }

    @Test func bornOnTheNewSideItIsWorseAndCarriedBackItIsAsPromised() {
        var world = world(.r2, Self.synced)
        #expect(world.state.wayBack(of: 0).words == "R2")
        world.tell(rows(onlyNew: 12, born: world.now - 4 * minute))
        #expect(
            world.state.wayBack(of: 0).words
                == "R3 (promised R2): 12 orders only on the new side, the oldest 4 min")
        #expect(world.remarks.contains { $0.kind == .alarm && $0.text.hasPrefix("way back now: R3 (promised R2)") })
        world.tell(rows())
        #expect(world.state.wayBack(of: 0).words == "R2")
        #expect(world.remarks.contains { $0.text == "way back now: R2, by a comparison that shows it" })
    }

    @Test func withoutAProofItDoesNotGetBetter() {
        var world = world(.r2, Self.synced)
        world.tell(rows(onlyNew: 12))
        world.tell(rows(onlyNew: 3, couldCheck: false))
        #expect(world.state.wayBack(of: 0).why == ["12 orders only on the new side, some for 0 s"])
        world.tell(rows(onlyNew: 0, couldCheck: false))
        #expect(world.state.wayBack(of: 0).wayBack == .r3)
        world.tell(rows(onlyNew: 30, couldCheck: false))
        #expect(world.state.wayBack(of: 0).wayBack == .r4)
        world.tell(
            .read(signal: "rows", SignalEvidence(exact: ExactResult(compared: 0, mismatches: 0, detail: "gone"))))
        #expect(world.state.wayBack(of: 0).wayBack == .r4)
        world.tell(rows(onlyNew: 3))
        #expect(world.state.wayBack(of: 0).wayBack == .r3)
    }

    @Test(arguments: [
        (FacetTerms?.none, 0, WayBack.r2), (nil, 1, .r3), (nil, 20, .r3), (nil, 21, .r4),
        (
            FacetTerms(place: "o", entity: "orders", signals: ["rows"], handover: .whole, isSynced: true, most: 20), 1,
            .r4
        ),
        (
            FacetTerms(
                place: "o", entity: "orders", signals: ["rows"], handover: .whole, isSynced: true, isDrilled: true),
            1, .r4
        ),
    ])
    func theBoundAndTheDrillDecide(_ facet: FacetTerms?, _ onlyNew: Int, _ expected: WayBack) {
        var world = world(.r2, facet ?? Self.synced)
        world.tell(rows(onlyNew: onlyNew))
        #expect(world.state.wayBack(of: 0).wayBack == expected)
    }

    @Test func nothingIsEverBetterThanPromised() {
        for promise in WayBack.allCases {
            var world = world(promise, Self.synced)
            world.tell(rows())
            #expect(world.state.wayBack(of: 0).wayBack == max(promise, .r2))
        }
    }

    @Test func theSideThatLostTheAuthorityWrites() {
        var world = world(.r2, Self.synced)
        world.tell(rows(onlyOld: 2, differing: 1))
        #expect(
            world.state.wayBack(of: 0).words
                == "R3 (promised R2): 3 orders that the old side, which lost the authority, has otherwise")
    }

    @Test func whatIsBornFinishesThereUnlessBothSidesWroteIt() {
        let facet = FacetTerms(place: "orders.create EU", entity: "orders", signals: ["rows"], handover: .birthPinned)
        var world = world(.r1, facet)
        world.tell(rows(onlyNew: 500, onlyOld: 300))
        #expect(world.state.wayBack(of: 0).words == "R1")
        world.tell(rows(onlyNew: 500, onlyOld: 300, differing: 1, tables: 2))
        #expect(
            world.state.wayBack(of: 0).words
                == "R4 (promised R1): 1 rows of orders written by both sides; no bound on unacknowledged writes is declared"
        )
    }

    @Test func anOldProofIsNone() {
        var world = world(.r2, Self.synced)
        world.tell(rows())
        world.wait(59 * minute)
        world.look()
        #expect(world.state.wayBack(of: 0).wayBack == .r2)
        world.wait(2 * minute)
        world.look()
        #expect(world.state.wayBack(of: 0).why == ["the last proof is 61 min old, at most 60 min"])
        world.tell(rows())
        #expect(world.state.wayBack(of: 0).words == "R2")
    }

    @Test func whatWouldHaveBeenTakenBackIsHeldAndPeopleAreCalled() {
        let routed = FacetTerms(place: "orders", entity: "orders", signals: ["rows"])
        var world = world(.r0, routed, people: true)
        #expect(world.state.exposure.units["unit-a"]?.fallback == true)
        world.tell(rows(onlyNew: 2))
        #expect(world.state.wayBack(of: 0).wayBack == .r4)
        // The edge must not take it back by itself either.
        #expect(world.state.exposure.units["unit-a"]?.fallback == false)
        world.look(new: 0.5)
        #expect(world.state.hold?.name == "forwardOnly")
        #expect(world.state.hold?.reason.contains("a is R4 now (promised R0); paid: ") == true)
        #expect(world.exposure("a") == 2_500)
        #expect(world.notices.contains { $0.details.contains { $0.hasPrefix("way back: R4 (promised R0)") } })
        // Said once, however many more are born.
        let alarms = world.remarks.count { $0.kind == .alarm }
        for count in 3..<8 {
            world.wait(minute)
            world.tell(rows(onlyNew: count))
        }
        #expect(world.remarks.count { $0.kind == .alarm } == alarms)
        world.command(.rollback(stage: "a"))
        #expect(world.remarks.contains { $0.text.hasPrefix("refused: a is R4 (promised R0)") })
        #expect(world.exposure("a") == 2_500)
        // Carried back, and a comparison shows it: now routing can.
        world.tell(rows())
        #expect(world.phase("a") == .rolledBack)
        #expect(world.exposure("a") == 0)
    }

    @Test func withoutMeasuringItIsTakenBackAsBefore() {
        var world = world(.r0, FacetTerms(place: "orders", entity: "orders", signals: ["another"]))
        world.tell(rows(onlyNew: 2))
        world.look(new: 0.5)
        #expect(world.phase("a") == .rolledBack)
    }

    @Test func thePointOfNoReturnFollowsTheRate() {
        var world = world(.r2, Self.synced)
        world.tell(rows(onlyNew: 2))
        #expect(world.state.wayBack(of: 0).pointOfNoReturn == nil)
        world.wait(10 * minute)
        world.tell(rows(onlyNew: 12))
        // Ten in ten minutes; nine more pass the bound of twenty.
        let back = world.state.wayBack(of: 0)
        #expect(back.pointOfNoReturn == world.now + 9 * minute)
        #expect(back.endWords(at: world.now) == "at the present rate there is no way back in 9 min")
        world.wait(minute)
        world.tell(rows(onlyNew: 5))
        #expect(world.state.wayBack(of: 0).pointOfNoReturn == nil)
    }

    @Test func whatTheLogForgetsCannotBeReplayed() {
        var facet = Self.synced
        facet.retention = 30 * minute
        var world = world(.r2, facet)
        world.tell(rows(onlyNew: 2, born: world.now - 20 * minute))
        #expect(world.state.wayBack(of: 0).wayBack == .r3)
        #expect(world.state.wayBack(of: 0).pointOfNoReturn == world.now + 10 * minute)
        world.wait(11 * minute)
        world.look()
        #expect(world.state.wayBack(of: 0).wayBack == .r4)
    }

    @Test func theSameJournalGivesTheSameWayBack() {
        var world = world(.r2, Self.synced)
        world.tell(rows(onlyNew: 12))
        world.look()
        let again = world.journal.reduce(RunState.blank) { decide($0, $1.event, at: $1.at).state }
        #expect(again == world.state)
        #expect(again.measured == world.state.measured)
    }
}
