/// How the old side ends, and what must be true before.
public struct Decommission: Sendable {
    public enum Need: String, Sendable, CaseIterable {
        /// The validation report carries its signatures.
        case signedReport = "signed-report"
        /// A last backup was restored elsewhere with equal digests.
        case backupRestored = "backup-restored"
        /// A login with each old credential fails.
        case credentialsRevoked = "credentials-revoked"
    }

    /// What lives on after a shop has moved, when nobody ends it.
    public enum Leftover: String, Sendable, CaseIterable {
        case flags, crons, credentials, dns, webhooks
    }

    public let owner: At<Person.ID>?
    public let deputy: At<Person.ID>?
    public let systems: [At<System.ID>]
    public let needs: [At<Need>]
    /// When it is planned to begin.
    public let at: At<PlanTime>?
    /// How long the old side must have seen neither reads nor writes.
    public let idle: At<Duration>?
    /// From power off until what is on the disks is gone.
    public let wipeAfter: At<Duration>?
    public let exports: [RetentionExport]
    public let removes: [At<Leftover>]
    /// What must be known of each old host to end it.
    public let hosts: [EndingHost]
    /// What is kept elsewhere and may still name an old host.
    public let references: [OldReference]
    public let position: Position
}

/// What is kept because a law or a contract asks for it.
public struct RetentionExport: Sendable {
    public let what: At<String>
    public let keep: At<Duration>
    public let place: At<String>
    public let owner: At<Person.ID>?
}

/// Who signs the run's report.
public struct ReportTerms: Sendable {
    public let signers: [At<Person.ID>]
    /// The client's own people among the signers; decommission waits for one of them.
    public let client: [At<Person.ID>]
    public let position: Position
}

extension Decommission: PlanRecord {
    static let title = "decommission"

    static func read(_ fields: inout Fields) -> Decommission {
        Decommission(
            owner: fields.optional("owner", .identifier(), "The person accountable for it."),
            deputy: fields.optional("deputy", .identifier(), "The person who stands in for the owner."),
            systems: fields.list("systems", .identifier(), "The systems that end."),
            needs: fields.list("needs", .choice(Need.self), "What must be true before."),
            at: fields.optional("at", .time, "When it is planned to begin."),
            idle: fields.optional("idle", .duration, "How long old must have seen neither reads nor writes."),
            wipeAfter: fields.optional("wipe_after", .duration, "From power off until the disks are wiped."),
            exports: fields.records("exports", RetentionExport.self, "What is kept because a law asks for it."),
            removes: fields.list("removes", .choice(Leftover.self), "What of the old side is ended by name."),
            hosts: fields.records("hosts", EndingHost.self, "What must be known of each old host to end it."),
            references: fields.records(
                "references", OldReference.self, "What is kept elsewhere and may still name an old host."),
            position: fields.position)
    }
}

extension RetentionExport: PlanRecord {
    static let title = "export"

    static func read(_ fields: inout Fields) -> RetentionExport {
        RetentionExport(
            what: fields.required("what", .text, "What is kept."),
            keep: fields.required("keep", .duration, "For how long: 3650d."),
            place: fields.required("where", .text, "Where it is kept."),
            owner: fields.optional("owner", .identifier(), "Who answers for it."))
    }
}

extension ReportTerms: PlanRecord {
    static let title = "report"

    static func read(_ fields: inout Fields) -> ReportTerms {
        ReportTerms(
            signers: fields.list("signers", .identifier(), "The people who sign the report."),
            client: fields.list("client", .identifier(), "Those of them who sign for the client."),
            position: fields.position)
    }
}
