import Foundation
import Gating
import Observation
import Synchronization
import Testing

/// Mirrored reads against two small real shops.
@Suite(.timeLimit(.minutes(1))) struct MirrorReaderTests {
    private static let good: TwoShops.Answering = { asked in
        asked.path == "/gone" ? TwoShops.page("no", status: 404) : TwoShops.page("<title>A</title><p>\(asked.path)</p>")
    }

    private func reader(
        _ queue: MirrorQueue, _ endpoints: SideEndpoints, freshness: Duration = .seconds(60),
        limits: ProbeLimits = ProbeLimits()
    ) -> MirrorReader {
        MirrorReader(
            signal: "mirror", every: .seconds(5), freshness: freshness, queue: queue, endpoints: endpoints,
            limits: limits)
    }

    private func queue(_ count: Int = 20, _ path: (Int) -> String = { "/page/\($0)" }) -> MirrorQueue {
        let queue = MirrorQueue(share: 1)
        for number in 0..<count { queue.offer(method: "GET", host: "eu.shop.test", path: path(number)) }
        return queue
    }

    @Test func equalShops() async throws {
        let waiting = queue { $0 == 3 ? "/gone" : "/page/\($0)" }
        try await TwoShops.serve(old: Self.good, new: Self.good) { endpoints in
            let reading = await reader(waiting, endpoints).read()
            #expect(reading.evidence.milestones == [.init(newUnits: 20)])
            #expect(reading.evidence.exact?.couldCheck == true)
            #expect(reading.evidence.exact?.detail == "20 reads equal")
        }
    }

    @Test func oneReadInFourDiffers() async throws {
        let waiting = queue()
        let new: TwoShops.Answering = { asked in
            Int(asked.path.dropFirst(6)).map { $0 % 4 == 0 } == true
                ? TwoShops.page("", status: 500) : try await Self.good(asked)
        }
        try await TwoShops.serve(old: Self.good, new: new) { endpoints in
            let reader = reader(waiting, endpoints)
            let reading = await reader.read()
            #expect(reading.evidence.milestones == [.init(newUnits: 20, newEvents: 5)])
            #expect(reading.evidence.exact?.mismatches == 5)
            #expect(await reader.summary.groups.map(\.text) == ["status 200 → 500"])
            await reader.begin()
            #expect(await reader.summary == MirrorSummary())
        }
    }

    @Test func noCookieIsSentAndEveryReadIsMarked() async throws {
        let seen = Mutex<[TwoShops.Asked]>([])
        let shop: TwoShops.Answering = { asked in
            seen.withLock { $0.append(asked) }
            return TwoShops.page("", ["set-cookie": "sid=1"])
        }
        let waiting = queue(5)
        try await TwoShops.serve(old: shop, new: shop) { endpoints in _ = await reader(waiting, endpoints).read() }
        let all = seen.withLock { $0 }
        #expect(all.count == 10)
        #expect(all.allSatisfy { $0.header("cookie") == nil && $0.header("x-sluice-probe") == "mirror" })
        #expect(all.allSatisfy { $0.method == "GET" && $0.host == "eu.shop.test" })
    }

    @Test func whatTheOldSideDoesNotRepeatIsNotCounted() async throws {
        let number = Atomic<Int>(0)
        let restless: TwoShops.Answering = { _ in
            TwoShops.page("<title>A</title><p>\(number.add(1, ordering: .relaxed).newValue)</p>")
        }
        let waiting = queue(10)
        try await TwoShops.serve(old: restless, new: restless) { endpoints in
            let found = await reader(waiting, endpoints).compare()
            #expect(found.compared == 10)
            #expect(found.differing == 0)
            #expect(found.unsteady == ["body: other": 10])
        }
        // The same restless pages without their title: that is a difference.
        let without: TwoShops.Answering = { _ in
            TwoShops.page("<title></title><p>\(number.add(1, ordering: .relaxed).newValue)</p>")
        }
        let again = queue(10)
        try await TwoShops.serve(old: restless, new: without) { endpoints in
            let found = await reader(again, endpoints).compare()
            #expect(found.groups.map(\.text) == ["body: title"])
            #expect(found.differing == 10)
        }
    }

    @Test func anOldSideThatFailsMeasuresNothing() async throws {
        let failing: TwoShops.Answering = { _ in TwoShops.page("", status: 503) }
        let waiting = queue(5)
        try await TwoShops.serve(old: failing, new: Self.good) { endpoints in
            let reading = await reader(waiting, endpoints, freshness: .zero).read()
            #expect(reading.evidence.milestones.isEmpty)
            #expect(reading.evidence.exact?.couldCheck == false)
            #expect(reading.evidence.exact?.detail.contains("the old side answered 503") == true)
        }
    }

    @Test func aNewSideThatDoesNotAnswerDiffers() async throws {
        let waiting = queue(5)
        try await TwoShops.serve(old: Self.good, new: Self.good) { endpoints in
            let gone = try SideEndpoints(old: endpoints.old, new: "http://127.0.0.1:1")
            let reading = await reader(waiting, gone).read()
            #expect(reading.evidence.milestones == [.init(newUnits: 5, newEvents: 5)])
        }
        let slow = queue(5)
        let silent: TwoShops.Answering = { _ in
            try await Task.sleep(for: .seconds(20))
            return TwoShops.page("")
        }
        try await TwoShops.serve(old: Self.good, new: silent) { endpoints in
            let limits = ProbeLimits(step: .seconds(1), total: .seconds(10))
            let found = await reader(slow, endpoints, limits: limits).compare()
            #expect(found.groups.map(\.text) == ["the new side did not answer within 1 s"])
            #expect(found.differing == 5)
        }
    }

    @Test func nothingToCompareIsNeverGood() async throws {
        let endpoints = try SideEndpoints(old: "http://127.0.0.1:1", new: "http://127.0.0.1:1")
        let early = await reader(MirrorQueue(share: 1), endpoints).read()
        #expect(early.evidence.isEmpty)
        let reader = reader(MirrorQueue(share: 1), endpoints, freshness: .milliseconds(50))
        try await Task.sleep(for: .milliseconds(100))
        let late = await reader.read()
        #expect(late.evidence.exact?.couldCheck == false)
        #expect(late.evidence.exact?.detail.contains("does the edge's log arrive?") == true)
        #expect(late.evidence.milestones.isEmpty)
    }
}
