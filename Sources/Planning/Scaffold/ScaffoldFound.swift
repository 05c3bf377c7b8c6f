extension PlanScaffold {
    /// The parts of the scaffold that come from an inventory; all empty without one.
    struct Found {
        let inventory: ScaffoldInventory?
        let owner: String
        let deputy: String

        init(_ inventory: ScaffoldInventory?, owner: String, deputy: String) {
            (self.inventory, self.owner, self.deputy) = (inventory, owner, deputy)
        }

        /// Hosts, databases, files and networks stay in the inventory's own file.
        var include: String { inventory.map { "include: [\(quoted($0.file))]\n" } ?? "" }

        /// Those that the scaffold does not have anyway.
        var systems: String {
            let own: Set = ["shop-old", "shop-new", "edge"]
            return (inventory?.systems ?? []).filter { !own.contains($0.id) }.map { system in
                "  - { id: \(system.id), kind: \(system.kind), side: \(system.side), owner: \(owner), deputy: \(deputy) }\n"
            }.joined()
        }

        /// What is to be asked for and done before the first stage.
        var preparation: String {
            guard let inventory else { return "" }
            var text = ""
            if !inventory.plugins.isEmpty {
                text += "# What was active on the old side may be active on the new one: strike out what must not.\n"
                text += "allowed_plugins: [\(inventory.plugins.map(quoted).joined(separator: ", "))]\n"
            }
            if !inventory.openAccess.isEmpty {
                text += "access:\n"
                for item in inventory.openAccess {
                    text +=
                        "  - { id: \(item.id), kind: \(item.kind), from: the client's IT, to: \(owner), before: pages }\n"
                }
            }
            if !inventory.domains.isEmpty {
                text += "tasks:\n"
                for (place, domain) in inventory.domains.enumerated() {
                    text +=
                        "  - { id: certificate-\(place + 1), what: "
                        + quoted("see that the edge and the new host have a certificate for \(domain)")
                        + ", who: \(deputy), before: pages, check: { kind: tls, target: \(quoted(domain)) } }\n"
                }
            }
            return text + "\n"
        }
    }
}
