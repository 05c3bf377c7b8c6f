import Databases

/// Reads the sites of a WordPress installation from its tables.
struct NetworkReading: Sendable {
    let connection: any DatabaseConnection
    let prefix: String

    func read() async throws(DatabaseError) -> NetworkInventory {
        var network = NetworkInventory()
        let like = prefix.replacingLikeSigns
        let found = try await rows(
            """
            SELECT table_name FROM information_schema.tables
            WHERE table_schema = DATABASE() AND table_name LIKE '\(like)%'
            """)
        let tables = Set(found.compactMap { $0[0].map { String(decoding: $0, as: UTF8.self) } })
        guard tables.contains(prefix + "blogs"), tables.contains(prefix + "site") else {
            network.sites = [try await site(1, domain: "", path: "/")]
            return network
        }
        network.isNetwork = true
        network.domains = try await rows("SELECT domain FROM \(name("site")) ORDER BY id").compactMap(Self.first)
        let meta = try await rows(
            "SELECT meta_value FROM \(name("sitemeta")) WHERE meta_key = 'active_sitewide_plugins' ORDER BY meta_id")
        for row in meta {
            // Here the plugins are the keys, and the values the times they were switched on.
            network.networkPlugins += SerialisedStrings.read(row[0].map { Array($0) } ?? []).keys
        }
        for row in try await rows("SELECT blog_id, domain, path FROM \(name("blogs")) ORDER BY blog_id") {
            let texts = row.map { $0.map { String(decoding: $0, as: UTF8.self) } ?? "" }
            guard let id = Int(texts[0]) else { continue }
            network.sites.append(try await site(id, domain: texts[1], path: texts[2]))
        }
        if tables.contains(prefix + "domain_mapping") {
            for row in try await rows("SELECT domain, blog_id, active FROM \(name("domain_mapping")) ORDER BY id") {
                let texts = row.map { $0.map { String(decoding: $0, as: UTF8.self) } ?? "" }
                network.mappings.append(
                    NetworkInventory.Mapping(domain: texts[0], site: Int(texts[1]) ?? 0, isActive: texts[2] == "1"))
            }
        }
        return network
    }

    private func site(_ id: Int, domain: String, path: String) async throws(DatabaseError) -> NetworkInventory.Site {
        let names = [
            "siteurl", "home", "blog_public", "upload_path", "stylesheet", "active_plugins", "cron",
        ].map { "'\($0)'" }.joined(separator: ",")
        let table = name(id == 1 ? "options" : "\(id)_options")
        var values: [String: [UInt8]] = [:]
        for row in try await rows("SELECT option_name, option_value FROM \(table) WHERE option_name IN (\(names))") {
            guard let name = row[0], let value = row[1] else { continue }
            values[String(decoding: name, as: UTF8.self)] = Array(value)
        }
        func text(_ name: String) -> String { String(decoding: values[name] ?? [], as: UTF8.self) }
        return NetworkInventory.Site(
            id: id, domain: domain, path: path, siteURL: text("siteurl"), home: text("home"),
            blogPublic: text("blog_public"), uploadPath: text("upload_path"), theme: text("stylesheet"),
            activePlugins: SerialisedStrings.read(values["active_plugins"] ?? []).values,
            scheduled: Self.scheduled(values["cron"] ?? []), hooks: Self.hooks(values["cron"] ?? []))
    }

    /// In the array of wp-cron each job is an array with a key `schedule`.
    private static func scheduled(_ bytes: [UInt8]) -> Int {
        SerialisedStrings.read(bytes).keys.count { $0 == "schedule" }
    }

    /// The other keys are the hooks, and under each a digest of its arguments.
    private static func hooks(_ bytes: [UInt8]) -> [String] {
        let own: Set = ["schedule", "args", "interval", "version"]
        let keys = SerialisedStrings.read(bytes).keys
        return Set(keys).subtracting(own).filter { !($0.count == 32 && $0.allSatisfy(\.isHexDigit)) }.sorted()
    }

    private func name(_ table: String) -> String { DatabaseReading.quoted(prefix + table) }

    private func rows(_ sql: String) async throws(DatabaseError) -> [[ArraySlice<UInt8>?]] {
        let batch = try await connection.rows(sql)
        return batch.indices.map { batch.cells(of: $0) }
    }

    private static func first(_ row: [ArraySlice<UInt8>?]) -> String? {
        row[0].map { String(decoding: $0, as: UTF8.self) }
    }
}

extension String {
    /// For a text in single quotes after `LIKE`.
    fileprivate var replacingLikeSigns: String {
        reduce(into: "") { text, sign in text += "\\'%_".contains(sign) ? "\\\(sign)" : "\(sign)" }
    }
}
