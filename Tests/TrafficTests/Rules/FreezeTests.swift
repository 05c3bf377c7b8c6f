import Testing
import Traffic

extension EdgeTests {
    /// Rule 9: freezing a unit, and the two steps of a hand over.
    @Suite struct Freezes {
        @Test func readOnlyRefusesWritesAndServesReads() async throws {
            try await EdgeRig.with { rig in
                try await rig.apply(1, ["catalog": UnitPolicy(decision: "d1"), "search": UnitPolicy(decision: "d1")])
                let frozen = try await rig.edge.setMode(.readOnly, of: ["catalog"], decision: "d2", retryAfter: 17)
                #expect(frozen.means == .oneValue)
                #expect(try await rig.get("/product/1").status == 200)
                #expect(try await rig.post("/search").status == 200)
                for method in ["POST", "PUT", "PATCH", "DELETE"] {
                    let port = rig.port
                    let answer = try await onOwnThread {
                        let connection = try RawConnection(port: port)
                        try connection.send(RawConnection.request(method, "/product/\(method)", body: "x"))
                        return try connection.receive()
                    }
                    #expect(answer.status == 503)
                    #expect(answer.header("retry-after") == "17")
                    #expect(try await rig.feed.line(path: "/product/\(method)")?.side == "x")
                }
                #expect(try await rig.get("/product/2?add-to-cart=9").status == 503)
                #expect(rig.old.writes == 1)
                _ = try await rig.edge.setMode(.open, of: ["catalog"], decision: "d3")
                #expect(try await rig.post("/product/1").status == 200)
            }
        }

        @Test func maintenanceRefusesEverythingOfTheUnit() async throws {
            try await EdgeRig.with { rig in
                try await rig.apply(1, ["catalog": UnitPolicy(newBelow: 10_000, decision: "d1")])
                _ = try await rig.edge.setMode(.maintenance, of: ["catalog", "checkout-eu"], decision: "d2")
                #expect(try await rig.get("/product/1").status == 503)
                #expect(try await rig.get("/cart", host: "eu.shop.test").status == 503)
                #expect(try await rig.get("/search").status == 200)
                let line = try #require(try await rig.feed.line(path: "/product/1"))
                #expect(line.side == "x")
                #expect(line.cohort == "new")
            }
        }

        @Test func aHandOverFreezesInTwoSteps() async throws {
            try await EdgeRig.with { rig in
                let host = "eu.shop.test"
                try await rig.apply(1, ["checkout-eu": UnitPolicy(decision: "d1")])
                // First no checkout may start, while open payments drain.
                _ = try await rig.edge.setMode(.noStarts, of: ["checkout-eu"], decision: "d2")
                #expect(try await rig.get("/checkout", host: host).status == 503)
                #expect(try await rig.post("/cart/add", host: host).status == 503)
                #expect(try await rig.get("/cart", host: host).status == 200)
                #expect(try await rig.post("/checkout/pay/card", host: host).status == 200)
                #expect(try await rig.get("/checkout/pay/return", host: host).status == 200)

                // Then what finishes a payment waits, a return by GET too, and goes on where the policy then sends it.
                _ = try await rig.edge.setMode(
                    .delayWrites, of: ["checkout-eu"], decision: "d3", pause: .seconds(5))
                #expect(try await rig.post("/cart/add", host: host).status == 503)
                #expect(try await rig.get("/cart", host: host).status == 200)
                let writes = rig.new.writes
                async let held = withThrowingTaskGroup(of: RawResponse.self) { group in
                    for index in 0..<20 {
                        group.addTask {
                            index == 0
                                ? try await rig.get("/checkout/pay/return", host: host)
                                : try await rig.post("/checkout/pay/card", host: host)
                        }
                    }
                    return try await group.reduce(into: [RawResponse]()) { $0.append($1) }
                }
                try await Task.sleep(for: .milliseconds(400))
                #expect(rig.new.writes == writes)
                let released = ContinuousClock.now
                try await rig.apply(1, ["checkout-eu": UnitPolicy(newBelow: 10_000, decision: "d4")])
                let answers = try await held
                #expect(ContinuousClock.now - released < .milliseconds(500))
                #expect(answers.count == 20)
                #expect(answers.allSatisfy { $0.status == 200 && $0.side == "new" })
                #expect(rig.new.writes == writes + 19)
            }
        }

        @Test func aHoldEndsAtItsBound() async throws {
            try await EdgeRig.with(steps: []) { rig in
                try await rig.apply(1, ["catalog": UnitPolicy(decision: "d1")])
                _ = try await rig.edge.setMode(
                    .delayWrites, of: ["catalog"], decision: "d2", pause: .milliseconds(300))
                let began = ContinuousClock.now
                let answer = try await rig.post("/product/1")
                #expect(answer.status == 503)
                #expect(answer.header("retry-after") != nil)
                #expect(ContinuousClock.now - began >= .milliseconds(300))
                #expect(ContinuousClock.now - began < .milliseconds(1500))
                #expect(rig.old.writes == 0)
            }
        }

        @Test func threeHundredHeldPostsAreReleasedTogether() async throws {
            try await EdgeRig.with(steps: []) { rig in
                try await rig.apply(1, ["catalog": UnitPolicy(decision: "d1")])
                _ = try await rig.edge.setMode(.delayWrites, of: ["catalog"], decision: "d2", pause: .seconds(10))
                let port = rig.port
                let held = try await onOwnThread {
                    Box(
                        try (0..<300).map { _ in
                            let connection = try RawConnection(port: port)
                            try connection.send(RawConnection.request("POST", "/product/1", body: "a=1"))
                            return connection
                        })
                }
                try await Task.sleep(for: .milliseconds(300))
                #expect(rig.old.writes == 0)
                _ = try await rig.edge.setMode(.open, of: ["catalog"], decision: "d3")
                let (waited, served) = try await onOwnThread {
                    let began = ContinuousClock.now
                    let served = try held.value.count { try $0.receive().status == 200 }
                    return (ContinuousClock.now - began, served)
                }
                #expect(served == 300)
                #expect(waited < .seconds(1), "released in \(waited)")
                print("300 held posts released in \(waited)")
            }
        }
    }
}
