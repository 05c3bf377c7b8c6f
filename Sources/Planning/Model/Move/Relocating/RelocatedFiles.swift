/// A folder and where it goes.
public struct RelocatedFiles: Sendable {
    public typealias ID = Identifier<RelocatedFiles>

    public let id: At<ID>
    public let from: At<RelocatedHost.ID>
    public let path: At<String>
    public let to: At<RelocatedHost.ID>
    public let target: At<String>?
    public let leaveOut: [At<String>]
}

/// A setting and its name on the new side; what is secret is issued anew, never copied.
public struct ConfigurationKey: Sendable {
    public let from: At<String>
    public let to: At<String>?
    public let secret: At<SecretReference>?
    /// The network whose setting it is; every network's where absent.
    public let network: At<SiteNetwork.ID>?
}

extension RelocatedFiles: PlanRecord {
    static let title = "files"

    static func read(_ fields: inout Fields) -> RelocatedFiles {
        RelocatedFiles(
            id: fields.required("id", .identifier(), "How the rest of the plan names these files."),
            from: fields.required("from", .identifier(), "The host they lie on."),
            path: fields.required("path", .path, "The folder."),
            to: fields.required("to", .identifier(), "The host they go to."),
            target: fields.optional("target", .path, "The folder there; the same if absent."),
            leaveOut: fields.list("leave_out", .text, "Patterns of what stays behind."))
    }
}

extension ConfigurationKey: PlanRecord {
    static let title = "setting"

    static func read(_ fields: inout Fields) -> ConfigurationKey {
        ConfigurationKey(
            from: fields.required("from", .text, "Its name on the old side."),
            to: fields.optional("to", .text, "Its name on the new side; the same if absent."),
            secret: fields.optional("secret", .secret, "Where its new value is kept, for a secret."),
            network: fields.optional(
                "network", .identifier(), "The network whose setting it is; every network's if absent."))
    }
}
