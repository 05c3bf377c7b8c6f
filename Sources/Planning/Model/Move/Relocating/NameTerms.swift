/// How the names of the sites are moved: who is asked, where they are to lead, and how long an old answer may live.
public struct NameTerms: Sendable {
    /// The servers that hold the names' zones.
    public let servers: [At<NameServerAddress>]
    /// Servers that shoppers' machines ask, and that remember answers.
    public let resolvers: [At<NameServerAddress>]
    /// Where names lead while the edge carries the traffic: addresses, or the one name they are an alias of.
    public let edge: [At<NamePlace>]
    /// The same of the managed host, for the time after sign-off.
    public let new: [At<NamePlace>]
    /// Names that are moved besides those of the sites.
    public let also: [At<String>]
    /// How long an answer may be remembered while names are moved.
    public let ttl: At<Duration>?
    /// How long it may be remembered before that is lowered; what was measured when absent.
    public let oldTTL: At<Duration>?
    /// Where the edge answers with TLS.
    public let tls: At<Int>?
    /// The task in which people change the names.
    public let task: At<PlanTask.ID>?
    public let position: Position
}

extension NameTerms: PlanRecord {
    static let title = "names"

    static func read(_ fields: inout Fields) -> NameTerms {
        NameTerms(
            servers: fields.list("servers", .nameServer, "The servers that hold the names' zones."),
            resolvers: fields.list("resolvers", .nameServer, "Servers that shoppers' machines ask."),
            edge: fields.list("edge", .namePlace, "Where names lead to reach the edge: addresses, or one name."),
            new: fields.list("new", .namePlace, "Where they lead to reach the managed host, after sign-off."),
            also: fields.list("also", .text, "Names that are moved besides those of the sites."),
            ttl: fields.optional("ttl", .duration, "How long an answer lives while names are moved; 60s if absent."),
            oldTTL: fields.optional(
                "old_ttl", .duration, "How long answers lived before that; what was measured if absent."),
            tls: fields.optional("tls", .integer(1...65_535), "The edge's port for TLS; 443 if absent."),
            task: fields.optional("task", .identifier(), "The task in which people change the names."),
            position: fields.position)
    }
}
