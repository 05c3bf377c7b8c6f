import Testing
import Traffic

extension EdgeTests {
    /// Rules 3, 4 and 5: one atomic decision, nothing wrong after an acknowledgement, connections that switch.
    @Suite struct Flips {
        @Test func severalUnitsChangeWithoutATornRequest() async throws {
            try await EdgeRig.with { rig in
                let shares = [0, 10_000]
                func policy(_ generation: Int) -> [String: UnitPolicy] {
                    let side = UnitPolicy(newBelow: shares[generation % 2], decision: "d\(generation)")
                    return ["catalog": side, "search": side, "checkout-eu": side]
                }
                try await rig.apply(1, policy(1))
                let done = Flag()
                let port = rig.port
                let asked = try await withThrowingTaskGroup(of: Int.self) { group in
                    for _ in 0..<3 {
                        group.addTask {
                            try await onOwnThread {
                                let connection = try RawConnection(port: port)
                                var count = 0
                                while !done.isRaised {
                                    for path in ["/product/1", "/search"] {
                                        _ = try connection.get(path, host: "eu.shop.test")
                                        count += 1
                                    }
                                }
                                return count
                            }
                        }
                    }
                    for generation in 2...301 {
                        let change = try await rig.apply(generation, policy(generation))
                        #expect(change.means == .generation)
                    }
                    done.raise()
                    return try await group.reduce(0, +)
                }
                let lines = try await rig.feed.requests(atLeast: asked)
                #expect(lines.count == asked)
                // Decision, generation and side of one request are of one policy.
                for line in lines {
                    let parts = line.decision.split(separator: "/")
                    let generation = try #require(Int(parts[0]))
                    #expect(parts[1] == "d\(generation)")
                    #expect(line.side == (shares[generation % 2] == 0 ? "o" : "n"))
                }
                #expect(Set(lines.map(\.decision)).count > 100)
            }
        }

        @Test func nothingIsServedByTheWrongSideAfterAnAcknowledgement() async throws {
            try await EdgeRig.with { rig in
                try await rig.apply(1, ["catalog": UnitPolicy(decision: "d0"), "search": UnitPolicy(decision: "d0")])
                let port = rig.port
                for flip in 1...200 {
                    let forward = flip % 2 == 1
                    let side = UnitPolicy(newBelow: forward ? 10_000 : 0, decision: "d\(flip)")
                    // One unit in place, and now and then two at once.
                    let units = flip % 5 == 0 ? ["catalog": side, "search": side] : ["catalog": side]
                    let before = try await rig.edge.readBack()
                    let policy = EdgePolicy(
                        generation: before.generation, units: before.units.merging(units) { $1 })
                    _ = try await rig.edge.apply(policy, forward ? .forward : .back)
                    let served = try await onOwnThread { try RawConnection(port: port).get("/product/1").side }
                    #expect(served == (forward ? "new" : "old"))
                }
            }
        }

        @Test func keepAliveConnectionsSwitchOnTheNextRequest() async throws {
            try await EdgeRig.with { rig in
                try await rig.apply(1, ["catalog": .allOld])
                let port = rig.port
                let connection = try await onOwnThread { Box(try RawConnection(port: port)) }
                #expect(try await onOwnThread { try connection.value.get("/").side } == "old")
                // A request in flight finishes where it began.
                try await onOwnThread { try connection.value.send(RawConnection.request("GET", "/slow/300")) }
                try await Task.sleep(for: .milliseconds(50))
                try await rig.apply(1, ["catalog": UnitPolicy(newBelow: 10_000, decision: "d1")])
                #expect(try await onOwnThread { try connection.value.receive().side } == "old")
                #expect(try await onOwnThread { try connection.value.get("/").side } == "new")
            }
        }

        @Test func http2ConnectionsSwitchOnTheNextStream() async throws {
            try await EdgeRig.with { rig in
                try await rig.apply(1, ["catalog": .allOld])
                let port = try #require(rig.topology.listeners.clearHTTP2).port
                let connection = try await onOwnThread { Box(try HTTP2Connection(port: port)) }
                func side(_ path: String) async throws -> String {
                    try await onOwnThread {
                        let stream = try connection.value.start(path)
                        return String(try connection.value.body(of: stream).prefix(3))
                    }
                }
                #expect(try await side("/") == "old")
                let slow = try await onOwnThread { try connection.value.start("/slow/300") }
                try await Task.sleep(for: .milliseconds(50))
                try await rig.apply(1, ["catalog": UnitPolicy(newBelow: 10_000, decision: "d1")])
                #expect(try await onOwnThread { try connection.value.body(of: slow).hasPrefix("old") })
                #expect(try await side("/") == "new")
                try await rig.apply(1, ["catalog": UnitPolicy(decision: "d2")], .back)
                #expect(try await side("/") == "old")
            }
        }

        @Test func longLivedConnectionsEndByAnExplicitDrain() async throws {
            try await EdgeRig.with { rig in
                try await rig.apply(1, ["catalog": UnitPolicy(newBelow: 10_000, decision: "d1")])
                let port = rig.port
                let connection = try await onOwnThread { Box(try RawConnection(port: port, patience: 5)) }
                try await onOwnThread { try connection.value.send(RawConnection.request("GET", "/stream")) }
                try await Task.sleep(for: .milliseconds(100))
                try await rig.apply(1, ["catalog": UnitPolicy(decision: "d2")], .back)
                try await rig.edge.drainConnections(of: .new)
                #expect(try await onOwnThread { connection.value.waitsForEnd() })
            }
        }

        @Test func goingBackAGenerationIsOnePointer() async throws {
            try await EdgeRig.with { rig in
                let before = ["catalog": UnitPolicy(decision: "d1"), "search": UnitPolicy(decision: "d1")]
                let after = UnitPolicy(newBelow: 10_000, decision: "d2")
                try await rig.apply(1, before)
                try await rig.apply(2, ["catalog": after, "search": after])
                #expect(try await rig.get("/search").side == "new")
                let back = try await rig.apply(1, before, .back)
                #expect(back.means == .pointer)
                #expect(back.generation == 1)
                #expect(try await rig.get("/search").side == "old")
                let everything = try await rig.edge.apply(.allOld, .back)
                #expect(everything.means == .pointer)
                #expect(try await rig.edge.readBack() == .allOld)
            }
        }

        @Test func segmentsAreDecidedOnTheirOwn() async throws {
            try await EdgeRig.with { rig in
                let units = [
                    "catalog": UnitPolicy(newBelow: 10_000, decision: "d1"),
                    "catalog|US.desktop": UnitPolicy(decision: "d2"),
                    "search|EU.desktop": UnitPolicy(newBelow: 10_000, decision: "d3"),
                ]
                let done = try await rig.apply(1, units)
                #expect(done.policy.units == units)
                #expect(try await rig.edge.readBack() == EdgePolicy(generation: 1, units: units))
                #expect(try await rig.get("/product/1", headers: ["x-edge-country": "DE"]).side == "new")
                #expect(try await rig.get("/product/1", headers: ["x-edge-country": "US"]).side == "old")
                #expect(try await rig.get("/search", headers: ["x-edge-country": "DE"]).side == "new")
                #expect(try await rig.get("/search", headers: ["x-edge-country": "US"]).side == "old")
            }
        }

        @Test func manyRowsFitTheBoundOfAPayload() async throws {
            try await EdgeRig.with { rig in
                var units: [String: UnitPolicy] = [:]
                for unit in rig.topology.units {
                    units[unit.id] = UnitPolicy(newBelow: 10, decision: "d-with-a-rather-long-name-000000000000000000")
                    for segment in rig.topology.allSegments.sorted() {
                        units["\(unit.id)|\(segment)"] = UnitPolicy(
                            newBelow: units.count, decision: "d-with-a-rather-long-name-\(100_000 + units.count)")
                    }
                }
                for generation in 1...12 {
                    let done = try await rig.apply(generation, units)
                    #expect(done.policy.units == units)
                }
                #expect(try await rig.edge.readBack() == EdgePolicy(generation: 12, units: units))
                #expect(await rig.edge.drift(from: EdgePolicy(generation: 12, units: units)).isEmpty)
            }
        }
    }
}
