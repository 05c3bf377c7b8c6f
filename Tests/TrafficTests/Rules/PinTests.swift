import Testing
import Traffic

extension EdgeTests {
    /// Pins of a checkout: where a cart is born it finishes, until it is evicted. Rule 8 with `plan.md`.
    @Suite struct Pins {
        private static let host = "eu.shop.test"

        @Test func stoppingBirthsLeavesPinsAndEvictingEndsThem() async throws {
            try await EdgeRig.with { rig in
                let open = UnitPolicy(newBelow: 10_000, pinsFrom: 1, decision: "d1")
                try await rig.apply(1, ["checkout-eu": open])
                let born = try await rig.get("/cart/1", host: Self.host)
                #expect(born.side == "new")
                let pin = try #require(born.cookie("__mpin"))
                #expect(pin == "checkout-eu.n.1")
                let pinned = ["cookie": "__mpin=\(pin); __mvid=\(born.cookie("__mvid") ?? "")"]
                #expect(try await rig.get("/cart/2", host: Self.host, headers: pinned).cookie("__mpin") == nil)

                let stopped = open.stoppingBirths(decision: "d2")
                try await rig.apply(1, ["checkout-eu": stopped], .back)
                #expect(try await rig.get("/cart/3", host: Self.host, headers: pinned).side == "new")
                let late = try await rig.get("/cart/4", host: Self.host)
                #expect(late.side == "old")
                #expect(late.cookie("__mpin") == "checkout-eu.o.1")

                let evicted = stopped.evicting(decision: "d3")
                try await rig.apply(1, ["checkout-eu": evicted], .back)
                let back = try await rig.get("/cart/5", host: Self.host, headers: pinned)
                #expect(back.side == "old")
                #expect(back.cookie("__mpin") == "checkout-eu.o.2")
                // Born on old stays on old while the share grows again.
                try await rig.apply(1, ["checkout-eu": UnitPolicy(newBelow: 10_000, pinsFrom: 2, decision: "d4")])
                let old = ["cookie": "__mpin=checkout-eu.o.2"]
                #expect(try await rig.get("/cart/6", host: Self.host, headers: old).side == "old")

                let sides = ["/cart/2": "N", "/cart/3": "N", "/cart/4": "o", "/cart/5": "o", "/cart/6": "O"]
                for (path, side) in sides { #expect(try await rig.feed.line(path: path)?.side == side, "\(path)") }
            }
        }

        @Test func aPinOfAnotherUnitOrShapeIsIgnored() async throws {
            try await EdgeRig.with { rig in
                try await rig.apply(1, ["checkout-eu": UnitPolicy(pinsFrom: 3, decision: "d1")])
                for pin in [
                    "checkout-world.n.3", "checkout-eu.n.2", "checkout-eu.x.3", "checkout-eu.n", "checkout-eu", "..",
                    "checkout-eu.n.", "n", "",
                ] {
                    let answer = try await rig.get("/cart", host: Self.host, headers: ["cookie": "__mpin=\(pin)"])
                    #expect(answer.side == "old", "\(pin)")
                }
                #expect(
                    try await rig.get("/cart", host: Self.host, headers: ["cookie": "__mpin=checkout-eu.n.3"]).side
                        == "new")
                // Units without pins neither obey nor issue them.
                let page = try await rig.get("/", headers: ["cookie": "__mpin=catalog.n.9"])
                #expect(page.side == "old")
                #expect(page.cookie("__mpin") == nil)
            }
        }

        @Test func twoPinnedUnitsOnOneHostAreRefused() async throws {
            try await EdgeRig.with { rig in
                let pinned = UnitPolicy(pinsFrom: 1, decision: "d")
                try await rig.apply(1, ["checkout-eu": pinned, "checkout-world": pinned])
                await #expect(throws: TrafficError.self) {
                    try await rig.apply(2, ["checkout-eu": pinned, "catalog": pinned])
                }
            }
        }
    }

    /// Rule 12: a new side without a live server.
    @Suite struct Fallbacks {
        @Test func fallsBackOnlyWhereAllowedAndKeepsTheCohort() async throws {
            try await EdgeRig.with { rig in
                let units = [
                    "catalog": UnitPolicy(newBelow: 10_000, fallback: true, decision: "d1"),
                    "search": UnitPolicy(newBelow: 10_000, decision: "d1"),
                    "checkout-eu": UnitPolicy(newBelow: 10_000, pinsFrom: 1, fallback: true, decision: "d1"),
                ]
                try await rig.apply(1, units)
                #expect(try await rig.get("/product/1").side == "new")
                let pin = try #require(try await rig.get("/cart/1", host: "eu.shop.test").cookie("__mpin"))
                await rig.new.close()
                // The first connections that fail take the server out, long before the next check would.
                for _ in 0..<4 { _ = try await rig.get("/search/warm") }
                try await rig.waitUntil(.new, isUp: false)

                #expect(try await rig.get("/product/2").side == "old")
                let refused = try await rig.get("/search/down")
                #expect(refused.status == 503)
                #expect(refused.header("retry-after") != nil)
                #expect(refused.cookie("__mvid") != nil)
                let cookie = ["cookie": "__mpin=\(pin)"]
                let kept = try await rig.get("/cart/kept", host: "eu.shop.test", headers: cookie)
                #expect(kept.side == "old")
                #expect(kept.cookie("__mpin") == nil)
                let born = try await rig.get("/cart/born", host: "eu.shop.test")
                #expect(born.cookie("__mpin") == "checkout-eu.o.1")

                let fallen = try #require(try await rig.feed.line(path: "/product/2"))
                #expect(fallen.side == "f")
                #expect(fallen.cohort == "new")
                let failed = try #require(try await rig.feed.line(path: "/search/down"))
                #expect(failed.side == "n")
                #expect(failed.cohort == "new")
                #expect(failed.status == 503)

                try await rig.new.open()
                try await rig.waitUntil(.new, isUp: true)
                #expect(try await rig.get("/product/3").side == "new")
                #expect(try await rig.get("/cart/2", host: "eu.shop.test", headers: cookie).side == "new")
            }
        }

        @Test func nothingIsPinnedByAFailedAnswer() async throws {
            try await EdgeRig.with { rig in
                try await rig.apply(1, ["checkout-eu": UnitPolicy(newBelow: 10_000, pinsFrom: 1, decision: "d1")])
                await rig.new.close()
                try await rig.waitUntil(.new, isUp: false)
                let answer = try await rig.get("/cart", host: "eu.shop.test")
                #expect(answer.status == 503)
                #expect(answer.cookie("__mpin") == nil)
            }
        }
    }
}
