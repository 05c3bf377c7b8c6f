/// The part a server plays: what of its settings must survive a crash.
public struct ServerPart: Sendable, Hashable, Codable {
    public var isReadOnly: Bool
    /// The GTID domain the server writes in; nil leaves its own.
    public var domain: UInt32?
    /// The schemas that are taken over as a replica; empty where it follows nobody.
    public var followed: [FollowedSchema]

    public init(isReadOnly: Bool, domain: UInt32?, followed: [FollowedSchema] = []) {
        self.isReadOnly = isReadOnly
        self.domain = domain
        self.followed = followed
    }

    /// The text of its settings file.
    public var settings: String {
        var lines = [
            "# Written by sluice relocation: what this server must be after a crash too. Replaced at each hand over.",
            "[mysqld]",
            "read_only = \(isReadOnly ? "ON" : "OFF")",
        ]
        if let domain { lines.append("gtid_domain_id = \(domain)") }
        for schema in followed where schema.source != schema.replica {
            lines.append("replicate_rewrite_db = \"\(schema.source)->\(schema.replica)\"")
        }
        lines += followed.map { "replicate_do_db = \($0.replica)" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The values of the server's variables that go with it.
    var doDatabases: String { followed.map(\.replica).joined(separator: ",") }
    var rewrites: String {
        followed.filter { $0.source != $0.replica }.map { "\($0.source)->\($0.replica)" }.joined(separator: ",")
    }

    /// What of it the server does not hold now; empty where all is as it should be.
    func missing(readOnly: Bool, domain found: UInt32, doDatabases now: String, rewrites nowRewrites: String)
        -> [String]
    {
        var lines: [String] = []
        if readOnly != isReadOnly { lines.append("read_only is \(readOnly ? "ON" : "OFF")") }
        if let domain, domain != found { lines.append("gtid_domain_id is \(found), not \(domain)") }
        if Set(now.split(separator: ",")) != Set(doDatabases.split(separator: ",")) {
            lines.append("replicate_do_db is '\(now)', not '\(doDatabases)'")
        }
        if nowRewrites.filter({ $0 != " " }) != rewrites {
            lines.append("replicate_rewrite_db is '\(nowRewrites)', not '\(rewrites)'")
        }
        return lines
    }
}

/// A schema and the name it has on the replica.
public struct FollowedSchema: Sendable, Hashable, Codable {
    public var source: String
    public var replica: String

    public init(_ source: String, as replica: String? = nil) {
        self.source = source
        self.replica = replica ?? source
    }

    var reversed: FollowedSchema { FollowedSchema(replica, as: source) }
}
