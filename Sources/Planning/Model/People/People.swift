/// Someone who can be accountable: a name, not a mailing list.
public struct Person: Sendable {
    public typealias ID = Identifier<Person>

    public let id: At<ID>
    public let name: At<String>
    public let team: At<Team.ID>?
    public let contact: At<String>
    public let deputy: At<ID>?
    public let hours: At<ReachableHours>?
    /// The public half of the signing key, as OpenSSH writes it: `ssh-ed25519 AAAA… comment`.
    public let key: At<String>?
}

/// People who work together. A team owns nothing by itself; it has a lead.
public struct Team: Sendable {
    public typealias ID = Identifier<Team>

    public let id: At<ID>
    public let name: At<String>
    public let lead: At<Person.ID>?
}

/// The hours of a day at which someone answers, in minutes of the plan's zone. May pass midnight.
public struct ReachableHours: Sendable, Hashable {
    /// 0...1440
    public let from: Int
    /// 0...1440
    public let to: Int

    /// Round the clock.
    static let always = ReachableHours(from: 0, to: 1440)

    private init(from: Int, to: Int) {
        self.from = from
        self.to = to
    }

    /// Reads `09:00-17:30`.
    public init?(_ text: String) {
        var scan = Scan(text)
        guard let from = Self.minute(&scan), scan.take("-"), let to = Self.minute(&scan), scan.isAtEnd, from != to
        else { return nil }
        self.from = from
        self.to = to
    }

    private static func minute(_ scan: inout Scan) -> Int? {
        guard let hour = scan.digits(2), scan.take(":"), let minute = scan.digits(2), minute < 60,
            hour * 60 + minute <= 1440
        else { return nil }
        return hour * 60 + minute
    }
}

extension Person: PlanRecord {
    static let title = "person"

    static func read(_ fields: inout Fields) -> Person {
        Person(
            id: fields.required("id", .identifier(), "How the rest of the plan names this person."),
            name: fields.required("name", .text, "First and last name."),
            team: fields.optional("team", .identifier(), "The team this person works in."),
            contact: fields.required("contact", .text, "How to reach this person: an address or a number."),
            deputy: fields.optional("deputy", .identifier(), "Who answers when this person does not."),
            hours: fields.optional("hours", .hours, "When this person answers, in the plan's zone: 09:00-17:30."),
            key: fields.optional("key", .text, "Public signing key (ssh-ed25519) for approvals and sign-offs."))
    }
}

extension Team: PlanRecord {
    static let title = "team"

    static func read(_ fields: inout Fields) -> Team {
        Team(
            id: fields.required("id", .identifier(), "How the rest of the plan names this team."),
            name: fields.required("name", .text, "The team's name."),
            lead: fields.optional("lead", .identifier(), "The person who speaks for the team."))
    }
}
