import Testing
import Traffic

extension EdgeTests {
    /// What a single request is made of: unit, step, segment, visitor, and what the shops see. Rule 8.
    @Suite struct Requests {
        @Test func unitsStepsAndSegmentsAreLogged() async throws {
            try await EdgeRig.with { rig in
                try await rig.apply(4, ["catalog": UnitPolicy(decision: "d12")])
                let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Mobile/15E148"
                let cases: [(path: String, host: String, unit: String, step: String)] = [
                    ("/", "eu.shop.test", "catalog", "home"), ("/cart", "eu.shop.test:80", "checkout-eu", "cart"),
                    ("/cart/add", "us.shop.test", "checkout-world", "cart"),
                    ("/cartoon", "eu.shop.test", "catalog", "-"), ("/product/sku-1", "x.test", "catalog", "product"),
                    ("/checkout/pay/card", "eu.shop.test", "checkout-eu", "pay.card"),
                    ("/checkout/pay", "apac.shop.test", "checkout-world", "pay"),
                    ("/checkout/form", "EU.SHOP.TEST", "checkout-eu", "checkout"),
                    ("/%63art", "eu.shop.test", "checkout-eu", "cart"), ("/checkout", "x.test", "catalog", "checkout"),
                ]
                for (index, one) in cases.enumerated() {
                    let country = index % 2 == 0 ? "DE" : "us"
                    let headers = ["x-edge-country": country, "user-agent": phone]
                    _ = try await rig.get(one.path + "?q=\(index)", host: one.host, headers: headers)
                    let lines = try await rig.feed.requests(atLeast: index + 1)
                    let line = try #require(lines.last)
                    #expect(line.unit == one.unit, "\(one)")
                    #expect(line.step == one.step, "\(one)")
                    #expect(line.path == one.path)
                    #expect(line.segment == (index % 2 == 0 ? "EU.mobile" : "US.mobile"))
                    #expect(line.sequence == index + 1)
                    #expect(line.device == "mobile")
                    #expect(line.decision == (one.unit == "catalog" ? "4/d12" : "4/none"))
                    #expect(line.server == "be_old/o1")
                    #expect(line.visitor.count == 16)
                }
                let process = try await rig.edge.processID()
                #expect(rig.feed.requests.allSatisfy { $0.id.hasPrefix("\(process)-") })
                #expect(Set(rig.feed.requests.map(\.id)).count == cases.count)
            }
        }

        @Test func aRequestWithoutAnyHeaderIsStillAWholeLine() async throws {
            try await EdgeRig.with { rig in
                let port = rig.port
                _ = try await onOwnThread {
                    let connection = try RawConnection(port: port)
                    try connection.send("GET /bare HTTP/1.1\r\nhost:\r\n\r\n")
                    return try connection.receive().status
                }
                _ = try await rig.feed.requests(atLeast: 1)
                _ = try? await onOwnThread {
                    let connection = try RawConnection(port: port)
                    try connection.send("nonsense\r\n\r\n")
                    return try connection.receive().status
                }
                let lines = try await rig.feed.requests(atLeast: 2)
                #expect(lines.map(\.segment).first == "ZZ.desktop")
                #expect(lines.count == 2)
                #expect(lines.map(\.sequence) == [1, 2])
            }
        }

        @Test func testersSeeTheSideTheyAskFor() async throws {
            try await EdgeRig.with { rig in
                try await rig.apply(1, ["catalog": UnitPolicy(newBelow: 5000, decision: "d")])
                for _ in 0..<4 {
                    let byHeader = try await rig.get("/", headers: ["x-store-preview": "token-new"])
                    #expect(byHeader.side == "new")
                    #expect(byHeader.header("x-sluice-side") == "n")
                    #expect(byHeader.sent("x-store-preview") == nil)
                    #expect(try await rig.get("/", headers: ["cookie": "__mprev=token-old"]).side == "old")
                }
                let lines = try await rig.feed.requests(atLeast: 8)
                #expect(lines.allSatisfy { $0.cohort == "test" })
                try await rig.apply(2, ["catalog": UnitPolicy(decision: "d")])
                #expect(try await rig.get("/", headers: ["x-store-preview": "guess"]).side == "old")
            }
        }

        @Test func pathsOfTheOldSideStayThere() async throws {
            try await EdgeRig.with { rig in
                try await rig.apply(1, ["catalog": UnitPolicy(newBelow: 10_000, decision: "d")])
                #expect(try await rig.get("/product/1").side == "new")
                #expect(try await rig.get("/legacy/import").side == "old")
                #expect(try await rig.get("/legacyish").side == "new")
            }
        }

        @Test func botsAreStableWithoutACookie() async throws {
            try await EdgeRig.with { rig in
                try await rig.apply(1, ["catalog": UnitPolicy(newBelow: 5000, decision: "d")])
                let agent = ["user-agent": "Mozilla/5.0 (Linux; Android 6.0.1) (compatible; Googlebot/2.1)"]
                var sides: Set<String> = []
                for _ in 0..<20 {
                    let answer = try await rig.get("/product/1", headers: agent)
                    sides.insert(answer.side)
                    #expect(answer.cookie("__mvid") == nil)
                }
                #expect(sides.count == 1)
                let lines = try await rig.feed.requests(atLeast: 20)
                #expect(lines.allSatisfy { $0.cohort == "bot" && $0.segment == "ZZ.bot" })
                #expect(Set(lines.map(\.visitor)).count == 1)
            }
        }

        @Test func aVisitorKeepsTheIdTheEdgeGave() async throws {
            try await EdgeRig.with { rig in
                try await rig.apply(1, ["catalog": UnitPolicy(newBelow: 5000, decision: "d")])
                for _ in 0..<10 {
                    let first = try await rig.get("/")
                    let visitor = try #require(first.cookie("__mvid"))
                    #expect(visitor.count == 36)
                    let again = try await rig.get("/", headers: ["cookie": "__mvid=\(visitor)"])
                    #expect(again.side == first.side)
                    #expect(again.cookie("__mvid") == nil)
                }
            }
        }

        @Test func nothingInternalComesFromOutside() async throws {
            try await EdgeRig.with { rig in
                let forged = ["x-sluice-route": "forged", "x-sluice-secret": "1", "x-forwarded-for": "9.9.9.9"]
                let answer = try await rig.get("/", headers: forged)
                #expect(answer.sent("x-sluice-secret") == nil)
                #expect(answer.sent("x-sluice-route") == "catalog o rest 0/none")
                #expect(answer.sent("x-forwarded-for") == "127.0.0.1")
            }
        }

        @Test func theProxyProtocolTellsTheAddress() async throws {
            try await EdgeRig.with { rig in
                let port = try #require(rig.topology.listeners.acceptProxy).port
                let answer = try await onOwnThread {
                    let connection = try RawConnection(port: port)
                    try connection.send("PROXY TCP4 203.0.113.7 127.0.0.1 5555 80\r\n")
                    return try connection.get("/")
                }
                #expect(answer.sent("x-forwarded-for") == "203.0.113.7")
            }
        }
    }
}
