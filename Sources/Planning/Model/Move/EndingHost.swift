/// What must be known of an old host to say that nobody needs it, and to end it.
public struct EndingHost: Sendable {
    public let host: At<RelocatedHost.ID>
    /// Names and addresses besides the one it is reached at: `old.shop.test`, `203.0.113.7`, `10.0.0.4:3306`.
    public let knownAs: [At<String>]
    /// Access logs of its web servers; rotated ones beside them are read too.
    public let logs: [At<String>]
    /// Folders that must hold no file: queues, spools.
    public let queues: [At<String>]
    /// Parts of a timed job's text by which it is known as the system's own, and may stay.
    public let systemJobs: [At<String>]
    /// Ports that must answer nobody once it is off, besides the one of SSH.
    public let ports: [At<Int>]
    /// How it is switched off; `systemctl poweroff` on the host itself where absent.
    public let powerOff: HostCommand?
    /// How its disks are wiped; there is no way of doing that which is right everywhere.
    public let wipe: HostCommand?
}

/// A command of the plan's own: one that switches off, wipes, empties or updates something.
public struct HostCommand: Sendable {
    /// The program and its arguments.
    public let command: [At<String>]
    /// The host it runs on; the machine that runs Sluice where absent.
    public let from: At<RelocatedHost.ID>?
    /// A command that ends well only where the first one has done its work.
    public let seen: [At<String>]
}

/// Something outside of the moved hosts that may still lead to one of them.
public struct OldReference: Sendable {
    public typealias ID = Identifier<OldReference>

    public enum What: String, Sendable, CaseIterable {
        case cdn, webhook, spf, mx, erp, dns, other
        case allowList = "allow-list"
    }

    public let id: At<ID>
    public let what: At<What>
    /// Its text: a file on this machine, or the address of an interface that shows its settings.
    public let look: At<String>
    /// The access item with the token that the address asks for.
    public let access: At<AccessItem.ID>?
}

extension EndingHost: PlanRecord {
    static let title = "host that ends"

    static func read(_ fields: inout Fields) -> EndingHost {
        EndingHost(
            host: fields.required("host", .identifier(), "The host, as `relocation` names it."),
            knownAs: fields.list(
                "known_as", .text, "Names and addresses that lead to it: old.shop.test, 10.0.0.4:3306."),
            logs: fields.list("logs", .path, "Access logs of its web servers; rotated ones are read too."),
            queues: fields.list("queues", .path, "Folders that must hold no file: queues, spools."),
            systemJobs: fields.list("system_jobs", .text, "Parts of the text of timed jobs that may stay."),
            ports: fields.list("ports", .integer(1...65535), "Ports that must answer nobody once it is off."),
            powerOff: fields.record(
                "power_off", HostCommand.self, "How it is switched off; systemctl poweroff if absent."),
            wipe: fields.record("wipe", HostCommand.self, "How its disks are wiped."))
    }
}

extension HostCommand: PlanRecord {
    static let title = "command"

    static func read(_ fields: inout Fields) -> HostCommand {
        HostCommand(
            command: fields.list("command", .text, "The program and its arguments; no shell reads them."),
            from: fields.optional(
                "from", .identifier(), "The host it runs on; the machine that runs Sluice if absent."),
            seen: fields.list("seen", .text, "A command that ends well only where the first has done its work."))
    }
}

extension OldReference: PlanRecord {
    static let title = "reference"

    static func read(_ fields: inout Fields) -> OldReference {
        OldReference(
            id: fields.required("id", .identifier(), "How reports name it."),
            what: fields.required("what", .choice(What.self), "What may lead to an old host."),
            look: fields.required("look", .text, "Its text: a file here, or https:// and the rest."),
            access: fields.optional("access", .identifier(), "The access item with the token it asks for."))
    }
}
