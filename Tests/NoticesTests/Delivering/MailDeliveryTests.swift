import Foundation
import Notices
import Testing

@Suite(.serialized, .timeLimit(.minutes(2))) struct MailDeliveryTests {
    private let ops = try! MailAddress("ops@shop.example")
    private let night = try! MailAddress("night@shop.example")

    @Test func aMailArrivesAsItWasWritten() async throws {
        var announcement = Sample.held
        announcement.run = "Kassenumzug für Österreich – 会計 🧾"
        announcement.text = "Die Kasse bleibt vorerst, wie sie ist.\n.\n..Punkte und = Zeichen\nFrom hier"
        try await MailSink.with { sink in
            try await withOffice(sink.room()) { office in
                let delivery = try await office.deliver(announcement, to: .mail(to: [ops, night]))
                #expect(delivery.said == "250 2.0.0 kept as 42")
                #expect(delivery.refused.isEmpty && delivery.remaining == nil)
            }
            let mail = try #require(try sink.mails.first)
            let words = AnnouncementText(announcement)
            let message = MailMessage(announcement, from: try MailAddress("sluice@shop.example"), to: [ops, night])
            #expect(Data(base64Encoded: mail.raw) == Data(message.text.utf8))
            #expect(mail.subject == words.subject)
            #expect(mail.text == words.body.replacing("\n", with: "\r\n") + "\r\n")
            #expect(mail.from == "sluice@shop.example" && mail.address == mail.from)
            #expect(mail.to == ["ops@shop.example", "night@shop.example"])
            #expect(mail.sender == "Ada Lovelace (Sluice)")
            #expect(mail.id == "<eu-checkout-7f3a-12@shop.example>")
            #expect(mail.date == "2025-11-21T18:25:23+00:00")
            #expect(mail.automatic == "auto-generated")
            #expect(mail.defects.isEmpty)
            #expect(try sink.mails.count == 1)
        }
    }

    @Test func aRefusedRecipientKeepsNobodyFromHisMail() async throws {
        let third = try MailAddress("late@shop.example")
        let options = [
            "--refuse", "ops@shop.example=550 5.1.1 no such mailbox", "--refuse", "late@shop.example=451 4.2.1 full",
        ]
        try await MailSink.with(options) { sink in
            try await withOffice(sink.room()) { office in
                let delivery = try await office.deliver(Sample.held, to: .mail(to: [ops, night, third]))
                #expect(
                    delivery.refused.map(\.description) == [
                        "ops@shop.example: 550 5.1.1 no such mailbox", "late@shop.example: 451 4.2.1 full",
                    ])
                #expect(delivery.remaining == .mail(to: [third]))
                #expect(try sink.mails.map(\.to) == [["night@shop.example"]])
                let error = await failure { () throws(NoticeError) in
                    try await office.deliver(Sample.held, to: .mail(to: [self.ops]))
                }
                #expect(error?.isWorthTrying == false)
                #expect(
                    error?.description == "smtp://127.0.0.1:\(sink.port) takes mail for none of the recipients: "
                        + "ops@shop.example: 550 5.1.1 no such mailbox; see to the addresses")
                let later = await failure { () throws(NoticeError) in
                    try await office.deliver(Sample.held, to: .mail(to: [third, self.ops]))
                }
                #expect(later?.isWorthTrying == true)
            }
        }
    }

    @Test func whatFailsForTheTimeBeingIsTriedAgainUnderItsNumber() async throws {
        try await MailSink.with(["--defer", "2"]) { sink in
            try await withOffice(sink.room()) { office in
                var failures = 0
                var waits: [Int] = []
                while true {
                    do throws(NoticeError) {
                        _ = try await office.deliver(Sample.held, to: .mail(to: [ops]))
                        break
                    } catch {
                        failures += 1
                        #expect(
                            "\(error)".contains(
                                "after the mail was sent, which it may have kept: 451 4.3.0 try again later"))
                        waits.append(try #require(RetrySchedule.standard.next(after: error, failures: failures, at: 0)))
                    }
                }
                #expect(waits == [1_000, 5_000])
            }
            let mails = try sink.mails
            #expect(mails.map(\.taken) == [false, false, true])
            #expect(Set(mails.map(\.id)) == ["<eu-checkout-7f3a-12@shop.example>"])
        }
    }

    @Test func aMailThatTheServerWillNeverTakeIsNotTriedAgain() async throws {
        try await MailSink.with(["--answer", "554 5.7.1 looks like spam"]) { sink in
            try await withOffice(sink.room()) { office in
                let error = await failure { () throws(NoticeError) in
                    try await office.deliver(Sample.held, to: .mail(to: [self.ops]))
                }
                #expect(error?.isWorthTrying == false)
                #expect(error?.description.contains("554 5.7.1 looks like spam; see to the server's rules") == true)
            }
        }
    }

    @Test func manyAtOnceAllArrive() async throws {
        try await MailSink.with { sink in
            try await withOffice(sink.room()) { office in
                try await withThrowingTaskGroup(of: Delivery.self) { group in
                    for number in 0..<40 {
                        group.addTask {
                            var announcement = Sample.held
                            announcement.id = "n-\(number)"
                            return try await office.deliver(announcement, to: .mail(to: [ops]))
                        }
                    }
                    for try await delivery in group { #expect(delivery.said.hasPrefix("250")) }
                }
            }
            #expect(Set(try sink.mails.map(\.id)).count == 40)
        }
    }

    @Test func aTestSaysThatItIsOne() async throws {
        try await MailSink.with { sink in
            try await withOffice(sink.room()) { office in
                try await office.examine(.mail(to: [ops]))
                #expect(try sink.mails.isEmpty)
                let delivery = try await office.test(.mail(to: [ops]), id: "test-1", run: "EU checkout", at: Sample.at)
                #expect(delivery.said == "250 2.0.0 kept as 42")
            }
            let mail = try #require(try sink.mails.first)
            #expect(mail.subject == "[Sluice] Test for EU checkout, nothing has happened")
        }
    }
}
