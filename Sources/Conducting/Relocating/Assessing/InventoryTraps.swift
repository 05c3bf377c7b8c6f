import Relocation

/// What of an inventory breaks a move when nobody thinks of it; each line says what and what to do. Pure.
package enum InventoryTraps {
    package static func lines(_ inventory: EstateInventory) -> [String] {
        let old = inventory.machines.filter { $0.side == "old" }
        return inventory.stores.filter { $0.side == "old" }.flatMap(database)
            + InstalledNetwork.found(in: inventory).flatMap(network)
            + old.flatMap(host)
    }

    private static func database(_ store: EstateInventory.Store) -> [String] {
        guard let found = store.inventory else { return [] }
        var lines: [String] = []
        func add(_ isSo: Bool, _ line: String) { if isSo { lines.append("\(store.id): \(line)") } }
        let outside = found.unsafeTables
        add(
            !outside.isEmpty,
            "outside of any snapshot: \(outside.joined(separator: ", ")); convert to InnoDB, or transfer with --lock")
        add(
            !found.missingDefiners.isEmpty,
            "definers that do not exist: \(found.missingDefiners.joined(separator: ", ")); triggers and views fail with "
                + "1449")
        let definers = Set(found.definitions.map(\.definer)).sorted()
        add(!definers.isEmpty, "accounts the new server must have too: \(definers.joined(separator: ", "))")
        add(found.hasMixedCollations, "collations are mixed: joins may fail with 1267")
        let zero = found.tables.filter { !$0.zeroDates.isEmpty }.map(\.name)
        add(!zero.isEmpty, "dates of zeros in \(zero.joined(separator: ", ")): a later ALTER fails with 1067")
        let events = found.definitions.filter { $0.kind == "event" && $0.status == "ENABLED" }.map(\.name)
        add(!events.isEmpty, "events that run: \(events.joined(separator: ", ")); off on the standby, on at promotion")
        let unbound = store.writers.filter { $0.isUnbound && !$0.isLocked }.map(\.account.description)
        add(!unbound.isEmpty, "read_only does not bind \(unbound.joined(separator: ", "))")
        add(!store.others.isEmpty, "other databases on this server: \(store.others.joined(separator: ", "))")
        return lines
    }

    private static func network(_ network: InstalledNetwork) -> [String] {
        var lines: [String] = []
        func add(_ isSo: Bool, _ line: String) { if isSo { lines.append("\(network.id): \(line)") } }
        let sites = network.network?.sites ?? []
        let shut = sites.filter { $0.blogPublic == "0" }.map { $0.domain + $0.path }
        add(!shut.isEmpty, "hidden from search engines (blog_public 0): \(shut.joined(separator: ", "))")
        let paths = sites.filter { $0.uploadPath.hasPrefix("/") }.map { $0.domain + $0.path }
        add(!paths.isEmpty, "upload_path is absolute on \(paths.joined(separator: ", "))")
        let links = network.places.flatMap { $0.site.links.filter { $0.target.hasPrefix("/") }.map(\.path) }
        add(!links.isEmpty, "links with absolute targets: \(Set(links).sorted().joined(separator: ", "))")
        let constants = Set(network.places.flatMap(\.site.absolutePaths)).sorted()
        add(!constants.isEmpty, "absolute paths in wp-config.php: \(constants.joined(separator: ", "))")
        add(
            network.places.contains { $0.site.hasObjectCache },
            "an object cache: name it in `relocation.caches`, or it serves old stock after a hand over")
        add(
            !network.places.allSatisfy { $0.site.salts.isEmpty },
            "salts are set: carry them (`relocation.configuration`), or every login and cart is lost")
        let versions = Set(network.places.map(\.site.version))
        add(versions.count > 1, "WordPress differs between hosts: \(versions.sorted().joined(separator: ", "))")
        return lines
    }

    private static func host(_ machine: EstateInventory.Machine) -> [String] {
        guard let found = machine.inventory else { return [] }
        var lines: [String] = []
        func add(_ isSo: Bool, _ line: String) { if isSo { lines.append("\(machine.id): \(line)") } }
        let tables = found.jobs.filter { $0.from.hasPrefix("crontab of ") }
        add(!tables.isEmpty, "\(tables.count) jobs in crontabs, which no copy of files takes along")
        let redirects = found.virtualHosts.reduce(0) { $0 + $1.redirects.count }
        add(redirects > 0, "\(redirects) redirects in the web server's configuration become 404 unless they are moved")
        let hidden = Set(found.wordPress.flatMap(\.hidden)).sorted()
        add(!hidden.isEmpty, "hidden files beside the pages: \(hidden.joined(separator: ", "))")
        return lines
    }
}
