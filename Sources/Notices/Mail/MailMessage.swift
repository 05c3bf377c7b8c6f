/// One mail as it goes over the wire: a pure function of what is told, to whom and in whose name.
public struct MailMessage: Sendable, Hashable {
    public let from: MailAddress
    public let to: [MailAddress]
    /// `<…@host>`, the same each time the announcement is delivered, so that a receiver can tell a repeat.
    public let messageID: String
    /// ASCII, lines that end in CR LF.
    public let text: String

    public init(_ announcement: Announcement, from: MailAddress, to: [MailAddress]) {
        let words = AnnouncementText(announcement)
        let sender = announcement.sender.map { Plainly.line($0, upTo: 80) } ?? ""
        self.from = from
        self.to = to
        messageID = "<\(Token.of(announcement.id))@\(from.host)>"
        let headers = [
            "Date: \(Moment(announcement.at).forMail)",
            HeaderText.line("From", phrase: sender.isEmpty ? "Sluice" : "\(sender) (Sluice)", address: from),
            HeaderText.line("To", addresses: to),
            "Message-ID: \(messageID)",
            HeaderText.line("Subject", text: words.subject),
            // Out-of-office answers to a program help nobody.
            "Auto-Submitted: auto-generated",
            "X-Auto-Response-Suppress: All",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
        ]
        text = headers.joined(separator: "\r\n") + "\r\n\r\n" + QuotedPrintable.encode(words.body)
    }
}
