import Foundation
import Observation
import Testing

/// The series of a query, by which the age of its samples is asked.
@Suite struct PromQLSeriesTests {
    @Test(arguments: [
        ("up", ["up"]), ("1 + 2", []), ("time() - 5", []), ("", []), ("vector(0)", []),
        (#"up{job="a}[5m"}"#, [#"up{job="a}[5m"}"#]), (#"up {job='x'} [ 5m ]"#, [#"up{job='x'} over 5m"#]),
        ("sum by (queue) (rate(erp_errors_total[5m]))", ["erp_errors_total over 5m"]),
        ("sum(rate(a[5m])) by (le, job) / on(job) group_left(x) b", ["a over 5m", "b"]),
        (
            "histogram_quantile(0.95, sum without (pod) (rate(h_bucket{le!=\"\"}[1m30s])))",
            [#"h_bucket{le!=""} over 1m30s"#]
        ),
        ("a offset 5m > bool 1e-3 or vector(0)", ["a"]), ("a @ end() - a @ 1609746000", ["a"]),
        ("max_over_time(rate(a[1m])[30m:1m])", ["a over 1m"]), ("max_over_time(a[30m:1m])", ["a"]),
        ("a and b unless c OR d", ["a", "b", "c", "d"]), ("SUM BY (x) (job:a:rate5m)", ["job:a:rate5m"]),
        (#"{__name__="a", x=~".*"}"#, [#"{__name__="a", x=~".*"}"#]), (#"{"a.b"}[5m]"#, [#"{"a.b"} over 5m"#]),
        (#"{__name__=~"a.*"}"#, []), (#"{job="x"}"#, []), ("# a comment\nup # another\n", ["up"]),
        (#"label_replace(up, "a", "$1 b{c}", "d", "(.*)")"#, ["up"]), ("topk(3, x{a=\"\\\"}\"})", [#"x{a="\"}"}"#]),
        ("-inf * NaN + x", ["x"]), ("count_values(\"v\", b) > 0x1F", ["b"]), ("a{b=\"c", ["a{b=\"c"]),
    ])
    func seriesAreFound(_ query: String, _ expected: [String]) {
        let found = PromQLSeries.all(in: query).map { $0.selector + ($0.range.map { " over \($0)" } ?? "") }
        #expect(found == expected)
    }

    @Test func anyTextIsReadToItsEnd() {
        let pieces = ["a", "{", "}", "[", "]", "(", ")", "\"", "'", "`", "\\", " ", "by", "5m", "#", "\n", "=", "é"]
        var seed: UInt64 = 7
        for _ in 0..<20_000 {
            var text = ""
            for _ in 0..<12 {
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += pieces[Int(seed >> 33) % pieces.count]
            }
            _ = PromQLSeries.all(in: text)
        }
    }
}

/// How old the samples are on which a query rests.
@Suite struct SeriesAgeTests {
    private static let now = 1_795_285_491_000

    /// Answers of the second question: (label, place, value).
    private func answer(_ samples: [(String, Int, Double)]) throws -> PrometheusAnswer {
        let results = samples.map {
            #"{"metric":{"\#($0.0)":"\#($0.1)"},"value":[\#(Double(Self.now) / 1_000),"\#($0.2)"]}"#
        }.joined(separator: ",")
        return try PrometheusAnswer(
            Data(#"{"status":"success","data":{"resultType":"vector","result":[\#(results)]}}"#.utf8), status: 200,
            place: "p")
    }

    @Test func oneQuestionAsksForAll() throws {
        let question = try #require(SeriesAge("rate(a[5m]) / b"))
        #expect(
            question.query == #"label_replace(min(timestamp(a)),"sluice_age","0","","") or "#
                + #"label_replace(count(count_over_time(a[5m])),"sluice_past","0","","") or "#
                + #"label_replace(min(timestamp(b)),"sluice_age","1","","")"#)
        #expect(SeriesAge("vector(1)") == nil)
    }

    @Test func freshSamplesPass() throws {
        let question = try #require(SeriesAge("rate(a[5m]) / b"))
        let fresh = Double(Self.now) / 1_000 - 9.5
        try question.check(
            answer([("sluice_age", 0, fresh), ("sluice_past", 0, 3), ("sluice_age", 1, fresh)]), maximumAge: 10_000)
        // One without any sample is the query's own matter.
        try question.check(answer([("sluice_age", 0, fresh), ("sluice_past", 0, 3)]), maximumAge: 10_000)
    }

    @Test func anOldSampleIsBlind() throws {
        let question = try #require(SeriesAge("rate(a[5m]) / b"))
        let (fresh, old) = (Double(Self.now) / 1_000 - 1, Double(Self.now) / 1_000 - 200)
        let answer = try answer([("sluice_age", 0, fresh), ("sluice_past", 0, 3), ("sluice_age", 1, old)])
        let fault = #expect(throws: ReadingFault.self) { try question.check(answer, maximumAge: 10_000) }
        #expect(
            fault?.description == "could not check: the newest sample of b is 3 min 20 s old, at most 10 s; "
                + "is its target up, and scraped often enough?")
    }

    @Test func aSeriesThatStoppedIsBlindThoughItsRateGoesOn() throws {
        let question = try #require(SeriesAge("rate(a[5m])"))
        let answer = try answer([("sluice_past", 0, 1)])
        let fault = #expect(throws: ReadingFault.self) { try question.check(answer, maximumAge: 10_000) }
        #expect(fault?.description.contains("it did within the last 5m, and stopped") == true)
    }
}
