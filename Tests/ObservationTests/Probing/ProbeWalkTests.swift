import Gating
import Hummingbird
import Observation
import Synchronization
import Testing

/// Journeys against two small real shops.
@Suite(.timeLimit(.minutes(1))) struct ProbeWalkTests {
    /// Adds to a cart, then shows it: the cart lives in a cookie.
    private static func shop(_ total: @escaping @Sendable (String) -> String) -> TwoShops.Answering {
        { asked in
            switch (asked.method, asked.path.prefix { $0 != "?" }) {
            case ("POST", "/add"):
                guard asked.body.hasPrefix("sku=") else { return TwoShops.page("", status: 422) }
                return TwoShops.page(
                    "", status: 303, ["location": "/cart?x=1", "set-cookie": "cart=\(asked.body.dropFirst(4)); Path=/"])
            case ("GET", "/cart"):
                guard let cookie = asked.header("cookie"), asked.path == "/cart?x=1" else {
                    return TwoShops.page("no cart", status: 404)
                }
                return TwoShops.page("<p>Total <b>\(total(String(cookie.dropFirst(5))))</b></p>")
            default: return TwoShops.page("", status: 404)
            }
        }
    }

    private let table = ProbeTable(
        journeys: [
            Journey(
                "cart",
                [
                    .post(
                        "/add", form: [.init("sku", "{product}")], [Capture("next", .header("location"))],
                        expect: [303]),
                    .get("{next}", [Capture("total", .between(after: "Total ", before: "</p>"))]),
                ])
        ],
        cases: ["A 1", "B&2", "C/3"].map {
            ProbeCase("cart of \($0)", journey: "cart", host: "eu.shop.test", arguments: ["product": $0])
        }, compared: [ComparedValue("total")])

    private func reader(
        _ endpoints: SideEndpoints, _ table: ProbeTable? = nil, limits: ProbeLimits = ProbeLimits(),
        mark: ProbeMark = ProbeMark()
    ) throws -> ProbeReader {
        try ProbeReader(
            signal: "prices", every: .seconds(30), table: table ?? self.table, endpoints: endpoints, mark: mark,
            limits: limits)
    }

    @Test func bothSidesAgree() async throws {
        let old = Self.shop { _ in "€ 12,50" }
        let new = Self.shop { _ in "12.50&nbsp;&euro;" }
        try await TwoShops.serve(old: old, new: new) { endpoints in
            let reading = try await reader(endpoints).read()
            let result = try #require(reading.evidence.exact)
            #expect(result.couldCheck)
            #expect(result.compared == 3)
            #expect(result.mismatches == 0, "\(reading.shown)")
        }
    }

    @Test func oneValueDiffers() async throws {
        try await TwoShops.serve(
            old: Self.shop { _ in "12.50" }, new: Self.shop { $0.hasPrefix("B") ? "12.51" : "12.50" }
        ) { endpoints in
            let run = try await reader(endpoints).run()
            #expect(run.result.mismatches == 1)
            #expect(run.result.detail == "1 of 3 values differ: total: cart of B&2: 12.50 old, 12.51 new")
            var declared = table
            declared.exceptions = [.init(case: "cart of B&2", value: "total", why: "rounded up since May")]
            let again = try await reader(endpoints, declared).run()
            #expect(again.result.mismatches == 0)
            #expect(again.result.couldCheck)
        }
    }

    @Test func aNewSideThatFailsIsAMismatch() async throws {
        let failing: TwoShops.Answering = { asked in
            asked.method == "GET" ? TwoShops.page("", status: 500) : try await Self.shop { _ in "" }(asked)
        }
        try await TwoShops.serve(old: Self.shop { _ in "1.00" }, new: failing) { endpoints in
            let result = try await reader(endpoints).run().result
            #expect(result.couldCheck)
            #expect(result.mismatches == 3)
            #expect(result.detail.contains("the new side answered 500 to GET {next}, expected 200"))
        }
        try await TwoShops.serve(old: failing, new: Self.shop { _ in "1.00" }) { endpoints in
            let result = try await reader(endpoints).run().result
            #expect(!result.couldCheck)
            #expect(result.mismatches == 0)
            #expect(result.detail.hasPrefix("3 of 3 cases could not be checked: cart of A 1 (the old side"))
        }
        try await TwoShops.serve(old: failing, new: failing) { endpoints in
            let result = try await reader(endpoints).run().result
            #expect(!result.couldCheck)
        }
    }

    @Test func anOldSideThatFailsNowAndThenIsAskedAgain() async throws {
        let number = Atomic<Int>(0)
        let moody: TwoShops.Answering = { asked in
            number.add(1, ordering: .relaxed).newValue % 3 == 1
                ? TwoShops.page("", status: 402) : try await Self.shop { _ in "1.00" }(asked)
        }
        var one = table
        one.cases = [table.cases[0]]
        let only = one
        try await TwoShops.serve(old: moody, new: Self.shop { _ in "1.00" }) { endpoints in
            let once = try await reader(endpoints, only, limits: ProbeLimits(attempts: 1)).run().result
            #expect(!once.couldCheck)
            number.store(0, ordering: .relaxed)
            let result = try await reader(endpoints, only).run().result
            #expect(result.couldCheck)
            #expect(result.mismatches == 0)
        }
        number.store(0, ordering: .relaxed)
        try await TwoShops.serve(old: Self.shop { _ in "1.00" }, new: moody) { endpoints in
            let result = try await reader(endpoints, only).run().result
            #expect(result.mismatches == 1)
        }
    }

    @Test func nobodyThere() async throws {
        try await TwoShops.serve(old: Self.shop { _ in "1.00" }, new: Self.shop { _ in "1.00" }) { endpoints in
            // Port 1 is reserved and nobody listens on it.
            let noNew = try SideEndpoints(old: endpoints.old, new: "http://127.0.0.1:1")
            let result = try await reader(noNew).run().result
            #expect(result.mismatches == 3)
            #expect(result.detail.contains("the new side did not answer"), "\(result.detail)")
            let noOld = try SideEndpoints(old: "http://127.0.0.1:1", new: endpoints.new)
            let unknown = try await reader(noOld).run().result
            #expect(!unknown.couldCheck)
        }
    }

    @Test func redirectsElsewhereAreNotFollowed() async throws {
        let away: TwoShops.Answering = { asked in
            asked.method == "POST"
                ? TwoShops.page("", status: 303, ["location": "https://evil.test/cart"]) : TwoShops.page("")
        }
        try await TwoShops.serve(old: Self.shop { _ in "1.00" }, new: away) { endpoints in
            let result = try await reader(endpoints).run().result
            #expect(result.mismatches == 3)
            #expect(result.detail.contains("leads to no page of eu.shop.test, `https://evil.test/cart`"))
        }
    }

    @Test func absoluteRedirectsOnTheHostAreFollowed() async throws {
        let absolute: TwoShops.Answering = { asked in
            var answer = try await Self.shop { _ in "1.00" }(asked)
            if asked.method == "POST" { answer.headers[.location] = "https://eu.SHOP.test:443/cart?x=1" }
            return answer
        }
        try await TwoShops.serve(old: Self.shop { _ in "1.00" }, new: absolute) { endpoints in
            let result = try await reader(endpoints).run().result
            #expect(result.mismatches == 0)
        }
    }

    @Test func bothSidesWalkInLockstep() async throws {
        // The old side is slow: were the new one not held back, its second step would begin 800 ms before the old's.
        let times = Mutex<[String: [ContinuousClock.Instant]]>([:])
        func meeting(_ delay: Duration) -> TwoShops.Answering {
            { asked in
                times.withLock { $0[asked.method, default: []].append(.now) }
                try await Task.sleep(for: delay)
                return try await Self.shop { _ in "1.00" }(asked)
            }
        }
        var one = table
        one.cases = [table.cases[0]]
        let only = one
        try await TwoShops.serve(old: meeting(.milliseconds(800)), new: meeting(.zero)) { endpoints in
            let result = try await reader(endpoints, only).run().result
            #expect(result.mismatches == 0)
        }
        for (_, begun) in times.withLock({ $0 }) {
            #expect(begun.count == 2)
            #expect(begun[1] - begun[0] < .milliseconds(600))
        }
    }

    @Test func everyRequestIsMarked() async throws {
        let seen = Mutex<[TwoShops.Asked]>([])
        let shop: TwoShops.Answering = { asked in
            seen.withLock { $0.append(asked) }
            return try await Self.shop { _ in "1.00" }(asked)
        }
        var phone = table
        for place in phone.cases.indices { phone.cases[place].agent = "Phone/1" }
        let table = phone
        try await TwoShops.serve(old: shop, new: shop) { endpoints in
            let run = try await reader(endpoints, table, mark: ProbeMark(secret: .init("x-tester", "s3"))).run()
            #expect(run.result.mismatches == 0)
            #expect(run.result.couldCheck)
        }
        let all = seen.withLock { $0 }
        #expect(all.count == 12)
        for asked in all {
            #expect(asked.header("x-sluice-probe") == "probe")
            #expect(asked.header("x-tester") == "s3")
            #expect(asked.header("user-agent") == "Phone/1")
            #expect(asked.host == "eu.shop.test")
        }
        #expect(Set(all.map(\.body)) == ["", "sku=A%201", "sku=B%262", "sku=C%2F3"])
    }

    @Test func aSilentSideIsGivenUp() async throws {
        let silent: TwoShops.Answering = { _ in
            try await Task.sleep(for: .seconds(30))
            return TwoShops.page("")
        }
        try await TwoShops.serve(old: Self.shop { _ in "1.00" }, new: silent) { endpoints in
            let limits = ProbeLimits(step: .seconds(1), total: .seconds(10))
            let result = try await reader(endpoints, limits: limits).run().result
            #expect(result.mismatches == 3)
            #expect(result.detail.contains("did not answer within 1 s"))
            // Where the time of the whole reading ends first, nobody is to blame.
            let short = ProbeLimits(parallel: 1, step: .seconds(5), total: .milliseconds(300))
            let cut = try await reader(endpoints, limits: short).run()
            #expect(!cut.result.couldCheck)
            #expect(cut.result.mismatches == 0)
            #expect(cut.result.detail.hasPrefix("3 of 3 cases could not be checked"))
        }
    }

    @Test func aReadingCanBeCalledOff() async throws {
        let silent: TwoShops.Answering = { _ in
            try await Task.sleep(for: .seconds(30))
            return TwoShops.page("")
        }
        try await TwoShops.serve(old: silent, new: silent) { endpoints in
            let reader = try reader(endpoints)
            let begun = ContinuousClock.now
            let task = Task { await reader.run() }
            try await Task.sleep(for: .milliseconds(100))
            task.cancel()
            let run = await task.value
            #expect(ContinuousClock.now - begun < .seconds(3))
            #expect(!run.result.couldCheck)
            #expect(run.result.mismatches == 0)
        }
    }

    @Test func aFloodIsNotRead() async throws {
        let flood: TwoShops.Answering = { asked in
            asked.method == "POST"
                ? try await Self.shop { _ in "" }(asked) : TwoShops.page(String(repeating: "x", count: 3_000_000))
        }
        try await TwoShops.serve(old: Self.shop { _ in "1.00" }, new: flood) { endpoints in
            let result = try await reader(endpoints).run().result
            #expect(result.detail.contains("answered with more than 2097152 bytes"))
        }
    }
}
