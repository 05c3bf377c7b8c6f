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
    /// Where its servers' configuration lies, if in no usual place.
    public let configuration: [At<String>]
}

/// A volume attached to a host.
public struct HostVolume: Sendable {
    public let path: At<String>
    /// In GB.
    public let size: At<Double>?
    /// What backups leave out.
    public let leaveOut: [At<String>]
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
            volumes: fields.records("volumes", HostVolume.self, "The volumes attached to it."),
            configuration: fields.list(
                "configuration", .path, "Files or folders of its servers' configuration, if in no usual place."))
    }
}

extension HostVolume: PlanRecord {
    static let title = "volume of a host"

    static func read(_ fields: inout Fields) -> HostVolume {
        HostVolume(
            path: fields.required("path", .path, "Where it is mounted."),
            size: fields.optional("size", .number(0...10_000_000), "How large it is, in GB."),
            leaveOut: fields.list("leave_out", .text, "Patterns of what backups leave out."))
    }
}
