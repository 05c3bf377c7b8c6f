/// The account that carries changes from one side to the other.
public struct ReplicationTerms: Sendable {
    public let account: At<String>
    public let access: At<AccessItem.ID>
    /// The same for its way back, from the new side to the old; ``access`` where absent.
    public let reverseAccess: At<AccessItem.ID>?
    /// The most it may be behind before a hand over is refused.
    public let maxLag: At<Duration>?
}

/// An account that writes a database.
public struct DatabaseWriter: Sendable {
    public let side: At<System.Side>
    /// As the server names it: `shop@%`.
    public let account: At<String>
    public let access: At<AccessItem.ID>?
}

/// A server's own file of settings, which Sluice writes.
public struct ServerSettings: Sendable {
    public let side: At<System.Side>
    public let host: At<RelocatedHost.ID>
    public let path: At<String>
}

/// A symbolic link on a host that leads its web server to the database of one side; changed in one step.
public struct DatabaseSelector: Sendable {
    public let host: At<RelocatedHost.ID>
    public let link: At<String>
    /// What the link leads to while the old side, or the new one, is written.
    public let old: At<String>
    public let new: At<String>
}

extension ReplicationTerms: PlanRecord {
    static let title = "replication"

    static func read(_ fields: inout Fields) -> ReplicationTerms {
        ReplicationTerms(
            account: fields.required("account", .text, "The account that carries changes."),
            access: fields.required("access", .identifier(), "The access item with its password."),
            reverseAccess: fields.optional(
                "reverse_access", .identifier(), "The same on the new side, for the way back; the same if absent."),
            maxLag: fields.optional("max_lag", .duration, "The most it may be behind before a hand over."))
    }
}

extension DatabaseWriter: PlanRecord {
    static let title = "writer of a database"

    static func read(_ fields: inout Fields) -> DatabaseWriter {
        DatabaseWriter(
            side: fields.required("side", .choice(System.Side.self), "The side on which it writes."),
            account: fields.required("account", .text, "As the server names it: shop@%."),
            access: fields.optional("access", .identifier(), "The access item with its password."))
    }
}

extension ServerSettings: PlanRecord {
    static let title = "settings of a server"

    static func read(_ fields: inout Fields) -> ServerSettings {
        ServerSettings(
            side: fields.required("side", .choice(System.Side.self), "The side whose server reads it."),
            host: fields.required("host", .identifier(), "The host it lies on."),
            path: fields.required("path", .path, "The file, which Sluice writes."))
    }
}

extension DatabaseSelector: PlanRecord {
    static let title = "selector"

    static func read(_ fields: inout Fields) -> DatabaseSelector {
        DatabaseSelector(
            host: fields.required("host", .identifier(), "The host it lies on."),
            link: fields.required("link", .path, "The symbolic link."),
            old: fields.required("old", .text, "Where it leads while the old side is written."),
            new: fields.required("new", .text, "Where it leads while the new side is written."))
    }
}
