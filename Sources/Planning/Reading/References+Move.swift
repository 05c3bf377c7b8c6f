extension References {
    /// An edge or a stage that names a system nobody declared.
    static let undeclaredSystem = "MAP001"
    /// A stage that needs an access item nobody asks for.
    static let missingAccess = "ACC001"

    /// Milestones, tasks, access and imports: what happens before a stage.
    func checkPreparation() {
        let milestones = Set(plan.milestones.map(\.id.value.rawValue))
        for milestone in plan.milestones {
            milestone.teams.forEach { known($0, teams, "team") }
            owner(milestone.owner)
            milestone.stages.forEach { known($0, stages, "stage") }
        }
        for task in plan.tasks {
            known(task.who, people, "person")
            known(task.milestone, milestones, "milestone")
            known(task.before, stages, "stage")
            task.destroys.forEach { known($0, systems, "system") }
        }
        for item in plan.access {
            known(item.to, people, "person")
            known(item.before, stages, "stage")
        }
        for carried in plan.imports {
            known(carried.entity, entities, "entity")
            known(carried.from, systems, "system")
            known(carried.to, systems, "system")
            known(carried.before, stages, "stage")
        }
    }

    func checkRelocation() {
        guard let relocation = plan.relocation else { return }
        unique(relocation.hosts.map(\.id), "host")
        unique(relocation.databases.map(\.id), "database")
        unique(relocation.files.map(\.id), "set of files")
        unique(relocation.networks.map(\.id), "network")
        let databases = Set(relocation.databases.map(\.id.value.rawValue))
        for host in relocation.hosts {
            known(host.system, systems, "system")
            known(host.access, access, "access item")
        }
        for database in relocation.databases {
            known(database.from, systems, "system")
            known(database.to, systems, "system")
            let items = [
                database.access, database.targetAccess, database.replication?.access,
                database.replication?.reverseAccess,
            ]
            for item in items + database.writers.map(\.access) { known(item, access, "access item") }
            for host in database.settings.map(\.host) + database.selectors.map(\.host) { known(host, hosts, "host") }
        }
        known(relocation.backup?.access, access, "access item")
        known(relocation.backup?.proveAccess, access, "access item")
        for files in relocation.files {
            known(files.from, hosts, "host")
            known(files.to, hosts, "host")
        }
        let networks = Set(relocation.networks.map(\.id.value.rawValue))
        for key in relocation.configuration { known(key.network, networks, "network") }
        for network in relocation.networks {
            known(network.database, databases, "database")
            network.roots.forEach { known($0.host, hosts, "host") }
            known(network.login?.access, access, "access item")
        }
        unique(relocation.caches.map(\.id), "object cache")
        relocation.caches.forEach { known($0.flush.from, hosts, "host") }
        known(relocation.names?.task, Set(plan.tasks.map(\.id.value.rawValue)), "task")
        relocation.staging?.forbidden.forEach { known($0.host, hosts, "host") }
        known(relocation.staging?.mail?.host, hosts, "host")
    }

    /// What happens after the last stage.
    func checkEnd() {
        plan.report?.signers.forEach { known($0, people, "person") }
        plan.report?.client.forEach { known($0, people, "person") }
        if let end = plan.decommission {
            owner(end.owner)
            owner(end.deputy)
            end.systems.forEach { known($0, systems, "system") }
            end.exports.forEach { owner($0.owner) }
            checkHosts(of: end)
        }
        if let maintenance = plan.maintenance {
            owner(maintenance.owner)
            owner(maintenance.deputy)
            unique(maintenance.items.map(\.id), "maintenance item")
            for item in maintenance.items {
                owner(item.owner)
                known(item.host, hosts, "host")
                known(item.command?.from, hosts, "host")
            }
        }
        for suppression in plan.suppressions { known(suppression.owner, people, "person") }
    }

    private func checkHosts(of end: Decommission) {
        unique(end.references.map(\.id), "reference")
        unique(end.hosts.map(\.host), "host that ends")
        end.references.forEach { known($0.access, access, "access item") }
        for ending in end.hosts {
            known(ending.host, hosts, "host")
            known(ending.powerOff?.from, hosts, "host")
            known(ending.wipe?.from, hosts, "host")
        }
    }

    private var hosts: Set<String> { Set(plan.relocation?.hosts.map(\.id.value.rawValue) ?? []) }

    func unique<Name: CustomStringConvertible & Hashable>(_ names: [At<Name>], _ what: String) {
        var first: [Name: Position] = [:]
        for name in names {
            if let earlier = first[name.value] {
                reading.note(
                    .duplicate, "the \(what) `\(name.value)` was already declared at \(earlier)", name.position,
                    mend: "give one of the two another id")
            } else {
                first[name.value] = name.position
            }
        }
    }

    func known<Owner>(_ id: At<Identifier<Owner>>?, _ ids: Set<String>, _ what: String, code: String? = nil) {
        guard let id, !reading.isFull, !ids.contains(id.value.rawValue) else { return }
        let hint = NearestKey.hint(for: id.value.rawValue, among: ids)
        reading.note([
            Finding(
                code: code ?? ReadingCode.danglingReference.rawValue, severity: .error,
                message: "there is no \(what) `\(id.value)`\(hint)", position: id.position,
                mend: "declare it, or name one that is declared")
        ])
    }

    /// A team in the place of a person is a matter for rule OWN001, which can say more.
    func owner(_ id: At<Person.ID>?) {
        if let id, !teams.contains(id.value.rawValue) { known(id, people, "person") }
    }

    func facet(_ facet: At<String>?, of entity: Entity.ID) {
        guard let facet, !reading.isFull, let owner = plan.entity(entity) else { return }
        let facets = owner.facets.map(\.value)
        guard !facets.contains(facet.value) else { return }
        reading.note(
            .danglingReference,
            "`\(entity)` has no facet `\(facet.value)`\(NearestKey.hint(for: facet.value, among: facets))",
            facet.position, mend: "declare it under the entity's facets, or name one that is declared")
    }
}
