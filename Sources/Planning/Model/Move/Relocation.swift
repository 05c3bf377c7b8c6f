/// What is moved from hosts to hosts: machines, databases, files, settings, and the network of sites on them.
public struct Relocation: Sendable {
    public let hosts: [RelocatedHost]
    public let databases: [RelocatedDatabase]
    public let files: [RelocatedFiles]
    public let configuration: [ConfigurationKey]
    public let networks: [SiteNetwork]
    /// Host names and paths that are changed inside what is moved.
    public let rewrites: [Rewrite]
    public let position: Position
}

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
    public let access: At<AccessItem.ID>?
}

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
}

/// A network of sites that one installation serves.
public struct SiteNetwork: Sendable {
    public typealias ID = Identifier<SiteNetwork>

    public enum Kind: String, Sendable, CaseIterable {
        case domains, subdomains, subdirectories
    }

    public let id: At<ID>
    public let kind: At<Kind>
    public let database: At<RelocatedDatabase.ID>?
    public let sites: [NetworkSite]
}

/// One site of a network, and the domain it answers on.
public struct NetworkSite: Sendable {
    public let domain: At<String>
    public let path: At<String>?
    /// The domain on the new side; the same when absent.
    public let mapped: At<String>?
    public let region: At<String>?
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
            rewrites: fields.records("rewrites", Rewrite.self, "Names that change inside what is moved."),
            position: fields.position)
    }
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
            access: fields.optional("access", .identifier(), "The access item that opens it."))
    }
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
            secret: fields.optional("secret", .secret, "Where its new value is kept, for a secret."))
    }
}

extension SiteNetwork: PlanRecord {
    static let title = "network of sites"

    static func read(_ fields: inout Fields) -> SiteNetwork {
        SiteNetwork(
            id: fields.required("id", .identifier(), "How the rest of the plan names this network."),
            kind: fields.required("kind", .choice(Kind.self), "How its sites are told apart."),
            database: fields.optional("database", .identifier(), "The database it lives in."),
            sites: fields.records("sites", NetworkSite.self, "Its sites."))
    }
}

extension NetworkSite: PlanRecord {
    static let title = "site"

    static func read(_ fields: inout Fields) -> NetworkSite {
        NetworkSite(
            domain: fields.required("domain", .text, "The domain it answers on."),
            path: fields.optional("path", .path, "The path it begins at."),
            mapped: fields.optional("mapped", .text, "The domain on the new side; the same if absent."),
            region: fields.optional("region", .word, "The region it sells in."))
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
