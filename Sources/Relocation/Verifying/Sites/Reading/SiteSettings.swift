/// What the database of a WordPress network says of one of its sites.
public struct SiteSettings: Sendable, Hashable {
    public var id: Int
    /// As `wp_blogs` has it; empty where there is no network.
    public var domain: String
    public var path: String
    /// Of its options, by name; only those that are looked at.
    public var options: [String: String] = [:]
    /// Files of `_wp_attached_file`, newest first.
    public var uploads: [String] = []

    public init(id: Int, domain: String, path: String) { (self.id, self.domain, self.path) = (id, domain, path) }

    /// The folder that its uploads lie in below `wp-content/uploads`.
    public var uploadFolder: String { id == 1 ? "" : "sites/\(id)/" }
}

/// What the database of a WordPress network says of it.
public struct NetworkSettings: Sendable, Hashable {
    public var prefix: String
    /// `wp_site.domain` of the network; nil where it is a single site.
    public var domain: String?
    public var networkPlugins: [String] = []
    public var sites: [SiteSettings] = []
    public var isReadOnly = false

    public init(prefix: String) { self.prefix = prefix }

    /// The option that holds a site's roles; named after the prefix, so that it is lost when the prefix changes.
    public func rolesKey(of site: SiteSettings) -> String { "\(prefix)\(site.id == 1 ? "" : "\(site.id)_")user_roles" }
}

extension DatabaseServer {
    /// Reads what a verification looks at of a WordPress network; changes nothing.
    ///
    /// - Parameters:
    ///   - options: more options that are wanted of each site.
    ///   - uploads: how many uploads of each site.
    public func network(
        of schema: String, prefix: String, options: [String] = [], uploads: Int
    ) async throws(RelocationError) -> NetworkSettings {
        func table(_ name: String) -> String { "\(SQLText.name(schema)).\(SQLText.name(prefix + name))" }
        var network = NetworkSettings(prefix: prefix)
        network.isReadOnly = try await value("SELECT @@GLOBAL.read_only") == "1"
        let isNetwork = try await value(
            "SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = \(SQLText.text(schema)) AND TABLE_NAME = "
                + SQLText.text(prefix + "blogs"))
        if isNetwork == nil {
            network.sites = [SiteSettings(id: 1, domain: "", path: "/")]
        } else {
            network.domain = try await value("SELECT domain FROM \(table("site")) ORDER BY id LIMIT 1")
            for row in try await rows(
                "SELECT meta_value FROM \(table("sitemeta")) WHERE meta_key = 'active_sitewide_plugins'")
            {
                network.networkPlugins += SerialisedStrings.read(Array((row[0] ?? "").utf8)).keys
            }
            for row in try await rows(
                "SELECT blog_id, domain, path FROM \(table("blogs")) WHERE deleted = 0 AND archived = '0' AND spam = 0 "
                    + "ORDER BY blog_id")
            {
                guard let id = row[0].flatMap({ Int($0) }) else { continue }
                network.sites.append(SiteSettings(id: id, domain: row[1] ?? "", path: row[2] ?? "/"))
            }
        }
        let wanted = SiteSettings.looked + options
        for index in network.sites.indices {
            let site = network.sites[index]
            let own = site.id == 1 ? "" : "\(site.id)_"
            let names = (wanted + [network.rolesKey(of: site)]).map(SQLText.text).joined(separator: ", ")
            for row in try await rows(
                "SELECT option_name, option_value FROM \(table(own + "options")) WHERE option_name IN (\(names))")
            {
                network.sites[index].options[row[0] ?? ""] = row[1] ?? ""
            }
            let files = try await rows(
                "SELECT meta_value FROM \(table(own + "postmeta")) WHERE meta_key = '_wp_attached_file' "
                    + "ORDER BY meta_id DESC LIMIT \(max(0, uploads))")
            network.sites[index].uploads = files.compactMap { $0[0] }
        }
        return network
    }
}

extension SiteSettings {
    static let looked = [
        "siteurl", "home", "blog_public", "upload_path", "upload_url_path", "active_plugins", "cron",
    ]

    /// Plugins that are active on this site alone.
    public var plugins: [String] { SerialisedStrings.read(Array((options["active_plugins"] ?? "").utf8)).values }
}
