package import Databases
package import Planning
package import Relocation

/// Reads hosts, databases and names, one host beside the other; changes nothing anywhere. A host or database that does
/// not let itself be read is told as such, and the others are read all the same.
package struct AssessmentDesk: Sendable {
    package struct MachineTerms: Sendable {
        package var machine: EstateInventory.Machine
        package var assessment: HostAssessment

        package init(_ machine: EstateInventory.Machine, _ assessment: HostAssessment) {
            (self.machine, self.assessment) = (machine, assessment)
        }
    }

    package struct StoreTerms: Sendable {
        package var store: EstateInventory.Store
        package var address: DatabaseAddress
        fileprivate var password: String
        /// Of WordPress; nil looks it up in what was found on the hosts.
        package var tablePrefix: String?

        package init(
            _ store: EstateInventory.Store, _ address: DatabaseAddress, password: String, tablePrefix: String? = nil
        ) {
            (self.store, self.address, self.password, self.tablePrefix) = (store, address, password, tablePrefix)
        }
    }

    private let machines: [MachineTerms]
    private let stores: [StoreTerms]
    /// The server of names to ask; nil is this machine's own.
    private let resolver: String?

    package init(machines: [MachineTerms], stores: [StoreTerms], resolver: String? = nil) {
        (self.machines, self.stores, self.resolver) = (machines, stores, resolver)
    }

    /// Folders that stores usually lie in, where nobody has named any.
    package static let usualRoots = ["/var/www", "/srv", "/home", "/opt", "/usr/share/nginx", "/usr/local/www"]

    /// - Parameter said: told what is being read.
    package func read(at time: PlanTime, said: @escaping @Sendable (String) -> Void) async throws(RelocationError)
        -> EstateInventory
    {
        var inventory = EstateInventory(at: time.seconds, machines: await readMachines(said), stores: [])
        for terms in stores {
            said("reading the database \(terms.store.id)")
            inventory.stores.append(await read(terms, prefix: prefix(of: terms, in: inventory)))
        }
        let domains = inventory.domains
        if !domains.isEmpty { said("asking for \(domains.count) names") }
        let names = try await NameEntryReading(domains, server: resolver).read()
        (inventory.names, inventory.unseen) = (names.entries, names.unseen)
        return inventory
    }

    private struct Placed: Sendable {
        let place: Int
        let machine: EstateInventory.Machine
    }

    private func readMachines(_ said: @escaping @Sendable (String) -> Void) async -> [EstateInventory.Machine] {
        await withTaskGroup(of: Placed.self) { group in
            for (place, terms) in machines.enumerated() {
                group.addTask {
                    said("reading \(terms.machine.id)")
                    return Placed(place: place, machine: await Self.read(terms))
                }
            }
            var found: [Placed] = []
            for await one in group { found.append(one) }
            return found.sorted { $0.place < $1.place }.map(\.machine)
        }
    }

    private static func read(_ terms: MachineTerms) async -> EstateInventory.Machine {
        var machine = terms.machine
        do throws(RelocationError) {
            machine.inventory = try await terms.assessment.read()
        } catch {
            machine.trouble = error.description
        }
        return machine
    }

    private func prefix(of terms: StoreTerms, in inventory: EstateInventory) -> String? {
        if let prefix = terms.tablePrefix { return prefix }
        return inventory.machines.flatMap { $0.inventory?.wordPress ?? [] }
            .first { $0.constants["DB_NAME"] == terms.address.database }?.tablePrefix
    }

    private func read(_ terms: StoreTerms, prefix: String?) async -> EstateInventory.Store {
        var store = terms.store
        guard terms.address.engine == .mariadb else {
            store.trouble = "it is no MariaDB, the only server that is read"
            return store
        }
        let connection = MariaDBConnection(
            terms.address, password: terms.password, limits: ConnectionLimits(answer: 3600))
        do throws(DatabaseError) {
            var inventory = try await DatabaseReading(connection: connection, tablePrefix: prefix).read()
            let all = try await connection.rows("SHOW DATABASES")
            let own: Set = ["information_schema", "performance_schema", "mysql", "sys", terms.address.database]
            store.others = all.indices.compactMap { all.texts(of: $0)[0] }.filter { !own.contains($0) }.sorted()
            store.writers = await writers(terms, &inventory)
            store.inventory = inventory
        } catch {
            store.trouble = error.description
        }
        await connection.close()
        return store
    }

    private func writers(_ terms: StoreTerms, _ inventory: inout DatabaseInventory) async -> [WriterAccount] {
        let server = DatabaseServer(terms.address, password: terms.password)
        var found: [WriterAccount] = []
        do throws(RelocationError) {
            found = try await server.writers(of: terms.address.database)
        } catch {
            inventory.unseen.append(
                HostInventory.Unseen(what: "the accounts that may write", why: error.description))
        }
        await server.close()
        return found
    }
}

extension AssessmentDesk {
    /// For the hosts of a plan and, where not only some hosts are asked for, its databases.
    ///
    /// - Parameter hosts: ids; empty for all.
    package init(
        _ plan: Plan, _ logins: PlanLogins, hosts: [String], resolver: String?
    ) async throws(RelocationError) {
        let relocation = plan.relocation
        let known = relocation?.hosts ?? []
        if let stranger = hosts.first(where: { id in !known.contains { $0.id.value.rawValue == id } }) {
            throw .unusable(
                what: "the host `\(stranger)`", found: "not in the plan",
                expected: known.map(\.id.value.rawValue).joined(separator: ", "))
        }
        var machines: [MachineTerms] = []
        for host in known where hosts.isEmpty || hosts.contains(host.id.value.rawValue) {
            let volumes = host.volumes.map(\.path.value)
            let roots = (relocation?.networks ?? []).flatMap(\.roots).filter { $0.host.value == host.id.value }
                .map(\.path.value)
            let all = (volumes + roots).isEmpty ? Self.usualRoots : volumes + roots
            machines.append(
                MachineTerms(
                    EstateInventory.Machine(
                        id: host.id.value.rawValue, side: host.side.value.rawValue, address: host.address.value,
                        access: host.access?.value.rawValue, system: host.system?.value.rawValue),
                    HostAssessment(
                        host: try logins.host(host.id.value), roots: Self.outermost(all),
                        configurations: host.configuration.map(\.value), volumes: volumes)))
        }
        var stores: [StoreTerms] = []
        for database in hosts.isEmpty ? relocation?.databases ?? [] : [] {
            let place = try PlanDatabase(database.id.value.rawValue, in: plan, logins)
            for side in [PlanSide.old, .new] {
                guard let address = side == .old ? database.source : database.target else { continue }
                let access = side == .old ? database.access : database.targetAccess
                stores.append(
                    StoreTerms(
                        EstateInventory.Store(
                            id: place.id, side: side.rawValue, from: database.from.value.rawValue,
                            to: database.to.value.rawValue, address: address.value.text, name: database.name.value,
                            access: access?.value.rawValue),
                        try place.address(side), password: try await logins.secret(access?.value),
                        tablePrefix: database.tablePrefix?.value))
            }
        }
        self.init(machines: machines, stores: stores, resolver: resolver)
    }

    /// Folders that lie in none of the others.
    package static func outermost(_ folders: [String]) -> [String] {
        let all = Set(folders.map { $0.count > 1 && $0.hasSuffix("/") ? String($0.dropLast()) : $0 })
        return all.filter { folder in !all.contains { $0 != folder && folder.hasPrefix($0 + "/") } }.sorted()
    }
}
