import Glibc
import Testing
import Traffic

extension EdgeTests {
    /// Rules 6 and 7: files and runtime agree, restarts keep the policy, drift is found and mended, leases lapse.
    @Suite struct Durability {
        @Test func aKilledEdgeComesBackWithWhatWasAcknowledged() async throws {
            try await EdgeRig.with { rig in
                let units = [
                    "catalog": UnitPolicy(newBelow: 10_000, decision: "d7"),
                    "search|EU.mobile": UnitPolicy(newBelow: 300, controlFrom: 400, fallback: true, decision: "d8"),
                ]
                let done = try await rig.apply(5, units)
                let former = try #require(HAProxyProcess.adopt(rig.configuration.layout))
                #expect(done.processID == Int(former.processID))
                kill(former.processID, SIGKILL)
                while former.isAlive { try await Task.sleep(for: .milliseconds(5)) }
                #expect(HAProxyProcess.adopt(rig.configuration.layout) == nil)
                await #expect(throws: TrafficError.self) { try await rig.edge.readBack() }
                let next = try await HAProxyProcess.start(rig.configuration)
                #expect(try await rig.edge.readBack() == done.policy)
                #expect(try await rig.edge.processID() == Int(next.processID))
                #expect(await rig.edge.drift(from: done.policy).isEmpty)
                #expect(try await rig.get("/product/1").side == "new")
                // A change right after another restart, on a connection that died with the former process.
                kill(next.processID, SIGKILL)
                while next.isAlive { try await Task.sleep(for: .milliseconds(5)) }
                _ = try await HAProxyProcess.start(rig.configuration)
                let back = try await rig.apply(5, units.merging(["catalog": .allOld]) { $1 }, .back)
                #expect(back.means == .oneValue)
                #expect(try await rig.get("/product/1").side == "old")
            }
        }

        @Test func applyingTheSamePolicyAgainDoesNothing() async throws {
            try await EdgeRig.with { rig in
                let units = ["catalog": UnitPolicy(newBelow: 1, decision: "d1"), "search": UnitPolicy(decision: "d2")]
                #expect(try await rig.apply(3, units).means == .generation)
                #expect(try await rig.apply(3, units).means == .nothingToDo)
                #expect(try await rig.apply(3, units, .back).means == .nothingToDo)
                var grown = units
                grown["catalog"] = UnitPolicy(newBelow: 2, decision: "d3")
                #expect(try await rig.apply(3, grown).means == .oneValue)
                #expect(try await rig.edge.filedPolicy() == EdgePolicy(generation: 3, units: grown))
                // Two at once within a generation in use: the edge takes the next.
                let both = grown.mapValues { _ in UnitPolicy(newBelow: 5, decision: "d4") }
                let done = try await rig.apply(3, both)
                #expect(done.means == .generation)
                #expect(done.generation == 4)
                #expect(try await rig.apply(3, both).means == .nothingToDo)
            }
        }

        @Test func driftIsFoundReportedAndMended() async throws {
            try await EdgeRig.with { rig in
                let policy = UnitPolicy(newBelow: 2500, decision: "d1")
                let units = ["catalog": policy, "search": policy]
                let desired = try await rig.apply(2, units).policy
                #expect(await rig.edge.drift(from: desired).isEmpty)

                // By hand in the runtime.
                let map = rig.configuration.layout.policyMap
                try await rig.byHand("set map \(map) catalog|2 9000:10000:oops:0:-")
                let changed = UnitPolicy(newBelow: 9000, decision: "oops")
                #expect(
                    await rig.edge.drift(from: desired)
                        == [.unit(key: "catalog", place: .runtime, expected: policy, found: changed)])
                #expect(try await rig.edge.repair(to: desired).count == 1)
                #expect(await rig.edge.drift(from: desired).isEmpty)

                // A stranger's row, a missing row and a pointer elsewhere.
                try await rig.byHand("add map \(map) note by-hand")
                try await rig.byHand("del map \(map) search|2")
                try await rig.byHand("set map \(map) gen 9")
                let found = await rig.edge.drift(from: desired)
                #expect(found.contains(.generation(place: .runtime, expected: 2, found: 9)))
                #expect(found.contains { if case .unreadable(.runtime, _) = $0 { true } else { false } })
                try await rig.edge.repair(to: desired)
                #expect(try await rig.edge.readBack() == desired)

                // In the file.
                try "gen 2\ncatalog|2 rubbish\n".overwrite(map)
                let torn = await rig.edge.drift(from: desired)
                #expect(!torn.isEmpty && torn.allSatisfy { $0.place == .file })
                try await rig.edge.repair(to: desired)
                #expect(try await rig.edge.filedPolicy() == desired)
                unlink(map)
                #expect(await rig.edge.drift(from: desired).count == 1)
                try await rig.edge.repair(to: desired)
                #expect(try await rig.edge.filedPolicy() == desired)

                // Drift does not survive an apply of the policy in force either.
                try await rig.byHand("set map \(map) catalog|2 9000:10000:oops:0:-")
                #expect(try await rig.apply(2, units).means == .oneValue)
                #expect(await rig.edge.drift(from: desired).isEmpty)
            }
        }

        @Test func whatWasSaidFirstIsWrittenFirst() async throws {
            try await EdgeRig.with { rig in
                try await rig.apply(1, ["catalog": .allOld])
                // The runtime cannot be reached: forward leaves the file ahead, back leaves the file as it was.
                let process = try #require(HAProxyProcess.adopt(rig.configuration.layout))
                kill(process.processID, SIGKILL)
                while process.isAlive { try await Task.sleep(for: .milliseconds(5)) }
                await #expect(throws: TrafficError.self) {
                    try await rig.apply(1, ["catalog": UnitPolicy(newBelow: 50, decision: "d1")], .back)
                }
                #expect(try await rig.edge.filedPolicy().units["catalog"]?.newBelow == 0)
            }
        }

        @Test func birthsReturnToOldWhenTheLeaseLapses() async throws {
            try await EdgeRig.with { rig in
                let leased = UnitPolicy(newBelow: 10_000, leased: true, decision: "d1")
                let pinned = UnitPolicy(newBelow: 10_000, leased: true, pinsFrom: 1, decision: "d1")
                let finished = UnitPolicy(newBelow: 10_000, decision: "d0")
                try await rig.apply(1, ["catalog": leased, "search": finished, "checkout-eu": pinned])
                #expect(try await rig.get("/product/0").side == "old")
                try await rig.edge.renewLease(seconds: 2)
                #expect(try await rig.get("/product/1").side == "new")
                let pin = try #require(try await rig.get("/cart", host: "eu.shop.test").cookie("__mpin"))
                try await Task.sleep(for: .milliseconds(3200))
                #expect(try await rig.get("/product/2").side == "old")
                #expect(try await rig.get("/search").side == "new")
                // Who was born on new finishes there; who comes now is born on old.
                let cookie = ["cookie": "__mpin=\(pin)"]
                #expect(try await rig.get("/cart/mine", host: "eu.shop.test", headers: cookie).side == "new")
                let born = try await rig.get("/cart/late", host: "eu.shop.test")
                #expect(born.side == "old")
                #expect(born.cookie("__mpin") == "checkout-eu.o.1")
                let line = try #require(try await rig.feed.line(path: "/product/2"))
                #expect(line.side == "l")
                #expect(line.cohort == "new")
                try await rig.edge.renewLease(seconds: 30)
                #expect(try await rig.get("/product/3").side == "new")
                // Renewing is no drift.
                let desired = try await rig.edge.readBack()
                #expect(await rig.edge.drift(from: desired).isEmpty)
            }
        }

        @Test func trafficStandsWhenNobodyDrivesIt() async throws {
            try await EdgeRig.with { rig in
                _ = try await HAProxyEdge(rig.configuration).apply(
                    EdgePolicy(generation: 1, units: ["catalog": UnitPolicy(newBelow: 10_000, decision: "d1")]),
                    .forward)
                #expect(try await rig.get("/product/1").side == "new")
                let process = try #require(HAProxyProcess.adopt(rig.configuration.layout))
                // A session of its own: signals to the starter's group do not reach it.
                #expect(getsid(process.processID) == process.processID)
            }
        }
    }
}
