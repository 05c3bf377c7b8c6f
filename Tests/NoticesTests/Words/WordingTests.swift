import Notices
import Testing

struct WordingTests {
    @Test func aHeldStage() {
        let words = AnnouncementText(Sample.held)
        #expect(words.subject == "[Sluice] EU checkout held: checkout-eu at 25 %")
        #expect(
            words.body == """
                The checkout for the EU stays as it is for now; customers notice nothing.

                Why: completed orders fell from 3.1 % to 2.4 %
                Verdict: regressed, p < 0.001 after 1,240 sessions
                Decides: Ada Lovelace
                Executes: Grace Hopper, Zoë Ångström
                Decide by: 2025-11-21 18:40 UTC
                Live page: https://sluice.shop.example/runs/eu-checkout

                --\u{20}
                Sent by Sluice for Ada Lovelace, 2025-11-21 18:25 UTC. Number eu-checkout-7f3a-12; a repeat bears the same.
                """)
        #expect(
            words.chat.hasPrefix(
                "EU checkout held: checkout-eu at 25 %\nThe checkout for the EU stays as it is for now"))
        #expect(!words.chat.contains("Number"))
    }

    @Test(
        arguments: [
            (.go, "[Sluice] EU checkout goes ahead: checkout-eu at 25 %"),
            (.hold, "[Sluice] EU checkout held: checkout-eu at 25 %"),
            (.rollback, "[Sluice] EU checkout rolled back: checkout-eu at 25 %"),
            (.blind, "[Sluice] EU checkout held without evidence: checkout-eu at 25 %"),
            (.escalate, "[Sluice] EU checkout needs a decision: checkout-eu at 25 %"),
            (.done, "[Sluice] EU checkout done: checkout-eu at 25 %"),
            (.incident, "[Sluice] EU checkout has an incident: checkout-eu at 25 %"),
            (.test, "[Sluice] Test for EU checkout, nothing has happened: checkout-eu at 25 %"),
        ] as [(Announcement.Occasion, String)])
    func everyOccasionHasASubject(_ occasion: Announcement.Occasion, _ subject: String) {
        var announcement = Sample.held
        announcement.occasion = occasion
        #expect(AnnouncementText(announcement).subject == subject)
    }

    @Test(arguments: Announcement.Occasion.allCases)
    func whereThePlanSaysNothingSomethingIsSaid(_ occasion: Announcement.Occasion) {
        let announcement = Announcement(id: "1", run: "Move", occasion: occasion, text: " \n", at: Sample.at)
        let words = AnnouncementText(announcement)
        #expect(words.body.prefix { $0 != "\n" }.hasSuffix("."))
        #expect(!words.subject.contains(": "))
        #expect(words.body.hasSuffix("Sent by Sluice, 2025-11-21 18:25 UTC. Number 1; a repeat bears the same."))
    }

    @Test(arguments: [(0, "0 %"), (0.005, "0.5 %"), (0.0125, "1.25 %"), (0.0105, "1.05 %"), (1, "100 %")])
    func sharesAreWrittenAsPeopleDo(_ share: Double, _ text: String) {
        var announcement = Sample.held
        announcement.share = share
        #expect(AnnouncementText(announcement).subject.hasSuffix("at \(text)"))
    }

    @Test func aChatRoomIsNotCalledByWhatIsQuoted() {
        var announcement = Sample.held
        announcement.text = "Path <!channel> and <https://evil.example|our page>, p < 0.05, <5"
        #expect(
            AnnouncementText(announcement).chat.contains(
                "< !channel> and < https://evil.example|our page>, p < 0.05, <5"))
    }

    @Test func nothingSteersATerminalOrASubject() {
        var announcement = Sample.held
        announcement.run = "EU\r\nBcc: all@shop.example\u{1B}[2J\u{202E}x"
        announcement.text = "One\u{1B}]0;x\u{7}\r\nTwo\rThree  \n\n"
        announcement.details = ["Why:\nbecause", "\u{0}", ""]
        let words = AnnouncementText(announcement)
        #expect(words.subject == "[Sluice] EU Bcc: all@shop.example [2J x held: checkout-eu at 25 %")
        #expect(words.body.hasPrefix("One ]0;x\nTwo\nThree\n\nWhy: because\n\n-- \n"))
    }

    @Test func thereIsAnEndToDetails() {
        var announcement = Sample.held
        announcement.details = (1...100).map { "Fact \($0)" }
        #expect(AnnouncementText(announcement).body.contains("Fact 40\nand 60 more\n\n-- "))
    }

    @Test(arguments: [
        (0, "Thu, 1 Jan 1970 00:00:00 +0000", "1970-01-01T00:00:00.000Z"),
        (1_763_749_523_042, "Fri, 21 Nov 2025 18:25:23 +0000", "2025-11-21T18:25:23.042Z"),
        (1_709_164_800_000, "Thu, 29 Feb 2024 00:00:00 +0000", "2024-02-29T00:00:00.000Z"),
        (951_868_799_999, "Tue, 29 Feb 2000 23:59:59 +0000", "2000-02-29T23:59:59.999Z"),
        (4_107_542_400_000, "Mon, 1 Mar 2100 00:00:00 +0000", "2100-03-01T00:00:00.000Z"),
        (-1, "Wed, 31 Dec 1969 23:59:59 +0000", "1969-12-31T23:59:59.999Z"),
    ])
    func momentsAreWrittenInUTC(_ at: Int, _ mail: String, _ machine: String) {
        #expect(Moment(at).forMail == mail)
        #expect(Moment(at).forMachines == machine)
    }

    @Test func theScheduleIsTheSameEachTime() {
        let schedule = RetrySchedule.standard
        #expect(
            (1...7).map { schedule.wait(afterFailures: $0) } == [
                1_000, 5_000, 30_000, 120_000, 300_000, 300_000, 300_000,
            ])
        #expect(schedule.wait(afterFailures: 1, atLeast: 60_000) == 60_000)
        #expect(schedule.wait(afterFailures: 0) == 1_000)
        #expect(schedule.next(after: .closed, failures: 1, at: 5) == nil)
        #expect(schedule.next(after: .busy(host: "h", why: "w"), failures: 2, at: 5) == 5_005)
        let told = NoticeError.webhookRefused(host: "h", status: 429, said: "", after: 7_000)
        #expect(schedule.next(after: told, failures: 1, at: 0) == 7_000)
    }
}
