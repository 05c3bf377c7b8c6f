import Foundation
import Gating
import HTTPTypes
import Hummingbird
import Observation
import Testing

@Suite struct BacklogTests {
    private func judge(
        _ waiting: Double?, _ oldest: Backlog.Oldest, atMost: Int? = 100, limit: Int? = 60_000
    ) -> ExactResult {
        Backlog(integration: "erp-orders", waiting: waiting, oldest: oldest).judged(atMost: atMost, oldest: limit)
    }

    @Test func sizeAndAgeAreBounded() {
        let good = judge(3, .age(2_000))
        #expect(good.couldCheck && good.compared == 2 && good.mismatches == 0)
        #expect(
            good.detail
                == "queue of erp-orders: 3 waiting, at most 100; queue of erp-orders: the oldest waits 2 s, at most 1 min"
        )
        #expect(good.figures == ["waiting": 3, "oldest, s": 2])
        #expect(judge(212, .age(2_000)).mismatches == 1)
        #expect(judge(212, .age(60_001)).mismatches == 2)
        #expect(judge(3, .notAsked, limit: nil).couldCheck)
    }

    @Test func anEmptyQueueNeedsNoOldest() {
        let result = judge(0, .unread(.stopped("x")))
        #expect(result.couldCheck && result.mismatches == 0)
    }

    @Test func whatIsUnknownIsBlindUnlessTheRestIsBad() {
        #expect(!judge(3, .unread(.stopped("x"))).couldCheck)
        #expect(!judge(3, .notAsked).couldCheck)
        for wrong in [nil, -1, .nan, .infinity] as [Double?] { #expect(!judge(wrong, .age(0)).couldCheck) }
        for wrong in [-6_000, .nan, .infinity, 1e18] { #expect(!judge(3, .age(wrong)).couldCheck) }
        #expect(!judge(3, .age(0), atMost: nil, limit: nil).couldCheck)
        let bad = judge(212, .unread(.stopped("x")))
        #expect(bad.couldCheck && bad.mismatches == 1 && bad.compared == 1)
        #expect(bad.detail.hasPrefix("queue of erp-orders: 212 waiting, at most 100; could not check"))
    }
}

/// Queues read as JSON from a real server.
@Suite struct JSONBacklogTests {
    private func read(
        _ body: String, status: Int = 200, waiting: String = "/queues/0/size", oldest: String? = "/queues/0/since",
        skew: Int = 0
    ) async throws -> SignalReading {
        let server = await AnsweringServer.start { (request: Request) -> AnsweringServer.Answer in
            .init(status: request.uri.query?.contains("key=s3cret") == true ? status : 404, body: body)
        }
        var reader = BacklogReader(
            signal: "erp-backlog", integration: "erp-orders",
            place: .json(
                url: "\(server.address)/queues?key=s3cret", waiting: try #require(JSONPointer(waiting)),
                oldest: oldest.flatMap(JSONPointer.init)),
            atMost: 100, oldest: .seconds(600), every: .seconds(10))
        reader.clock = { millisecondsNow() + skew }
        let reading = await reader.read()
        #expect(!reading.shown.joined().contains("s3cret"))
        await server.stop()
        return reading
    }

    private func since(_ seconds: Int) -> Int { millisecondsNow() / 1_000 - seconds }

    @Test func sizeAndAgeAreFound() async throws {
        let stamp = ISO8601DateFormatter().string(from: Date(timeIntervalSinceNow: -30))
        for time in ["\(since(30))", "\(since(30) * 1_000)", "\"\(stamp)\"", "\"\(since(30))\""] {
            let reading = try await read(#"{"queues":[{"size":3,"since":\#(time)}]}"#)
            let result = try #require(reading.evidence.exact)
            #expect(result.couldCheck && result.mismatches == 0 && result.figures["waiting"] == 3, "\(result.detail)")
            #expect((29...90).contains(result.figures["oldest, s"] ?? 0))
            #expect(reading.shown.first?.hasSuffix("/queues?key=…: /queues/0/size, /queues/0/since") == true)
        }
    }

    @Test func anOldMessageBreaksTheBound() async throws {
        let result = try await read(#"{"queues":[{"size":3,"since":\#(since(700))}]}"#).evidence.exact
        #expect(result?.couldCheck == true && result?.mismatches == 1)
        #expect(result?.detail.hasPrefix("queue of erp-orders: the oldest waits 11 min") == true)
    }

    @Test func anEmptyQueueHasNoOldest() async throws {
        for body in [#"{"queues":[{"size":0,"since":null}]}"#, #"{"queues":[{"size":0}]}"#] {
            let result = try await read(body).evidence.exact
            #expect(result?.couldCheck == true && result?.mismatches == 0)
        }
    }

    @Test(arguments: [
        (#"{"queues":[{"size":3,"since":null}]}"#, "found null"), (#"{"queues":[{"size":3}]}"#, "found nothing"),
        (#"{"queues":[{"size":3,"since":"yesterday"}]}"#, "found \"yesterday\""),
        (#"{"queues":[{"size":3,"since":"2026-11-21T18:24:51"}]}"#, "Times need a zone"),
        (#"{"queues":[{"size":true}]}"#, "found true"), (#"{"queues":[{"size":"3"}]}"#, "found \"3\""),
        (#"{"queues":[{"size":-1}]}"#, "found -1"), (#"{"queues":[]}"#, "at /queues/0/size, found nothing"),
        ("<html>login</html>", "expected JSON"), ("", "expected JSON, found nothing"),
    ])
    func whatIsNotThereIsBlind(_ body: String, _ words: String) async throws {
        let result = try await read(body).evidence.exact
        #expect(result?.couldCheck == false)
        #expect(result?.detail.contains(words) == true, "\(result?.detail ?? "")")
    }

    @Test func errorsAndWrongClocksAreBlind() async throws {
        let body = #"{"queues":[{"size":3,"since":\#(since(30))}]}"#
        for status in [301, 401, 404, 500] {
            #expect(try await read(body, status: status).evidence.exact?.couldCheck == false)
        }
        for skew in [-90_000, 90_000] {
            #expect(try await read(body, skew: skew).evidence.exact?.couldCheck == false)
        }
        let future = #"{"queues":[{"size":3,"since":\#(since(-90))}]}"#
        let result = try await read(future).evidence.exact
        #expect(result?.couldCheck == false && result?.detail.contains("ahead of ours") == true)
    }
}
