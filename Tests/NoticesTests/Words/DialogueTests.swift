import Notices
import Testing

struct DialogueTests {
    @Test func repliesAreKeptWithWhatTheyReplyTo() {
        var dialogue = MailDialogue()
        func says(_ text: String) { dialogue.received(Array(text.utf8)) }
        func does(_ text: String) { dialogue.sent(Array(text.utf8)) }
        says("220 hello\r\n")
        does("EHLO me\r\n")
        says("250-mail\r\n250-SI")
        says("ZE 100\r\n250 AUTH PLAIN\r\n")
        does("AUTH PLAIN\r\n")
        says("334 \r\n")
        does("AGEAYg==\r\n")
        says("235 in\r\n")
        does("MAIL FROM:<a@b.example>\r\n")
        says("250 ok\r\n")
        for _ in 0..<2 { does("RCPT TO:<c@d.example>\r\n") }
        says("550-no\r\n550 such\u{1B}[2J one\r\n")
        does("DATA\r\n")
        says("354 go\r\n")
        says("250 kept\r\n")
        does("QUIT\r\n")
        says("221 bye\r\n")
        #expect(
            dialogue.replies.map(\.step) == [
                .greeting, .hello, .login, .login, .sender, .recipient(1), .start, .body, .farewell,
            ])
        #expect(dialogue.reply(to: .hello)?.text == "mail SIZE 100 AUTH PLAIN")
        #expect(dialogue.refusedRecipients.map(\.reply.description) == ["550 no such [2J one"])
        #expect(dialogue.last?.reply.description == "250 kept")
    }

    @Test func aServerWithoutEndIsNotKeptWithoutEnd() {
        var dialogue = MailDialogue()
        for _ in 0..<3_000 { dialogue.received(Array("250 x\r\n250-more\r\nrubbish\n\n".utf8)) }
        dialogue.received([UInt8](repeating: 65, count: 1_000_000))
        #expect(dialogue.replies.count == 1_000)
    }
}
