import Foundation
import Gating
import Observation
import Testing

/// Every shape that `/api/v1/query` can answer with, and what is none.
@Suite struct PrometheusAnswerTests {
    private func read(_ body: String, status: Int = 200) throws -> PrometheusAnswer {
        try PrometheusAnswer(Data(body.utf8), status: status, place: "http://p.test")
    }

    private func vector(_ samples: String) throws -> PrometheusAnswer {
        try read(#"{"status":"success","data":{"resultType":"vector","result":[\#(samples)]}}"#)
    }

    private func sample(_ queue: String, _ value: String, at: Double = 1_000) -> String {
        #"{"metric":{"__name__":"erp_queue","queue":"\#(queue)"},"value":[\#(at),"\#(value)"]}"#
    }

    @Test func aScalarIsOneSampleNamedByItsQuery() throws {
        let answer = try read(#"{"status":"success","data":{"resultType":"scalar","result":[1000.5,"0.25"]}}"#)
        #expect(answer.samples == [.init(labels: [:], at: 1_000_500, value: 0.25)])
        let result = try answer.judged(by: .atMost(0.2), query: "scalar(x)")
        #expect(result == ExactResult(compared: 1, mismatches: 1, detail: "scalar(x): 0.25, at most 0.2"))
    }

    @Test func theWorstSampleIsNamed() throws {
        let answer = try vector(
            [sample("stock", "90"), sample("orders", "212"), sample("prices", "101")].joined(separator: ","))
        let bad = try answer.judged(by: .atMost(100), query: "erp_queue")
        #expect(bad.compared == 3 && bad.mismatches == 2 && bad.couldCheck)
        #expect(bad.detail == #"2 of 3 outside; worst of 3: erp_queue{queue="orders"}: 212, at most 100"#)
        let good = try answer.judged(by: .atLeast(10), query: "erp_queue")
        #expect(good.mismatches == 0)
        #expect(good.detail == #"worst of 3: erp_queue{queue="stock"}: 90, at least 10"#)
    }

    @Test func whatIsNotANumberIsBlindUnlessAnotherIsBad() throws {
        let answer = try vector([sample("stock", "NaN"), sample("orders", "212")].joined(separator: ","))
        let unknown = try answer.judged(by: .atMost(300), query: "erp_queue")
        #expect(!unknown.couldCheck)
        #expect(unknown.detail.contains(#"erp_queue{queue="stock"}: expected a number"#))
        let bad = try answer.judged(by: .atMost(100), query: "erp_queue")
        #expect(bad.couldCheck && bad.mismatches == 1 && bad.compared == 1)
    }

    @Test func infinitiesAreRead() throws {
        #expect(try vector(sample("a", "+Inf")).judged(by: .atMost(1), query: "q").mismatches == 1)
        #expect(try !vector(sample("a", "-Inf")).judged(by: .atMost(1), query: "q").couldCheck)
    }

    @Test func nothingIsBlind() throws {
        let answer = try vector("")
        let fault = #expect(throws: ReadingFault.self) { try answer.judged(by: .atMost(1), query: "up") }
        #expect(fault?.description.contains("expected at least one sample of up, found none") == true)
    }

    @Test func anOldOrFutureAnswerIsBlind() throws {
        let answer = try vector(sample("a", "1", at: 1_000))
        try answer.check(at: 1_010_000, maximumAge: 10_000)
        #expect(throws: ReadingFault.self) { try answer.check(at: 1_010_001, maximumAge: 10_000) }
        try answer.check(at: 995_000, maximumAge: 10_000)
        #expect(throws: ReadingFault.clock("http://p.test", ahead: 90_000)) {
            try answer.check(at: 910_000, maximumAge: 10_000)
        }
    }

    @Test(arguments: [
        ("", "expected Prometheus' JSON, found nothing"), ("<html>", "expected Prometheus' JSON"),
        ("[]", "expected Prometheus' JSON"), ("{}", "expected Prometheus' JSON"),
        (#"{"status":"error","errorType":"execution","error":"many-to-many"}"#, "(many-to-many)"),
        (#"{"status":"success","data":{"resultType":"matrix","result":[]}}"#, "found the type matrix"),
        (#"{"status":"success","data":{"resultType":"string","result":[1,"a"]}}"#, "found the type string"),
        (#"{"status":"success"}"#, "found the type none"),
        (#"{"status":"success","data":{"resultType":"vector","result":{}}}"#, "found the type vector"),
        (
            #"{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"histogram":[1,{}]}]}}"#,
            "a histogram"
        ),
        (
            #"{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,2]}]}}"#,
            "a time and a figure"
        ),
        (
            #"{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"x"]}]}}"#,
            "a time and a figure"
        ),
        (
            #"{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1e300,"1"]}]}}"#,
            "a time and"
        ),
        (#"{"status":"success","data":{"resultType":"scalar","result":[1]}}"#, "a time and a figure"),
        (
            #"{"status":"success","warnings":["remote read failed"],"data":{"resultType":"scalar","result":[1,"1"]}}"#,
            "remote read failed"
        ),
    ])
    func whatIsNoAnswerSaysSo(_ body: String, _ words: String) {
        let fault = #expect(throws: ReadingFault.self) { try read(body) }
        #expect(fault?.description.contains(words) == true, "\(String(describing: fault))")
        #expect(fault?.description.hasPrefix("could not check: http://p.test") == true)
    }

    @Test(arguments: [
        (
            400, #"{"status":"error","errorType":"bad_data","error":"1:4: parse error"}"#,
            "answers 400 (1:4: parse error)"
        ),
        (401, "", "is the token right"), (404, "not found", "is the address right?"), (302, "", "points to"),
        (503, "", "its own log"),
    ])
    func anErrorStatusIsBlind(_ status: Int, _ body: String, _ words: String) {
        let fault = #expect(throws: ReadingFault.self) { try read(body, status: status) }
        #expect(fault?.description.contains(words) == true)
    }

    @Test func infosAreNoWarnings() throws {
        let body = #"{"status":"success","infos":["x"],"warnings":[],"data":{"resultType":"scalar","result":[1,"1"]}}"#
        #expect(try read(body).samples.count == 1)
    }
}
