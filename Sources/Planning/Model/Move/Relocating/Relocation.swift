/// What is moved from hosts to hosts: machines, databases, files, settings, and the network of sites on them.
public struct Relocation: Sendable {
    public let hosts: [RelocatedHost]
    public let databases: [RelocatedDatabase]
    public let files: [RelocatedFiles]
    public let configuration: [ConfigurationKey]
    public let networks: [SiteNetwork]
    /// What remembers a side's database, and would go on serving what it held.
    public let caches: [ObjectCache]
    /// How the sites' names are moved, and who is asked for them.
    public let names: NameTerms?
    /// Host names and paths that are changed inside what is moved.
    public let rewrites: [Rewrite]
    public let backup: BackupTerms?
    /// What a staging site must not reach or be set to.
    public let staging: StagingTerms?
    public let position: Position
}

/// A host name or path that becomes another one inside what is moved.
public struct Rewrite: Sendable {
    public let from: At<String>
    public let to: At<String>
}

extension Relocation: PlanRecord {
    static let title = "relocation"

    static func read(_ fields: inout Fields) -> Relocation {
        Relocation(
            hosts: fields.records("hosts", RelocatedHost.self, "The machines, old and new."),
            databases: fields.records("databases", RelocatedDatabase.self, "The databases that are moved."),
            files: fields.records("files", RelocatedFiles.self, "The folders that are moved."),
            configuration: fields.records("configuration", ConfigurationKey.self, "The settings that are moved."),
            networks: fields.records("networks", SiteNetwork.self, "The networks of sites that are moved."),
            caches: fields.records(
                "caches", ObjectCache.self, "What remembers a side's database, and is emptied when that side gains it."),
            names: fields.record("names", NameTerms.self, "How the sites' names are moved, and who is asked for them."),
            rewrites: fields.records("rewrites", Rewrite.self, "Names that change inside what is moved."),
            backup: fields.record("backup", BackupTerms.self, "Where backups go before anything moves."),
            staging: fields.record("staging", StagingTerms.self, "What a staging site must not reach."),
            position: fields.position)
    }
}

extension Rewrite: PlanRecord {
    static let title = "rewrite"

    static func read(_ fields: inout Fields) -> Rewrite {
        Rewrite(
            from: fields.required("from", .text, "What stands there."),
            to: fields.required("to", .text, "What is to stand there."))
    }
}
