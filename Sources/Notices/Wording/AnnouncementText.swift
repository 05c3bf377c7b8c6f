/// An announcement in words for people: the plan's own sentence first, then the facts, then where it comes from.
public struct AnnouncementText: Sendable, Hashable {
    /// One line: "[Sluice] EU checkout held: checkout-eu at 25 %".
    public let subject: String
    /// Plain text, lines parted by line feeds.
    public let body: String
    /// The same, shorter, for a chat room.
    public let chat: String

    public init(_ announcement: Announcement) {
        let headline = Self.headline(announcement)
        let message = Self.message(announcement)
        let details = Self.details(announcement)
        subject = "[Sluice] " + headline
        body = ([message] + (details.isEmpty ? [] : [details.joined(separator: "\n")]) + [Self.origin(announcement)])
            .joined(separator: "\n\n")
        chat = Self.harmless(([headline, message] + details).joined(separator: "\n"))
    }

    private static func headline(_ announcement: Announcement) -> String {
        let run = Plainly.line(announcement.run, upTo: 60)
        let place = [
            announcement.stage.map { Plainly.line($0, upTo: 60) }, announcement.share.map { "at " + percent($0) },
        ].compactMap { $0 }.joined(separator: " ")
        let news =
            switch announcement.occasion {
            case .go: "\(run) goes ahead"
            case .hold: "\(run) held"
            case .rollback: "\(run) rolled back"
            case .blind: "\(run) held without evidence"
            case .escalate: "\(run) needs a decision"
            case .done: "\(run) done"
            case .incident: "\(run) has an incident"
            case .test: "Test for \(run), nothing has happened"
            }
        return Plainly.line(place.isEmpty ? news : "\(news): \(place)")
    }

    /// The plan's message; where it has none, what everybody has to know.
    private static func message(_ announcement: Announcement) -> String {
        let lines = Plainly.lines(announcement.text)
        guard lines.isEmpty else { return lines.joined(separator: "\n") }
        return switch announcement.occasion {
        case .go: "The next step has begun."
        case .hold: "Nothing more is moved until this is decided. What was moved stays as it is."
        case .rollback: "What was moved goes back to the old side."
        case .blind: "There is no fresh evidence, so nothing more is moved. What was moved stays as it is."
        case .escalate: "The time to decide is over and nobody has decided. It is now yours."
        case .done: "This part is finished."
        case .incident: "Something is wrong and people have to look at it."
        case .test: "This is a test. If you can read this, announcements reach you. There is nothing to do."
        }
    }

    /// More would be read by nobody; the live page has everything.
    private static let most = 40

    private static func details(_ announcement: Announcement) -> [String] {
        let lines = announcement.details.map { Plainly.line($0, upTo: 1_000) }.filter { !$0.isEmpty }
        guard lines.count > most else { return lines }
        return lines.prefix(most) + ["and \(lines.count - most) more"]
    }

    private static func origin(_ announcement: Announcement) -> String {
        let name = announcement.sender.map { Plainly.line($0, upTo: 100) } ?? ""
        return "-- \nSent by Sluice\(name.isEmpty ? "" : " for \(name)"), \(Moment(announcement.at).forPeople). "
            + "Number \(Plainly.line(announcement.id, upTo: 100)); a repeat bears the same."
    }

    /// 0.25 → "25 %", 0.005 → "0.5 %".
    private static func percent(_ share: Double) -> String {
        guard share.isFinite else { return "an unknown share" }
        let hundredths = Int((min(max(share, 0), 1) * 10_000).rounded())
        let (whole, part) = (hundredths / 100, hundredths % 100)
        if part == 0 { return "\(whole) %" }
        return part % 10 == 0 ? "\(whole).\(part / 10) %" : "\(whole).\(part < 10 ? "0" : "")\(part) %"
    }

    /// Chat tools take `<!channel>` for a call to everybody and `<address|words>` for a link that shows other words; a
    /// reason quoted from a log must do neither. `p < 0.05` stays as it is.
    private static func harmless(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if result.last == "<", scalar != " ", !("0"..."9").contains(scalar) { result.append(" ") }
            result.append(scalar)
        }
        return String(result)
    }
}
