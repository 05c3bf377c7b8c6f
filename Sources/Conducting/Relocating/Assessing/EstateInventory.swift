package import Relocation

/// All that an assessment saw: hosts, databases, names; and what it could not see. Nothing in it is a secret.
package struct EstateInventory: Sendable, Codable {
    package struct Machine: Sendable, Codable {
        package var id: String
        /// `old` or `new`.
        package var side: String
        /// As a plan names it: `local`, or `user@host:port`.
        package var address: String
        package var access: String?
        package var system: String?
        /// Nil where the host did not let itself be read.
        package var inventory: HostInventory?
        package var trouble: String?

        package init(id: String, side: String, address: String, access: String? = nil, system: String? = nil) {
            self.id = id
            self.side = side
            self.address = address
            self.access = access
            self.system = system
        }
    }

    package struct Store: Sendable, Codable {
        package var id: String
        package var side: String
        /// The systems of the plan that hold it and are to hold it.
        package var from: String
        package var to: String
        /// Without a password, as always.
        package var address: String
        package var name: String
        package var access: String?
        package var inventory: DatabaseInventory?
        /// Every account that may write to it.
        package var writers: [WriterAccount] = []
        /// Other databases of the same server.
        package var others: [String] = []
        package var trouble: String?

        package init(
            id: String, side: String, from: String, to: String, address: String, name: String, access: String? = nil
        ) {
            self.id = id
            self.side = side
            self.from = from
            self.to = to
            self.address = address
            self.name = name
            self.access = access
        }
    }

    /// RFC 3339.
    package var at: String
    package var machines: [Machine]
    package var stores: [Store]
    package var names: [NameEntry] = []
    /// Of names; hosts and databases have their own.
    package var unseen: [HostInventory.Unseen] = []

    package init(at: String, machines: [Machine], stores: [Store]) {
        self.at = at
        self.machines = machines
        self.stores = stores
    }

    /// What could not be seen, with the place it belongs to.
    package var allUnseen: [(place: String, what: String, why: String)] {
        var all: [(place: String, what: String, why: String)] = []
        for machine in machines {
            if let trouble = machine.trouble { all.append((machine.id, "the host", trouble)) }
            for one in machine.inventory?.unseen ?? [] { all.append((machine.id, one.what, one.why)) }
        }
        for store in stores {
            if let trouble = store.trouble { all.append((store.id, "the database", trouble)) }
            for one in store.inventory?.unseen ?? [] { all.append((store.id, one.what, one.why)) }
        }
        for one in unseen { all.append(("names", one.what, one.why)) }
        return all
    }

    /// Every host name that the old side's sites and web servers answer to.
    package var domains: [String] {
        let sites = stores.filter { $0.side == "old" }.flatMap { $0.inventory?.network?.sites ?? [] }.map(\.domain)
        let served = machines.filter { $0.side == "old" }.flatMap { $0.inventory?.virtualHosts ?? [] }
            .flatMap(\.names)
        let all = (sites + served).map { $0.lowercased() }.filter { name in
            name.contains(".") && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-.".contains($0)) }
        }
        return Set(all).sorted()
    }
}

/// An installation of WordPress on the hosts of one side that share a database and a table prefix.
package struct InstalledNetwork: Sendable {
    package var id: String
    package var store: EstateInventory.Store?
    /// Host and what was found there; the same network may be served by several.
    package var places: [(host: EstateInventory.Machine, site: WordPressInventory)]

    package var network: NetworkInventory? { store?.inventory?.network }

    /// `domains`, `subdomains` or `subdirectories`, as a plan names it.
    package var kind: String {
        guard let site = places.first?.site, site.isNetwork else { return "domains" }
        guard site.isSubdomains else { return "subdirectories" }
        let sites = network?.sites ?? []
        let main = network?.domains.first ?? ""
        return sites.allSatisfy { $0.domain == main || $0.domain.hasSuffix(".\(main)") } ? "subdomains" : "domains"
    }

    /// Folders of plugins that run on any site: switched on, or must-use.
    package var plugins: [String] {
        let active = (network?.networkPlugins ?? []) + (network?.sites ?? []).flatMap(\.activePlugins)
        let mustUse = places.flatMap(\.site.extensions).filter { $0.kind == "must-use" }.map(\.slug)
        return Set((active + mustUse).map(Self.folder)).sorted()
    }

    /// `akismet` of `akismet/akismet.php`, `hello` of `hello.php`.
    package static func folder(_ slug: String) -> String {
        let first = slug.split(separator: "/").first.map(String.init) ?? slug
        return first.hasSuffix(".php") ? String(first.dropLast(4)) : first
    }

    /// The networks of the old side, each once.
    package static func found(in inventory: EstateInventory) -> [InstalledNetwork] {
        var found: [InstalledNetwork] = []
        var keys: [String] = []
        for machine in inventory.machines where machine.side == "old" {
            for site in machine.inventory?.wordPress ?? [] {
                let name = site.constants["DB_NAME"] ?? site.root
                let key = "\(name) \(site.tablePrefix)"
                if let place = keys.firstIndex(of: key) {
                    found[place].places.append((machine, site))
                    continue
                }
                keys.append(key)
                let store = inventory.stores.first { $0.side == "old" && $0.name == name }
                var id = store?.id ?? Self.identifier(name)
                while found.contains(where: { $0.id == id }) { id += "-2" }
                found.append(InstalledNetwork(id: id, store: store, places: [(machine, site)]))
            }
        }
        return found
    }

    /// What a plan's id may hold of a text.
    package static func identifier(_ text: String) -> String {
        let plain = text.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        let id = plain.split(separator: "-").map { String($0) }.joined(separator: "-")
        return id.first?.isLetter == true ? id : "x\(id.isEmpty ? "" : "-")\(id)"
    }
}
