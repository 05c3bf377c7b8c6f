import ArgumentParser
import Conducting
import Databases
import Observation
import Planning
import Relocation

/// Hosts and databases to look at before there is a plan.
struct AssessedPlaces: ParsableArguments {
    @Option(help: "A host of the old side, as [ID=]user@host:port; may be given several times.")
    var address: [String] = []

    @Option(help: "The host to move to, likewise.")
    var newAddress: [String] = []

    @Option(help: "The private key that opens the hosts.")
    var identity: String?

    @Option(help: "A folder in which stores lie; may be given several times. Usual places by default.")
    var root: [String] = []

    @Option(help: "A file or folder of configuration of nginx, Apache or PHP-FPM that lies in no usual place.")
    var configuration: [String] = []

    @Option(help: "A folder that counts as a volume; the mounted disks by default.")
    var volume: [String] = []

    @Option(help: "A database, as mysql://user@host:port/name; may be given several times.")
    var store: [String] = []

    @Option(help: "Where the password for --store is kept: env:NAME or file:PATH; one for all, or one for each.")
    var secret: [String] = []

    var isEmpty: Bool { address.isEmpty && newAddress.isEmpty && store.isEmpty }

    /// Access items by which a plan reaches the same places.
    var access: [(id: String, kind: String, reference: String)] {
        var items: [(id: String, kind: String, reference: String)] = []
        if let identity { items.append(("hosts", "key", "file:\(identity)")) }
        for (place, text) in secret.enumerated() { items.append((Self.access(place), "database", text)) }
        return items
    }

    private static func access(_ place: Int) -> String { place == 0 ? "databases" : "databases-\(place + 1)" }

    func desk(knownHosts: String?, resolver: String?) async throws -> AssessmentDesk {
        guard !isEmpty else {
            throw Failure("nothing to look at: name a plan, or give --address user@host:port", .unusable)
        }
        let machines =
            try address.map { try machine($0, "old", knownHosts) }
            + newAddress.map { try machine($0, "new", knownHosts) }
        let ids = machines.map(\.machine.id)
        if let twice = ids.first(where: { id in ids.count { $0 == id } > 1 }) {
            throw Failure("two hosts are called `\(twice)`; write --address ID=user@host:port", .unusable)
        }
        var stores: [AssessmentDesk.StoreTerms] = []
        for (place, text) in store.enumerated() { stores.append(try await database(text, place, stores)) }
        return AssessmentDesk(machines: machines, stores: stores, resolver: resolver)
    }

    private func machine(_ text: String, _ side: String, _ knownHosts: String?) throws -> AssessmentDesk.MachineTerms {
        let halves = text.split(separator: "=", maxSplits: 1).map(String.init)
        let address = halves.last ?? text
        guard let way = PlanLogins.way(to: address, identity: identity, knownHosts: knownHosts) else {
            throw Failure("`\(text)` is no host; write local, or user@host:port", .unusable)
        }
        let name = address.split(separator: "@").last?.split(separator: ":").first.map(String.init) ?? address
        let id = InstalledNetwork.identifier(halves.count == 2 ? halves[0] : name)
        return AssessmentDesk.MachineTerms(
            EstateInventory.Machine(
                id: id, side: side, address: address, access: identity == nil ? nil : "hosts",
                system: side == "old" ? "shop-old" : "shop-new"),
            HostAssessment(
                host: way,
                roots: AssessmentDesk.outermost(root + volume).isEmpty
                    ? AssessmentDesk.usualRoots : AssessmentDesk.outermost(root + volume),
                configurations: configuration, volumes: volume))
    }

    private func database(
        _ text: String, _ place: Int, _ earlier: [AssessmentDesk.StoreTerms]
    ) async throws -> AssessmentDesk.StoreTerms {
        guard secret.count <= 1 || secret.count == store.count else {
            throw Failure("\(secret.count) times --secret for \(store.count) times --store", .unusable)
        }
        let address: DatabaseAddress
        do { address = try DatabaseAddress(parsing: text) } catch { throw Failure("\(error)", .unusable) }
        var password = ""
        if !secret.isEmpty {
            let written = secret.count == 1 ? secret[0] : secret[place]
            guard let reference = SecretReference(written) else {
                throw Failure("`\(written)` is no reference; write env:NAME or file:PATH", .unusable)
            }
            do { password = try await reference.secret() } catch { throw Failure("\(error)", .unusable) }
        }
        var id = InstalledNetwork.identifier(address.database)
        while earlier.contains(where: { $0.store.id == id }) { id += "-2" }
        // One system for each server.
        let servers = earlier.map(\.address).map { "\($0.host):\($0.port)" } + ["\(address.host):\(address.port)"]
        var seen: [String] = []
        for server in servers where !seen.contains(server) { seen.append(server) }
        let number = (seen.firstIndex(of: servers[servers.count - 1]) ?? 0) + 1
        let old = number == 1 ? "db-old" : "db-old-\(number)"
        let new = number == 1 ? "db-new" : "db-new-\(number)"
        return AssessmentDesk.StoreTerms(
            EstateInventory.Store(
                id: id, side: "old", from: old, to: new, address: text, name: address.database,
                access: secret.isEmpty ? nil : Self.access(secret.count == 1 ? 0 : place)),
            address, password: password)
    }
}
