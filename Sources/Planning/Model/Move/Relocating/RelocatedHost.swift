/// A machine, and the volumes attached to it.
public struct RelocatedHost: Sendable {
    public typealias ID = Identifier<RelocatedHost>

    public let id: At<ID>
    public let side: At<System.Side>
    /// The system of the plan that runs on it.
    public let system: At<System.ID>?
    /// How it is reached: `local`, or `user@host:port` over SSH.
    public let address: At<String>
    public let access: At<AccessItem.ID>?
    public let volumes: [HostVolume]
}

/// A volume attached to a host.
public struct HostVolume: Sendable {
    public let path: At<String>
    /// In GB.
    public let size: At<Double>?
}

extension RelocatedHost: PlanRecord {
    static let title = "host"

    static func read(_ fields: inout Fields) -> RelocatedHost {
        RelocatedHost(
            id: fields.required("id", .identifier(), "How the rest of the plan names this host."),
            side: fields.required("side", .choice(System.Side.self), "Old, new, or shared by both."),
            system: fields.optional("system", .identifier(), "The system that runs on it."),
            address: fields.required("address", .text, "How it is reached: local, or user@host:port."),
            access: fields.optional("access", .identifier(), "The access item that opens it."),
            volumes: fields.records("volumes", HostVolume.self, "The volumes attached to it."))
    }
}

extension HostVolume: PlanRecord {
    static let title = "volume of a host"

    static func read(_ fields: inout Fields) -> HostVolume {
        HostVolume(
            path: fields.required("path", .path, "Where it is mounted."),
            size: fields.optional("size", .number(0...10_000_000), "How large it is, in GB."))
    }
}
