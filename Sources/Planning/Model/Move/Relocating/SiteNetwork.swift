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
    /// Where its files lie, on each host that serves it.
    public let roots: [NetworkRoot]
    /// The plugins that may be active; any other fails the verification.
    public let plugins: [At<String>]
    /// Who is logged in to see that it works; nobody when absent.
    public let login: NetworkLogin?
}

/// The folder of a network on one host.
public struct NetworkRoot: Sendable {
    public let host: At<RelocatedHost.ID>
    public let path: At<String>
    /// The file with its settings; `wp-config.php` in the folder where absent.
    public let settings: At<String>?

    public var settingsFile: String { settings?.value ?? "\(path.value)/wp-config.php" }
}

/// One site of a network, and the domain it answers on.
public struct NetworkSite: Sendable {
    public let domain: At<String>
    public let path: At<String>?
    /// The domain on the new side; the same when absent.
    public let mapped: At<String>?
    public let region: At<String>?
}

extension SiteNetwork: PlanRecord {
    static let title = "network of sites"

    static func read(_ fields: inout Fields) -> SiteNetwork {
        SiteNetwork(
            id: fields.required("id", .identifier(), "How the rest of the plan names this network."),
            kind: fields.required("kind", .choice(Kind.self), "How its sites are told apart."),
            database: fields.optional("database", .identifier(), "The database it lives in."),
            sites: fields.records("sites", NetworkSite.self, "Its sites."),
            roots: fields.records("roots", NetworkRoot.self, "Where its files lie, on each host that serves it."),
            plugins: fields.list("plugins", .text, "The plugins that may be active; any other fails verification."),
            login: fields.record("login", NetworkLogin.self, "Who is logged in to see that it works."))
    }
}

extension NetworkRoot: PlanRecord {
    static let title = "root of a network"

    static func read(_ fields: inout Fields) -> NetworkRoot {
        NetworkRoot(
            host: fields.required("host", .identifier(), "The host."),
            path: fields.required("path", .path, "The folder that holds wp-config.php."),
            settings: fields.optional(
                "settings", .path, "The file that holds its settings; wp-config.php of the folder if absent."))
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
