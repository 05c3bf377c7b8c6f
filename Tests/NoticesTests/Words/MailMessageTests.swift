import Fixtures
import Foundation
import Notices
import Testing

/// What is written is read by another: Python's mail reader.
struct MailMessageTests {
    struct Read: Decodable {
        let headers: [String]
        let subject: String
        let sender: String
        let to: [String]
        let date: String
        let text: String
        let defects: [String]
        let longestHead: Int
        let longest: Int
        let bare: Int
        let ascii: Bool
    }

    static let headers = [
        "Date", "From", "To", "Message-ID", "Subject", "Auto-Submitted", "X-Auto-Response-Suppress", "MIME-Version",
        "Content-Type", "Content-Transfer-Encoding",
    ]

    static func read(_ messages: [MailMessage]) throws -> [Read] {
        let input = messages.map { Data($0.text.utf8).base64EncodedString() + "\n" }.joined()
        return try Python.lines(Read.self, Python.run(["\(Python.folder)/decode.py"], input: Data(input.utf8)))
    }

    @Test func theMailOfAHeldStage() throws {
        let from = try MailAddress("sluice@shop.example")
        let to = try [MailAddress("ops@shop.example"), MailAddress("night@shop.example")]
        let message = MailMessage(Sample.held, from: from, to: to)
        #expect(
            message.text.components(separatedBy: "\r\n").prefix(16) == [
                "Date: Fri, 21 Nov 2025 18:25:23 +0000",
                "From: \"Ada Lovelace (Sluice)\"",
                " <sluice@shop.example>",
                "To: ops@shop.example,",
                " night@shop.example",
                "Message-ID: <eu-checkout-7f3a-12@shop.example>",
                "Subject: [Sluice] EU checkout held: checkout-eu at 25 %",
                "Auto-Submitted: auto-generated",
                "X-Auto-Response-Suppress: All",
                "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=utf-8",
                "Content-Transfer-Encoding: quoted-printable",
                "",
                "The checkout for the EU stays as it is for now; customers notice nothing.",
                "",
                "Why: completed orders fell from 3.1 % to 2.4 %",
            ])
        #expect(message.text.contains("Executes: Grace Hopper, Zo=C3=AB =C3=85ngstr=C3=B6m\r\n"))
        #expect(message.text.contains("\r\n--=20\r\n"))
    }

    @Test func aNumberThatNoHeaderCarriesHasAStandIn() throws {
        let from = try MailAddress("sluice@shop.example")
        var announcement = Sample.held
        announcement.id = "run 7>\r\nX: y"
        let first = MailMessage(announcement, from: from, to: [from]).messageID
        #expect(first == MailMessage(announcement, from: from, to: [from]).messageID)
        #expect(first.wholeMatch(of: /<[0-9a-f]{64}@shop\.example>/) != nil)
        announcement.id += "z"
        #expect(first != MailMessage(announcement, from: from, to: [from]).messageID)
    }

    /// Pieces that a careless writer of mails stumbles over.
    private static let pieces = [
        "a", "Z", " ", "  ", "\t", "\n", "\r\n", "\r", ".", "..", "\n.\n", "\r\n.\r\n", "From ", "F", "=", "=20", "=?",
        "?=",
        "=?utf-8?B?QQ==?=", "\"", "\\", "<", ">", "(", ")", ",", ";", ":", "@", "é", "ß", "日本", "🧑‍🚒", "e\u{301}",
        "\u{0}",
        "\u{1B}[2J", "\u{7F}", "\u{85}", "\u{2028}", "\u{202E}", "\u{FEFF}", "Bcc: x@y.example", "\r\nBcc: x@y.example",
        String(repeating: "w", count: 90), String(repeating: "ü", count: 40), String(repeating: "word ", count: 20),
        "\u{FFFD}", "-- ", "%", "\u{A0}",
    ]

    @Test(arguments: [1, 2])
    func anyTextArrivesAsItWasWritten(_ seed: Int) throws {
        var dice = Dice(seed: seed)
        func text(_ most: Int, _ dice: inout Dice) -> String {
            (0..<dice.below(most)).map { _ in dice.pick(Self.pieces) }.joined()
        }
        let from = try MailAddress("sluice@shop.example")
        var written: [(words: AnnouncementText, sender: String, message: MailMessage)] = []
        for number in 0..<600 {
            let announcement = Announcement(
                id: "\(number)", run: text(12, &dice), stage: dice.chance(0.5) ? text(12, &dice) : nil,
                occasion: dice.pick(Announcement.Occasion.allCases), text: text(60, &dice),
                details: (0..<dice.below(4)).map { _ in text(10, &dice) }, sender: text(8, &dice), at: Sample.at)
            let to = try (0...dice.below(20)).map { try MailAddress("person\($0)@shop.example") }
            let sender = announcement.sender.map { Plainly.line($0, upTo: 80) } ?? ""
            written.append(
                (
                    AnnouncementText(announcement), sender.isEmpty ? "Sluice" : "\(sender) (Sluice)",
                    MailMessage(announcement, from: from, to: to)
                ))
        }
        let read = try Self.read(written.map(\.message))
        #expect(read.count == written.count)
        for (mail, original) in zip(read, written) {
            #expect(mail.headers == Self.headers)
            #expect(mail.defects.isEmpty, "\(original.message.text)")
            #expect(mail.subject == original.words.subject, "\(original.message.text)")
            #expect(mail.sender == original.sender)
            #expect(mail.text == original.words.body.replacing("\n", with: "\r\n") + "\r\n", "\(original.message.text)")
            #expect(mail.to == original.message.to.map(\.description))
            #expect(mail.date == "2025-11-21T18:25:23+00:00")
            #expect(mail.longestHead <= 78 && mail.longest <= 78 && mail.bare == 0 && mail.ascii)
        }
    }
}
