/// Where backups go, and what opens them.
public struct BackupTerms: Sendable {
    /// A restic repository: a folder on the machine that runs Sluice, or `sftp:user@host:/path`.
    public let repository: At<String>
    public let access: At<AccessItem.ID>
    /// A database server on which restored databases are compared, never the one that is moved.
    public let proveAt: At<StoreAddress>?
    public let proveAccess: At<AccessItem.ID>?
    public let keep: At<Duration>?
}

extension BackupTerms: PlanRecord {
    static let title = "backup"

    static func read(_ fields: inout Fields) -> BackupTerms {
        BackupTerms(
            repository: fields.required("repository", .text, "A restic repository: a folder, or sftp:user@host:/path."),
            access: fields.required("access", .identifier(), "The access item with its password."),
            proveAt: fields.optional("prove_at", .storeAddress, "A server on which restored databases are compared."),
            proveAccess: fields.optional("prove_access", .identifier(), "The access item with its password."),
            keep: fields.optional("keep", .duration, "How long backups are kept."))
    }
}
