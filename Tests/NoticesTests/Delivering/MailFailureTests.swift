import Foundation
import Notices
import Testing

@Suite(.serialized, .timeLimit(.minutes(2))) struct MailFailureTests {
    private let channel = try! Channel("mail:ops@shop.example")

    @Test(arguments: ["greeting", "rcpt", "data"])
    func aServerThatFallsSilentCostsNoMoreThanItsTime(_ place: String) async throws {
        try await MailSink.with(["--stall", place]) { sink in
            try await withOffice(sink.room(limits: .mail(1_000))) { office in
                let begin = ContinuousClock.now
                let error = await failure { () throws(NoticeError) in
                    try await office.deliver(Sample.held, to: self.channel)
                }
                let took = ContinuousClock.now - begin
                #expect(took > .milliseconds(900) && took < .milliseconds(3_000), "\(took)")
                #expect(error?.isWorthTrying == true)
                let words = [
                    "greeting": "does not answer: it did not greet", "rcpt": "at a recipient's address",
                    "data": "may have kept",
                ]
                #expect(error.map { "\($0)".contains(words[place] ?? "?") } == true, "\(error as Any)")
            }
        }
    }

    @Test(arguments: ["rcpt", "data"])
    func aServerThatHangsUp(_ place: String) async throws {
        try await MailSink.with(["--close", place]) { sink in
            try await withOffice(sink.room()) { office in
                let error = await failure { () throws(NoticeError) in
                    try await office.deliver(Sample.held, to: self.channel)
                }
                guard case .cutOff(_, let doing, _) = error else {
                    Issue.record("\(error as Any)")
                    return
                }
                #expect(error?.isWorthTrying == true)
                #expect(
                    doing
                        == (place == "rcpt"
                            ? "at a recipient's address" : "after the mail was sent, which it may have kept"))
            }
        }
    }

    @Test func aServerThatIsNotThere() async throws {
        let port = try await MailSink.with { $0.port }
        let room = try PostRoom(
            mail: .init(server: MailServer("smtp://127.0.0.1:\(port)"), from: MailAddress("sluice@shop.example")))
        try await withOffice(room) { office in
            let error = await failure { () throws(NoticeError) in
                try await office.deliver(Sample.held, to: self.channel)
            }
            #expect(error?.isWorthTrying == true)
            #expect(error?.description.hasPrefix("smtp://127.0.0.1:\(port) does not answer: ") == true)
        }
        try await withOffice(PostRoom()) { office in
            #expect(
                await failure { () throws(NoticeError) in try await office.deliver(Sample.held, to: self.channel) }
                    == .noMailServer)
        }
    }

    @Test func whoNoLongerWaitsIsLetGo() async throws {
        try await MailSink.with(["--stall", "data"]) { sink in
            try await withOffice(sink.room(limits: .mail(60_000))) { office in
                let channel = channel
                let begin = ContinuousClock.now
                let task = Task { () async -> NoticeError? in
                    await failure { () throws(NoticeError) in try await office.deliver(Sample.held, to: channel) }
                }
                try await Task.sleep(for: .milliseconds(300))
                task.cancel()
                #expect(await task.value == .cancelled(host: "smtp://127.0.0.1:\(sink.port)"))
                #expect(ContinuousClock.now - begin < .seconds(4))
            }
        }
    }

    @Test func closingLetsGoOfWhatIsOnItsWay() async throws {
        try await MailSink.with(["--stall", "data"]) { sink in
            let office = try PostOffice(sink.room(limits: .mail(60_000)))
            let channel = channel
            let begin = ContinuousClock.now
            async let outcome = failure { () throws(NoticeError) in try await office.deliver(Sample.held, to: channel) }
            try await Task.sleep(for: .milliseconds(300))
            await office.close()
            #expect(await outcome == .cancelled(host: "smtp://127.0.0.1:\(sink.port)"))
            #expect(ContinuousClock.now - begin < .seconds(4))
            #expect(
                await failure { () throws(NoticeError) in try await office.deliver(Sample.held, to: channel) }
                    == .closed)
        }
    }

    /// Eight mails for a dead server, two at once: those in front of it wait for it, a webhook does not.
    @Test func aDeadServerHoldsNobodyElseUp() async throws {
        try await MailSink.with(["--stall", "data"]) { sink in
            var limits = PostRoom.Limits.mail(1_500)
            (limits.atOnce, limits.waiting, limits.wait) = (2, 4, 1_000)
            let room = try sink.room(limits: limits)
            try await WebhookReceiver.with({ _, _ in .init() }) { receiver, origin in
                try await withOffice(room, ["CHAT_URL": origin + "/room"]) { office in
                    let begin = ContinuousClock.now
                    let errors = await withTaskGroup(of: NoticeError?.self) { group in
                        for _ in 0..<8 {
                            group.addTask {
                                await failure { () throws(NoticeError) in
                                    try await office.deliver(Sample.held, to: self.channel)
                                }
                            }
                        }
                        group.addTask {
                            await failure { () throws(NoticeError) in
                                let delivery = try await office.deliver(
                                    Sample.held, to: .webhook(url: .environment("CHAT_URL")))
                                #expect(delivery.took < 1_000)
                                return delivery
                            }
                        }
                        return await group.reduce(into: [NoticeError]()) { errors, error in
                            error.map { errors.append($0) }
                        }
                    }
                    #expect(receiver.calls.count == 1)
                    #expect(ContinuousClock.now - begin < .seconds(4))
                    let busy = errors.filter { if case .busy = $0 { true } else { false } }
                    #expect(errors.count == 8 && busy.count == 6, "\(errors)")
                    #expect(busy.count { "\($0)".contains("4 announcements wait") } == 2)
                    #expect(errors.allSatisfy { $0.isWorthTrying })
                }
            }
        }
    }
}
