import Conducting
import Foundation
import Relocation

/// What an assessment saw, for people: hosts, databases, networks, what lies in wait, what could not be seen.
struct AssessmentTable {
    private let inventory: EstateInventory

    init(_ inventory: EstateInventory) { self.inventory = inventory }

    func say() {
        hosts()
        databases()
        networks()
        let traps = InventoryTraps.lines(inventory)
        if !traps.isEmpty { Terminal.say("\nWhat lies in wait:") }
        for line in traps { Terminal.say("  - \(line)") }
        certificates()
        let unseen = inventory.allUnseen
        if !unseen.isEmpty { Terminal.say("\nNot seen:") }
        for one in unseen { Terminal.say("  - \(one.place): \(one.what) (\(one.why))") }
    }

    private func hosts() {
        var table = TextTable(["host", "side", "volumes", "in them", "web", "sites' folders", "jobs", "listens"])
        for machine in inventory.machines {
            guard let found = machine.inventory else {
                table.add([machine.id, machine.side, "not read", "", "", "", "", ""])
                continue
            }
            let servers = found.programs.map(\.name).filter {
                ["nginx", "apache2", "httpd"].contains($0) || $0.hasPrefix("php-fpm")
            }
            table.add([
                machine.id, machine.side, "\(found.volumes.count)",
                Self.bytes(found.volumes.reduce(0) { $0 + $1.bytes }),
                servers.isEmpty ? "–" : servers.joined(separator: " "), "\(found.wordPress.count)",
                "\(found.jobs.count)", "\(found.listeners.count)",
            ])
        }
        if !inventory.machines.isEmpty { Terminal.say(table.text()) }
    }

    private func databases() {
        guard !inventory.stores.isEmpty else { return }
        var table = TextTable(["database", "side", "server", "tables", "rows", "size", "engines", "triggers, events"])
        for store in inventory.stores {
            guard let found = store.inventory else {
                table.add([store.id, store.side, "not read", "", "", "", "", ""])
                continue
            }
            let engines = Dictionary(grouping: found.tables, by: \.engine).map { "\($0.key) \($0.value.count)" }
            let code = ["trigger", "event"].map { kind in "\(found.definitions.count { $0.kind == kind })" }
            table.add([
                store.id, store.side, found.version, "\(found.tables.count)",
                "\(found.tables.reduce(0) { $0 + $1.rows })", Self.bytes(found.tables.reduce(0) { $0 + $1.bytes }),
                engines.sorted().joined(separator: ", "), code.joined(separator: ", "),
            ])
        }
        Terminal.say("\n" + table.text())
    }

    private func networks() {
        let all = InstalledNetwork.found(in: inventory)
        guard !all.isEmpty else { return }
        var table = TextTable(["network", "kind", "WordPress", "on", "site", "theme", "plugins"])
        for network in all {
            let versions = Set(network.places.map(\.site.version)).sorted().joined(separator: ", ")
            let hosts = network.places.map(\.host.id).joined(separator: ", ")
            let sites = network.network?.sites ?? []
            if sites.isEmpty { table.add([network.id, network.kind, versions, hosts, "not read", "", ""]) }
            for (place, site) in sites.enumerated() {
                let plugins = (site.activePlugins + (network.network?.networkPlugins ?? []))
                    .map(InstalledNetwork.folder)
                let head = place == 0 ? [network.id, network.kind, versions, hosts] : ["", "", "", ""]
                table.add(
                    head + [site.domain + site.path, site.theme, Set(plugins).sorted().joined(separator: ", ")])
            }
        }
        Terminal.say("\n" + table.text())
    }

    private func certificates() {
        let all = inventory.machines.flatMap { machine in
            (machine.inventory?.certificates ?? []).map { (machine.id, $0) }
        }
        guard !all.isEmpty else { return }
        Terminal.say("\nCertificates:")
        for (host, certificate) in all {
            let names = certificate.names.isEmpty ? certificate.subject : certificate.names.joined(separator: ", ")
            Terminal.say("  - \(host): \(names), ends \(certificate.expires)")
        }
    }

    static func bytes(_ count: Int) -> String { Int64(count).formatted(.byteCount(style: .file)) }
}
