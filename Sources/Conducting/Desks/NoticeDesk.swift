import Cutover
import Foundation
public import Notices
public import Planning

/// Delivers what people are to be told through the ways that the plan names.
public struct NoticeDesk: Sendable {
    private let office: PostOffice
    private let channels: [String: Channel]
    private let people: [String: Person]
    private let run: String
    private let name: String
    private let page: String?

    private struct Person: Sendable {
        let name: String
        let contact: String
    }

    /// - Parameters:
    ///   - run: the run's identity: a receiver tells a repeat by it and the effect's number.
    ///   - page: the address of the live page.
    /// - Throws: `ConductingError.plan` where the plan's ways cannot be used.
    public init(_ plan: Plan, run: String, page: String?) throws(ConductingError) {
        self.run = run
        self.page = page
        name = plan.name.value
        people = Dictionary(
            plan.people.map { ($0.id.value.rawValue, Person(name: $0.name.value, contact: $0.contact.value)) },
            uniquingKeysWith: { first, _ in first })
        var channels: [String: Channel] = [:]
        var room = PostRoom()
        for channel in plan.notices?.channels ?? [] {
            let (way, secret) = try Self.way(channel)
            channels[channel.id.value.rawValue] = way
            if let secret, case .webhook(let address) = way { room.webhookSecrets[address] = secret }
        }
        if let mail = plan.notices?.mail { room.mail = try Self.mail(mail) }
        self.channels = channels
        office = PostOffice(room)
    }

    private static func way(_ channel: NoticeChannel) throws(ConductingError) -> (Channel, Reference?) {
        do {
            if let webhook = channel.webhook {
                return (try Channel("webhook:\(webhook.value)"), channel.secret.flatMap { Reference("\($0.value)") })
            }
            return (try Channel("mail:" + channel.mail.map(\.value).joined(separator: ",")), nil)
        } catch {
            throw .plan(
                what: "channel `\(channel.id.value)`: \(error)", at: "\(channel.id.position)",
                mend: "give it `mail: [ops@shop.test]`, or `webhook: env:CHAT_URL`")
        }
    }

    private static func mail(_ mail: MailTerms) throws(ConductingError) -> PostRoom.Mail {
        do {
            var room = PostRoom.Mail(server: try MailServer(mail.server.value), from: try MailAddress(mail.from.value))
            if let user = mail.user, let password = mail.password.flatMap({ Reference("\($0.value)") }),
                let name = Reference("\(user.value)")
            {
                room.login = .init(user: name, password: password)
            }
            return room
        } catch {
            throw .plan(what: "\(error)", at: "\(mail.server.position)", mend: "write `server: smtp://host:587`")
        }
    }

    /// Ends what is under way; called once.
    public func close() async { await office.close() }

    /// How telling somebody ended.
    enum Told: Sendable {
        case done(String)
        /// Tried again after so many ms; with those only whom the server refused for the time being, where it took others.
        case again(String, after: Int, to: Channel?)
    }

    /// - Parameters:
    ///   - failures: how often it failed before.
    ///   - rest: whom to tell, where the others were told before.
    func tell(
        _ notice: Notice, effect: Int, share: Double?, at now: Int, failures: Int, rest: Channel?
    ) async -> Told {
        let (who, known) = receiver(notice)
        guard let channel = rest ?? known else {
            return .done("\(who) not told (\(notice.occasion.rawValue)): the plan's `notices` say no way")
        }
        let announcement = Announcement(
            id: "\(run)-\(effect)", run: name, stage: notice.stage, share: share, occasion: notice.occasion.announced,
            text: notice.text, details: notice.details + (page.map { ["Live page: \($0)"] } ?? []),
            sender: people[notice.sender]?.name, at: now)
        do {
            let delivery = try await office.deliver(announcement, to: channel)
            let refused = delivery.refused.map { "; refused: \($0)" }.joined()
            let words = "\(who) told (\(notice.occasion.rawValue)): \(delivery.said)\(refused)"
            guard let remaining = delivery.remaining else { return .done(words) }
            let wait = RetrySchedule.standard.wait(afterFailures: failures + 1)
            return .again(words, after: wait, to: remaining)
        } catch {
            let why = "\(who) not told (\(notice.occasion.rawValue)): \(error)"
            guard error.isWorthTrying else { return .done(why) }
            let wait = RetrySchedule.standard.wait(afterFailures: failures + 1, atLeast: error.retryAfter)
            return .again(why, after: wait, to: rest)
        }
    }

    private func receiver(_ notice: Notice) -> (String, Channel?) {
        switch notice.receiver {
        case .channel(let name, let audience): ("\(audience) (\(name))", channels[name] ?? Self.mailbox(name))
        case .person(let id): (people[id]?.name ?? id, people[id].flatMap { Self.mailbox($0.contact) })
        }
    }

    /// A channel, or a contact, that is a mail address itself.
    private static func mailbox(_ text: String) -> Channel? { text.contains("@") ? try? Channel("mail:\(text)") : nil }

    /// Tells a channel of the plan, or a person, that something is wrong and people have to look at it.
    /// - Parameters:
    ///   - number: the same each time this is delivered, and of nothing else.
    ///   - receiver: a channel's name, a person's id, or a mail address.
    public func alarm(
        _ text: String, details: [String], number: String, to receiver: String, at now: Int
    ) async throws -> Delivery {
        guard let way = channels[receiver] ?? Self.mailbox(people[receiver]?.contact ?? receiver) else {
            throw ConductingError.plan(
                what: "nobody can be told: no channel or person is called `\(receiver)`; there are "
                    + channels.keys.sorted().joined(separator: ", "),
                at: "notices", mend: "name one of them")
        }
        return try await office.deliver(
            Announcement(
                id: "\(run)-\(number)", run: name, occasion: .incident, text: text, details: details, at: now), to: way)
    }

    /// Tells a channel of the plan that this is a test.
    public func test(_ channel: String, at now: Int) async throws -> Delivery {
        guard let way = channels[channel] ?? Self.mailbox(channel) else {
            throw ConductingError.plan(
                what: "no channel is called `\(channel)`; there are \(channels.keys.sorted().joined(separator: ", "))",
                at: "notices", mend: "name one of them")
        }
        return try await office.test(way, id: "\(run)-test-\(now)", run: name, at: now)
    }
}

extension Notice.Occasion {
    fileprivate var announced: Announcement.Occasion {
        switch self {
        case .go: .go
        case .hold: .hold
        case .blind: .blind
        case .rollback: .rollback
        case .escalate: .escalate
        }
    }
}
