/// A database and where it goes.
public struct RelocatedDatabase: Sendable {
    public typealias ID = Identifier<RelocatedDatabase>

    public enum Engine: String, Sendable, CaseIterable {
        case mariadb, mysql, postgresql
    }

    public let id: At<ID>
    public let engine: At<Engine>
    public let name: At<String>
    public let from: At<System.ID>
    public let to: At<System.ID>
    public let tablePrefix: At<String>?
    /// The old side's address with an account that may administer it; ``access`` is its password.
    public let source: At<StoreAddress>?
    public let access: At<AccessItem.ID>?
    /// The same of the new side.
    public let target: At<StoreAddress>?
    public let targetAccess: At<AccessItem.ID>?
    /// Whether tables outside of a snapshot, such as MyISAM's, are locked while they are copied.
    public let lock: At<Bool>?
    public let replication: ReplicationTerms?
    /// Every account that writes it, on either side: fenced, and tried, when the database changes hands.
    public let writers: [DatabaseWriter]
    /// Where each side's server keeps the settings that must outlive a restart.
    public let settings: [ServerSettings]
    /// What leads the web servers to one side or the other.
    public let selectors: [DatabaseSelector]
    /// Rows that a verification does not compare, besides those that WordPress itself keeps changing.
    public let notCompared: [RowsNotCompared]
}

extension RelocatedDatabase: PlanRecord {
    static let title = "database"

    static func read(_ fields: inout Fields) -> RelocatedDatabase {
        RelocatedDatabase(
            id: fields.required("id", .identifier(), "How the rest of the plan names this database."),
            engine: fields.required("engine", .choice(Engine.self), "What runs it."),
            name: fields.required("name", .text, "The schema's name."),
            from: fields.required("from", .identifier(), "The system that holds it."),
            to: fields.required("to", .identifier(), "The system that is to hold it."),
            tablePrefix: fields.optional("table_prefix", .text, "What its tables' names begin with."),
            source: fields.optional(
                "source", .storeAddress, "The old side's address, with an account that may administer it."),
            access: fields.optional("access", .identifier(), "The access item with that account's password."),
            target: fields.optional("target", .storeAddress, "The new side's address, likewise."),
            targetAccess: fields.optional(
                "target_access", .identifier(), "The access item with that account's password."),
            lock: fields.optional(
                "lock", .flag,
                "Whether tables outside of a snapshot, such as MyISAM's, are locked while they are copied."),
            replication: fields.record("replication", ReplicationTerms.self, "How the sides are kept in step."),
            writers: fields.records("writers", DatabaseWriter.self, "Every account that writes it."),
            settings: fields.records(
                "settings", ServerSettings.self, "Where a server keeps settings that must outlive a restart."),
            selectors: fields.records(
                "selectors", DatabaseSelector.self, "What leads the web servers to one side or the other."),
            notCompared: fields.records(
                "not_compared", RowsNotCompared.self, "Rows that a verification does not compare."))
    }
}
