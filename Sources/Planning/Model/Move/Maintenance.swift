/// What is looked after every month once the store has moved.
public struct Maintenance: Sendable {
    public enum What: String, Sendable, CaseIterable {
        case updates, uptime, certificates, domains, links, versions, feeds, oversell, files, mail, translations
        case restoreTest = "restore-test"
    }

    public let owner: At<Person.ID>?
    public let deputy: At<Person.ID>?
    /// Who is told of an item that was missed or failed: a channel of `notices`.
    public let channel: At<String>?
    public let items: [MaintenanceItem]
    public let position: Position
}

/// One thing that is looked after.
public struct MaintenanceItem: Sendable {
    public typealias ID = Identifier<MaintenanceItem>

    public let id: At<ID>
    public let what: At<Maintenance.What>
    public let every: At<Duration>
    public let owner: At<Person.ID>?
    /// What is looked at where its figures are measured by somebody else: a file, or an address that answers in JSON.
    public let source: At<String>?
    /// The worst figure that is still good; each kind has one of its own where absent.
    public let limit: At<Double>?
    /// How updates are made where they are rehearsed.
    public let command: HostCommand?
    /// Access logs by which uptime is counted, on this host.
    public let host: At<RelocatedHost.ID>?
    public let logs: [At<String>]
}

extension Maintenance: PlanRecord {
    static let title = "maintenance"

    static func read(_ fields: inout Fields) -> Maintenance {
        Maintenance(
            owner: fields.optional("owner", .identifier(), "The person accountable for it."),
            deputy: fields.optional("deputy", .identifier(), "The person who stands in for the owner."),
            channel: fields.optional("channel", .text, "Who is told of what was missed or failed."),
            items: fields.records("items", MaintenanceItem.self, "What is looked after."),
            position: fields.position)
    }
}

extension MaintenanceItem: PlanRecord {
    static let title = "maintenance item"

    static func read(_ fields: inout Fields) -> MaintenanceItem {
        MaintenanceItem(
            id: fields.required("id", .identifier(), "How reports name this item."),
            what: fields.required("what", .choice(Maintenance.What.self), "What is looked after."),
            every: fields.required("every", .duration, "How often: 30d."),
            owner: fields.optional("owner", .identifier(), "The person who does it."),
            source: fields.optional(
                "source", .text, "A file, or https:// and the rest, that tells its figures in JSON."),
            limit: fields.optional(
                "limit", .number(0...1_000_000_000),
                "The worst figure that is still good: days, seconds, a count, a share."),
            command: fields.record(
                "command", HostCommand.self, "For updates: how they are made where they are rehearsed."),
            host: fields.optional("host", .identifier(), "For uptime: the host with the access logs."),
            logs: fields.list("logs", .path, "For uptime: the access logs there."))
    }
}
