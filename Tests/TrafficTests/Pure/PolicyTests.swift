import Testing
import Traffic

/// Policies as values: ranges, and what they say when they are wrong.
@Suite struct PolicyTests {
    @Test(arguments: [
        UnitPolicy(newBelow: -1), UnitPolicy(newBelow: 10_001, controlFrom: 10_001),
        UnitPolicy(newBelow: 500, controlFrom: 400), UnitPolicy(pinsFrom: -1), UnitPolicy(decision: ""),
        UnitPolicy(decision: "-"), UnitPolicy(decision: "a b"), UnitPolicy(decision: "a:b"),
    ])
    func valuesOutsideTheirRangesAreRefused(_ policy: UnitPolicy) throws {
        #expect(throws: TrafficError.self) { try policy.check(key: "catalog") }
    }

    @Test(arguments: ["nosuch", "catalog|EU", "catalog|EU.fridge", "catalog|EU.mobile|x", "", "a b"])
    func unknownKeysAreRefused(_ key: String) throws {
        let topology = EdgeRig.topology(old: 1, new: 2, log: 3)
        #expect(throws: TrafficError.self) {
            try topology.check(EdgePolicy(generation: 1, units: [key: .allOld]))
        }
    }

    @Test func generationZeroIsAllOld() throws {
        let topology = EdgeRig.topology(old: 1, new: 2, log: 3)
        try topology.check(.allOld)
        #expect(throws: TrafficError.self) {
            try topology.check(EdgePolicy(generation: 0, units: ["catalog": .allOld]))
        }
    }

    @Test func aSegmentWithoutAPolicyFollowsItsUnit() {
        let own = UnitPolicy(newBelow: 7), unit = UnitPolicy(newBelow: 5)
        let policy = EdgePolicy(generation: 1, units: ["catalog": unit, "catalog|EU.mobile": own])
        #expect(policy.policy(unit: "catalog", segment: "EU.mobile") == own)
        #expect(policy.policy(unit: "catalog", segment: "US.mobile") == unit)
        #expect(policy.policy(unit: "search", segment: "US.mobile") == .allOld)
    }

    @Test func evictingRaisesTheEpochAndStoppingDoesNot() {
        let open = UnitPolicy(newBelow: 9500, controlFrom: 9500, pinsFrom: 4, decision: "d1")
        #expect(open.stoppingBirths(decision: "d2").pinsFrom == 4)
        #expect(open.evicting(decision: "d3").pinsFrom == 5)
        #expect(open.evicting(decision: "d3").newBelow == 0)
        #expect(UnitPolicy(newBelow: 1).evicting(decision: "d").pinsFrom == 0)
    }
}
