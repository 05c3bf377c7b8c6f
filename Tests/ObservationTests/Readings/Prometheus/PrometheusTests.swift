import Foundation
import Gating
import Observation
import Testing

/// Against a real Prometheus: `swift test --filter ObservationTests.PrometheusTests`.
@Suite(.serialized) struct PrometheusTests {
    private static let metrics = """
        erp_queue{queue="orders"} 212
        erp_queue{queue="stock"} 3
        erp_oldest_timestamp_seconds 1000
        erp_errors_total 5
        erp_odd NaN

        """

    @Test func figuresAreRead() async throws {
        try await RealPrometheus.running(Self.metrics) { prometheus in
            try await prometheus.wait(for: #"erp_queue{queue="orders"}"#)
            try await judged(prometheus)
            try await blind(prometheus)
            try await queues(prometheus)
            // A changed figure is seen with the next scrape.
            prometheus.metrics.value = "erp_queue{queue=\"orders\"} 7\n"
            try await prometheus.wait(for: "erp_queue == 7")
            let mended = await prometheus.reader("erp_queue", .atMost(100)).read()
            #expect(mended.evidence.exact?.couldCheck == true && mended.evidence.exact?.mismatches == 0)
        }
    }

    private func judged(_ prometheus: RealPrometheus) async throws {
        let reading = await prometheus.reader("erp_queue", .atMost(100)).read()
        let result = try #require(reading.evidence.exact)
        #expect(result.couldCheck && result.compared == 2 && result.mismatches == 1)
        #expect(result.detail.hasPrefix(#"1 of 2 outside; worst of 2: erp_queue{instance="127.0.0.1:"#))
        #expect(result.detail.hasSuffix(#"job="erp", queue="orders"}: 212, at most 100"#))
        #expect(reading.shown == ["\(prometheus.address): erp_queue (at most 100, every 1 s)", result.detail])
        #expect(abs(reading.at - millisecondsNow()) < 5_000)
        // A plus sign, spaces, quotes and letters outside of ASCII reach it as they are.
        for (query, mismatches) in [
            ("sum(erp_queue) + 1 - 216", 0), ("sum by (queue) (erp_queue{queue!=\"é & +\"}) > 200", 1),
            ("scalar(sum(erp_queue))", 1), ("rate(erp_errors_total[1m]) or vector(0)", 0), ("vector(3)", 0), ("1", 0),
        ] {
            let result = await prometheus.reader(query, .atMost(200)).read().evidence.exact
            #expect(result?.couldCheck == true && result?.mismatches == mismatches, "\(query): \(result?.detail ?? "")")
        }
    }

    private func blind(_ prometheus: RealPrometheus) async throws {
        for (query, words) in [
            ("erp_odd", "expected a number"), ("erp_none", "found none"), ("erp_queue[5m]", "the type matrix"),
            ("erp_queue{", "answers 400"), ("\"text\"", "the type string"),
            ("erp_queue * on(job) erp_queue", "answers 422"), ("0 / 0", "expected a number"),
            // It looks back into the time before there was anything.
            ("erp_queue offset 1h", "found none"),
        ] {
            let result = await prometheus.reader(query, .atMost(200)).read().evidence.exact
            #expect(result?.couldCheck == false, "\(query)")
            #expect(result?.detail.contains(words) == true, "\(query): \(result?.detail ?? "")")
        }
        // Scraped once a second is too seldom for who wants nothing older than a millisecond.
        let late = await prometheus.reader("sum(erp_queue)", .atMost(1_000), maximumAge: .zero).read().evidence.exact
        #expect(late?.couldCheck == false, "\(late?.detail ?? "")")
        // A wrong path of the same server.
        var wrong = PrometheusReader(
            signal: "erp", server: prometheus.address + "/other?key=s3cret", query: "up", bound: .atMost(1),
            every: .seconds(1), maximumAge: .seconds(5))
        #expect(await wrong.read().evidence.exact?.couldCheck == false)
        #expect(!(await wrong.read().shown.joined().contains("s3cret")))
        // What a proxy before it wants in the address does not disturb it.
        wrong = PrometheusReader(
            signal: "erp", server: prometheus.address + "/?key=s3cret", query: "up + 0", bound: .atMost(1),
            every: .seconds(1), maximumAge: .seconds(5))
        #expect(await wrong.read().evidence.exact?.couldCheck == true)
        // A clock that is 90 s off.
        wrong = prometheus.reader("up", .atMost(1))
        for skew in [-90_000, 90_000] {
            wrong.clock = { millisecondsNow() + skew }
            let result = await wrong.read().evidence.exact
            #expect(result?.couldCheck == false)
            #expect(
                result?.detail.contains(skew < 0 ? "ahead of ours" : "behind ours") == true, "\(result?.detail ?? "")")
        }
    }

    private func queues(_ prometheus: RealPrometheus) async throws {
        func reader(_ waiting: String, _ oldest: String?, atMost: Int?, _ limit: Duration?) -> BacklogReader {
            BacklogReader(
                signal: "erp-backlog", integration: "erp-orders",
                place: .prometheus(
                    server: prometheus.address, waiting: waiting, oldest: oldest, maximumAge: .seconds(5)),
                atMost: atMost, oldest: limit, every: .seconds(1))
        }
        let age = "time() - erp_oldest_timestamp_seconds"
        let full = try #require(
            await reader("sum(erp_queue)", age, atMost: 100, .seconds(60)).read().evidence.exact)
        #expect(full.mismatches == 2 && full.compared == 2 && full.figures["waiting"] == 215)
        #expect(
            full.detail.hasPrefix(
                "queue of erp-orders: 215 waiting, at most 100; queue of erp-orders: the oldest waits"))
        let empty = await reader("sum(erp_queue) * 0", "erp_none", atMost: 100, .seconds(60)).read().evidence.exact
        #expect(empty?.couldCheck == true && empty?.mismatches == 0)
        let unknown = await reader("sum(erp_queue)", "erp_none", atMost: 500, .seconds(60)).read().evidence.exact
        #expect(unknown?.couldCheck == false)
        let nothing = await reader("erp_none", nil, atMost: 100, nil).read().evidence.exact
        #expect(nothing?.couldCheck == false)
    }

    @Test func aTargetThatStoppedIsBlind() async throws {
        try await RealPrometheus.running(Self.metrics) { prometheus in
            let queries = [
                "erp_queue", "rate(erp_errors_total[5m])", "sum(increase(erp_errors_total[5m])) or vector(0)",
            ]
            for query in queries {
                try await prometheus.wait(for: query)
                let result = await prometheus.reader(query, .atMost(1_000)).read().evidence.exact
                #expect(result?.couldCheck == true && result?.mismatches == 0, "\(query): \(result?.detail ?? "")")
            }
            await prometheus.target.stop()
            try await prometheus.wait(for: "up == 0")
            for query in queries {
                let result = await prometheus.reader(query, .atMost(1_000)).read().evidence.exact
                #expect(result?.couldCheck == false, "\(query): \(result?.detail ?? "")")
            }
        }
    }

    @Test func aPrometheusThatHangsOrDiesIsBlind() async throws {
        try await RealPrometheus.running(Self.metrics) { prometheus in
            let reader = prometheus.reader("up", .atLeast(1))
            #expect(await reader.read().evidence.exact?.mismatches == 0)
            try prometheus.standStill()
            let hung = await reader.read().evidence.exact
            #expect(
                hung?.couldCheck == false && hung?.detail.contains("not within 5 s") == true, "\(hung?.detail ?? "")")
            prometheus.goOn()
            try await prometheus.wait(for: "up == 1")
            let back = await reader.read().evidence.exact
            #expect(back?.couldCheck == true && back?.mismatches == 0, "\(back?.detail ?? "")")
            await prometheus.kill()
            let dead = await reader.read().evidence.exact
            #expect(dead?.couldCheck == false)
            #expect(
                dead?.detail
                    == "could not check: \(prometheus.address)/api/v1/query?query=… does not answer (Connection refused); "
                    + "is it running, and may this machine reach it?")
        }
    }
}
