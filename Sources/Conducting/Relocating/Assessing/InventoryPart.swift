import Relocation

/// Writes what was found as a part of a plan: `include:` takes it in, `--overlay` lays it over a plan that is there.
package enum InventoryPart {
    /// - Parameters:
    ///   - facts: the file with everything else, named in the first line.
    ///   - access: access items to declare, by id with kind and reference; empty where the plan has them.
    ///   - isForPlan: a plan is there, which says itself what is copied where.
    package static func text(
        _ inventory: EstateInventory, facts: String, access: [(id: String, kind: String, reference: String)],
        isForPlan: Bool
    ) -> String {
        let networks = InstalledNetwork.found(in: inventory)
        var relocation: [YAMLText.Said] = []
        relocation.append(("hosts", .list(hosts(inventory, isForPlan))))
        relocation.append(("databases", .list(inventory.stores.filter { $0.side == "old" }.map(database))))
        if !isForPlan {
            relocation.append(("files", .list(files(networks, inventory))))
            relocation.append(("configuration", .list(salts(networks))))
        }
        relocation.append(("networks", .list(networks.map(network))))
        let items = YAMLText.rows(access) { item in
            [
                ("id", .text(item.id)), ("kind", .text(item.kind)), ("from", .text("the client's IT")),
                ("reference", .text(item.reference)),
            ]
        }
        let body = YAMLText.map([("sluice", .number(1)), ("access", items), ("relocation", .map(relocation))])
        return heading(inventory, facts, isForPlan) + body.written + hints(inventory, networks, isForPlan)
    }

    private static func heading(_ inventory: EstateInventory, _ facts: String, _ isForPlan: Bool) -> String {
        let use =
            isForPlan
            ? "Laid over the plan it completes it: sluice plan check PLAN --overlay THIS-FILE"
            : "A plan is begun around it: sluice plan init --inventory THIS-FILE"
        return """
            # What `sluice relocation assess` found at \(inventory.at), as part of a plan; everything else it saw is in \(facts).
            # \(use)

            """
    }

    private static func hosts(_ inventory: EstateInventory, _ isForPlan: Bool) -> [YAMLText] {
        var rows = inventory.machines.map { machine -> YAMLText in
            let volumes = YAMLText.rows(machine.inventory?.volumes) { volume in
                [("path", .text(volume.path)), ("size", .figure(gigabytes(volume.bytes)))]
            }
            return .row([
                ("id", .text(machine.id)), ("side", .text(machine.side)), ("system", machine.system.map { .text($0) }),
                ("address", .text(machine.address)), ("access", machine.access.map { .text($0) }),
                ("volumes", volumes),
            ])
        }
        if !isForPlan, !inventory.machines.contains(where: { $0.side == "new" }) {
            rows.append(
                .row([
                    ("id", .text("managed")), ("side", .text("new")), ("system", .text("shop-new")),
                    ("address", .text("user@managed.invalid")),
                ]))
        }
        return rows
    }

    /// Sizes of a plan are in GB.
    private static func gigabytes(_ bytes: Int) -> String {
        let thousandths = max(1, bytes / 1_000_000)
        return "\(thousandths / 1000).\(String(thousandths % 1000 + 1000).dropFirst())"
    }

    private static func database(_ store: EstateInventory.Store) -> YAMLText {
        // Who administers writes no orders; people strike out what else does not belong here.
        let writers = store.writers.filter { !$0.isLocked && !store.address.contains("//\($0.account.user)@") }
        return .map([
            ("id", .text(store.id)), ("engine", .text("mariadb")), ("name", .text(store.name)),
            ("from", .text(store.from)), ("to", .text(store.to)), ("table_prefix", store.prefix.map { .text($0) }),
            ("source", .text(store.address)), ("access", store.access.map { .text($0) }),
            (
                "writers",
                .rows(writers) { [("side", .text("old")), ("account", .text($0.account.description))] }
            ),
        ])
    }

    private static func network(_ network: InstalledNetwork) -> YAMLText {
        let sites = YAMLText.rows(network.network?.sites) { site in
            let address = site.siteURL.split(separator: "/").dropFirst().first.map(String.init) ?? ""
            return [
                ("domain", .text(site.domain.isEmpty ? address : site.domain)),
                ("path", site.path == "/" ? nil : .text(site.path)),
            ]
        }
        let roots = YAMLText.rows(network.places) { place in
            [("host", .text(place.host.id)), ("path", .text(place.site.root))]
        }
        return .map([
            ("id", .text(network.id)), ("kind", .text(network.kind)),
            ("database", network.store.map { .text($0.id) }), ("sites", sites), ("roots", roots),
            ("plugins", .words(network.plugins)),
        ])
    }

    /// Pages' own files, uploads and what is hidden, of the first host of each network.
    private static func files(_ networks: [InstalledNetwork], _ inventory: EstateInventory) -> [YAMLText] {
        let target = inventory.machines.first { $0.side == "new" }?.id ?? "managed"
        return networks.flatMap { network -> [YAMLText] in
            guard let place = network.places.first else { return [] }
            func row(_ what: String, _ path: String, leaving out: [String]) -> YAMLText {
                .row([
                    ("id", .text("\(what)-\(network.id)")), ("from", .text(place.host.id)), ("path", .text(path)),
                    ("to", .text(target)), ("leave_out", .words(out)),
                ])
            }
            var rows = [row("content", place.site.root + "/wp-content", leaving: ["uploads", "cache/"])]
            for (number, folder) in place.site.uploads.keys.sorted().enumerated() {
                rows.append(row(number == 0 ? "uploads" : "uploads-\(number + 1)", folder, leaving: ["*.tmp"]))
            }
            if place.site.hidden.contains(".well-known") {
                rows.append(row("well-known", place.site.root + "/.well-known", leaving: []))
            }
            return rows
        }
    }

    /// Carried to every network: with others each login and cart is lost.
    private static func salts(_ networks: [InstalledNetwork]) -> [YAMLText] {
        let names = Set(networks.flatMap(\.places).flatMap(\.site.salts))
        return WordPressConfigText.salts.filter(names.contains).map { .row([("from", .text($0))]) }
    }

    /// What no program can decide, as comments.
    private static func hints(
        _ inventory: EstateInventory, _ networks: [InstalledNetwork], _ isForPlan: Bool
    ) -> String {
        var lines: [String] = []
        if !isForPlan {
            lines += [
                "Where backups go before anything moves; without it nothing may move:",
                "  backup: { repository: /backups/store, access: backups, keep: 90d }",
            ]
        }
        for network in networks {
            let others = network.places.dropFirst().map(\.host.id)
            if !others.isEmpty {
                lines.append(
                    "The network \(network.id) lies on \(others.joined(separator: ", ")) too: compare its files there.")
            }
        }
        for machine in inventory.machines {
            for certificate in machine.inventory?.certificates ?? [] {
                let names = certificate.names.isEmpty ? certificate.subject : certificate.names.joined(separator: ", ")
                lines.append("Certificate of \(machine.id) for \(names): ends \(certificate.expires).")
            }
        }
        return lines.map { "# " + $0.split(whereSeparator: \.isNewline).joined(separator: " ") + "\n" }.joined()
    }
}

extension EstateInventory.Store {
    /// The prefix of the WordPress tables; nil where there are none.
    var prefix: String? {
        let names = (inventory?.tables ?? []).map(\.name)
        // Of a network's tables, those of the first site have the shortest names.
        return names.filter { $0.hasSuffix("options") && names.contains($0.dropLast(7) + "posts") }
            .min { $0.count < $1.count }.map { String($0.dropLast(7)) }
    }
}
