import Relocation

/// Writes everything that was seen, for people and to compare with a later look: the same host gives the same text.
package enum InventoryFacts {
    package static func text(_ inventory: EstateInventory) -> String {
        let body = YAMLText.map([
            ("inventory", .number(1)), ("at", .text(inventory.at)),
            ("hosts", .list(inventory.machines.map(host))), ("databases", .list(inventory.stores.map(database))),
            ("names", .rows(inventory.names, name)), ("unseen", .rows(inventory.unseen, unseen)),
        ])
        let traps = InventoryTraps.lines(inventory).map { "#   - \($0)\n" }.joined()
        return "# What `sluice relocation assess` saw. No secrets: salts and passwords are only present or absent.\n"
            + (traps.isEmpty ? "" : "# What lies in wait:\n" + traps) + body.written
    }

    private static func host(_ machine: EstateInventory.Machine) -> YAMLText {
        let found = machine.inventory
        var said: [YAMLText.Said] = [
            ("id", .text(machine.id)), ("side", .text(machine.side)), ("address", .text(machine.address)),
            ("name", .text(found?.name ?? "")), ("system", .text(found?.system ?? "")),
            ("not_read", machine.trouble.map { .text($0) }),
        ]
        let volumes = YAMLText.rows(found?.volumes) {
            [
                ("path", .text($0.path)), ("bytes", .number($0.bytes)), ("mount", .text($0.mount)),
                ("size", .number($0.size)), ("free", .number($0.free)),
            ]
        }
        said.append(("volumes", volumes))
        let mounts = YAMLText.rows(found?.mounts) {
            [
                ("path", .text($0.path)), ("device", .text($0.device)), ("type", .text($0.type)),
                ("size", .number($0.size)), ("used", .number($0.used)),
            ]
        }
        said.append(("mounts", mounts))
        said.append(
            ("programs", .rows(found?.programs) { [("name", .text($0.name)), ("version", .text($0.version))] }))
        said.append(("virtual_hosts", .list((found?.virtualHosts ?? []).map(virtualHost))))
        said.append(("php", .texts(found?.php ?? [:])))
        let webPHP = (found?.webPHP ?? []).map { file -> YAMLText in
            .map([("file", .text(file.file)), ("pool", .text(file.pool)), ("settings", .texts(file.settings))])
        }
        said.append(("web_php", .list(webPHP)))
        said.append(("wordpress", .list((found?.wordPress ?? []).map(WordPressFacts.installation))))
        let certificates = YAMLText.rows(found?.certificates) {
            [
                ("file", .text($0.file)), ("subject", .text($0.subject)), ("issuer", .text($0.issuer)),
                ("names", .words($0.names)), ("ends", .text($0.expires)),
            ]
        }
        said.append(("certificates", certificates))
        let jobs = YAMLText.rows(found?.jobs) {
            [("from", .text($0.from)), ("schedule", .text($0.schedule)), ("command", .text($0.command))]
        }
        said.append(("jobs", jobs))
        let listeners = YAMLText.rows(found?.listeners) {
            [("address", .text($0.address)), ("port", .number($0.port)), ("program", .text($0.program))]
        }
        said.append(("listeners", listeners))
        let outgoing = YAMLText.rows(found?.outgoing) {
            [("address", .text($0.address)), ("port", .number($0.port)), ("program", .text($0.program))]
        }
        said.append(("outgoing", outgoing))
        said.append(("mail", .list((found?.mail ?? []).map { .text($0) })))
        said.append(("names", .list((found?.names ?? []).map { .text($0) })))
        said.append(("unseen", .rows(found?.unseen, unseen)))
        return .map(said)
    }

    private static func virtualHost(_ host: HostInventory.VirtualHost) -> YAMLText {
        let redirects = YAMLText.rows(host.redirects) {
            [("from", .text($0.from)), ("to", .text($0.to)), ("status", .number($0.status))]
        }
        return .map([
            ("server", .text(host.server)), ("names", .words(host.names)), ("listens", .words(host.listens)),
            ("root", host.root.map { .text($0) }), ("certificate", host.certificate.map { .text($0) }),
            ("redirects", redirects),
        ])
    }

    private static func database(_ store: EstateInventory.Store) -> YAMLText {
        let found = store.inventory
        var said: [YAMLText.Said] = [
            ("id", .text(store.id)), ("side", .text(store.side)), ("address", .text(store.address)),
            ("not_read", store.trouble.map { .text($0) }), ("version", .text(found?.version ?? "")),
            ("charset", .text(found?.charset ?? "")), ("collation", .text(found?.collation ?? "")),
            ("sql_mode", .text(found?.sqlMode ?? "")), ("tables", .rows(found?.tables, table)),
        ]
        let definitions = YAMLText.rows(found?.definitions) {
            [
                ("kind", .text($0.kind)), ("name", .text($0.name)), ("definer", .text($0.definer)),
                ("has_definer", $0.hasDefiner.map { .flag($0) }), ("status", .text($0.status)),
            ]
        }
        said.append(("definitions", definitions))
        let writers = YAMLText.rows(store.writers) {
            [
                ("account", .text($0.account.description)), ("past_read_only", $0.isUnbound ? .flag(true) : nil),
                ("locked", $0.isLocked ? .flag(true) : nil), ("tables", .words($0.tables)),
            ]
        }
        said.append(("writers", writers))
        said.append(("other_databases", .words(store.others)))
        said.append(("network", found?.network.map(WordPressFacts.network)))
        said.append(("unseen", .rows(found?.unseen, unseen)))
        return .map(said)
    }

    private static func table(_ table: DatabaseInventory.Table) -> [YAMLText.Said] {
        let zero = table.zeroDates.sorted { $0.key < $1.key }.map { ($0.key, YAMLText?.some(.number($0.value))) }
        return [
            ("name", .text(table.name)), ("engine", .text(table.engine)), ("row_format", .text(table.rowFormat)),
            ("collation", .text(table.collation)), ("rows", .number(table.rows)), ("bytes", .number(table.bytes)),
            ("auto_increment", table.autoIncrement.map { .number($0) }), ("zero_dates", .row(zero)),
            ("other_collations", .words(table.otherCollations)),
        ]
    }

    private static func name(_ entry: NameEntry) -> [YAMLText.Said] {
        [
            ("name", .text(entry.name)), ("type", .text(entry.type)), ("value", .text(entry.value)),
            ("ttl", entry.ttl.map { .number($0) }),
        ]
    }

    private static func unseen(_ unseen: HostInventory.Unseen) -> [YAMLText.Said] {
        [("what", .text(unseen.what)), ("why", .text(unseen.why))]
    }
}
