import Foundation
import Notices
import Testing

@Suite(.serialized, .timeLimit(.minutes(2))) struct WebhookTests {
    static let channel = Channel.webhook(url: .environment("CHAT_URL"))

    /// What another's implementation makes of it.
    private func signature(_ secret: String, _ body: [UInt8]) throws -> String {
        let program = """
            import hashlib, hmac, sys
            print(hmac.new(sys.argv[1].encode(), sys.stdin.buffer.read(), hashlib.sha256).hexdigest(), end="")
            """
        return "sha256=" + String(decoding: try Python.run(["-c", program, secret], input: Data(body)), as: UTF8.self)
    }

    @Test func anAnnouncementArrivesSigned() async throws {
        try await WebhookReceiver.with({ _, _ in .init(status: 202, body: "queued\n") }) { receiver, origin in
            let room = PostRoom(
                webhookSecrets: [.environment("CHAT_URL"): .environment("CHAT_SECRET")], limits: .short)
            let variables = ["CHAT_URL": origin + "/hooks/T0PS3CRET?room=1", "CHAT_SECRET": "geheim-ß"]
            try await withOffice(room, variables) { office in
                let delivery = try await office.deliver(Sample.held, to: Self.channel)
                #expect(delivery.said == "202 queued")
            }
            let call = try #require(receiver.calls.first)
            #expect(call.path == "/hooks/T0PS3CRET")
            #expect(call.key == "eu-checkout-7f3a-12")
            #expect(call.type == "application/json; charset=utf-8")
            #expect(try call.signature == signature("geheim-ß", call.body))
            let text = AnnouncementText(Sample.held).chat
            struct Body: Decodable {
                let sluice: Int
                let id, run, stage, occasion, sender, at, message, text: String
                let share: Double
                let details: [String]
            }
            let body = try JSONDecoder().decode(Body.self, from: Data(call.body))
            #expect(body.sluice == 1 && body.id == Sample.held.id && body.run == "EU checkout")
            #expect(body.stage == "checkout-eu" && body.share == 0.25 && body.occasion == "hold")
            #expect(body.sender == "Ada Lovelace" && body.at == "2025-11-21T18:25:23.042Z")
            #expect(body.message == Sample.held.text && body.details == Sample.held.details && body.text == text)
        }
    }

    @Test func withoutASecretThereIsNoSignature() async throws {
        try await WebhookReceiver.with({ _, _ in .init(status: 204, body: "") }) { receiver, origin in
            try await withOffice(PostRoom(limits: .short), ["CHAT_URL": origin + "/hook"]) { office in
                let delivery = try await office.deliver(Sample.held, to: Self.channel)
                #expect(delivery.said == "204")
            }
            #expect(receiver.calls.map(\.signature) == [nil])
        }
    }

    @Test func whatFailsIsTriedAgainUnderItsKey() async throws {
        try await WebhookReceiver.with({ _, before in
            switch before {
            case 0: .init(status: 500, body: "out of order")
            case 1: .init(status: 429, body: "slow down", headers: ["Retry-After": "90"])
            default: .init()
            }
        }) { receiver, origin in
            try await withOffice(PostRoom(limits: .short), ["CHAT_URL": origin + "/hook"]) { office in
                var waits: [Int] = []
                for failures in 1...3 {
                    let error = await failure { () throws(NoticeError) in
                        try await office.deliver(Sample.held, to: Self.channel)
                    }
                    waits.append(
                        error.flatMap { RetrySchedule.standard.next(after: $0, failures: failures, at: 0) } ?? 0)
                    if failures == 1 {
                        #expect(
                            error?.description == "\(origin) answered 500 (out of order), expected 2xx; "
                                + "it is tried again with the same number")
                    }
                }
                #expect(waits == [1_000, 90_000, 0])
            }
            #expect(receiver.calls.count == 3 && Set(receiver.calls.map(\.key)) == ["eu-checkout-7f3a-12"])
            #expect(Set(receiver.calls.map(\.body)).count == 1)
        }
    }

    @Test(arguments: [(400, false), (401, false), (404, false), (408, true), (410, false), (500, true), (503, true)])
    func whatIsWorthTrying(_ status: Int, _ again: Bool) async throws {
        try await WebhookReceiver.with({ _, _ in .init(status: status) }) { _, origin in
            try await withOffice(PostRoom(limits: .short), ["CHAT_URL": origin + "/hook"]) { office in
                let error = await failure { () throws(NoticeError) in
                    try await office.deliver(Sample.held, to: Self.channel)
                }
                #expect(error?.isWorthTrying == again)
            }
        }
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func nobodyElseIsTold(_ status: Int) async throws {
        try await WebhookReceiver.with({ _, _ in .init() }) { other, elsewhere in
            try await WebhookReceiver.with({ _, _ in
                .init(status: status, headers: ["Location": elsewhere + "/T0PS3CRET"])
            }) { _, origin in
                try await withOffice(PostRoom(limits: .short), ["CHAT_URL": origin + "/a"]) { office in
                    let error = await failure { () throws(NoticeError) in
                        try await office.deliver(Sample.held, to: Self.channel)
                    }
                    #expect(error == .redirected(host: origin, to: elsewhere))
                }
            }
            #expect(other.calls.isEmpty)
        }
    }

    @Test func theSameServerMayHaveMoved() async throws {
        try await WebhookReceiver.with({ call, _ in
            switch call.path {
            case "/old": .init(status: 308, headers: ["Location": "/new"])
            case "/round": .init(status: 307, headers: ["Location": "/round"])
            default: .init()
            }
        }) { receiver, origin in
            let variables = ["CHAT_URL": origin + "/old", "ROUND_URL": origin + "/round"]
            try await withOffice(PostRoom(limits: .short), variables) { office in
                _ = try await office.deliver(Sample.held, to: Self.channel)
                #expect(receiver.calls.map(\.path) == ["/old", "/new"])
                #expect(receiver.calls[0].body == receiver.calls[1].body)
                let error = await failure { () throws(NoticeError) in
                    try await office.deliver(Sample.held, to: .webhook(url: .environment("ROUND_URL")))
                }
                #expect(error == .redirected(host: origin, to: "\(origin), again and again"))
                #expect(receiver.calls.count == 6)
            }
        }
    }

    @Test func aSlowOneCostsNoMoreThanItsTime() async throws {
        try await WebhookReceiver.with({ _, _ in .init(pause: 8_000) }) { _, origin in
            var limits = PostRoom.Limits.short
            limits.webhook = 700
            try await withOffice(PostRoom(limits: limits), ["CHAT_URL": origin + "/hook"]) { office in
                let begin = ContinuousClock.now
                let error = await failure { () throws(NoticeError) in
                    try await office.deliver(Sample.held, to: Self.channel)
                }
                #expect(ContinuousClock.now - begin < .seconds(3))
                #expect(error?.isWorthTrying == true)
                #expect(error?.description.contains("did not answer within 0.") == true, "\(error as Any)")
            }
        }
    }

    @Test func oneThatIsNotThere() async throws {
        let port = try await MailSink.with { $0.port }
        try await withOffice(PostRoom(limits: .short), ["CHAT_URL": "http://127.0.0.1:\(port)/x"]) { office in
            let begin = ContinuousClock.now
            let error = await failure { () throws(NoticeError) in
                try await office.deliver(Sample.held, to: Self.channel)
            }
            guard case .unreachable(let host, _) = error else {
                Issue.record("\(error as Any)")
                return
            }
            #expect(host == "http://127.0.0.1:\(port)")
            #expect(ContinuousClock.now - begin < .seconds(2))
        }
    }
}
