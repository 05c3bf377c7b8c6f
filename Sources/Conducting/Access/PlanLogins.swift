package import Databases
package import Planning
package import Relocation

package import struct Foundation.URL

/// What the access items of a plan open: hosts over SSH, and accounts of databases.
package struct PlanLogins: Sendable {
    private let plan: Plan
    /// The folder that relative paths of the plan start from.
    private let folder: URL
    private let knownHosts: String?

    /// - Parameter knownHosts: a file with the hosts' keys; the account's own when nil.
    package init(_ plan: Plan, folder: URL, knownHosts: String?) {
        (self.plan, self.folder, self.knownHosts) = (plan, folder, knownHosts)
    }

    package func item(_ id: AccessItem.ID?) -> AccessItem? {
        id.flatMap { id in plan.access.first { $0.id.value == id } }
    }

    /// Where a command of the plan runs: on the host it names, or on this machine.
    package func host(of command: HostCommand) throws(RelocationError) -> Host {
        guard let from = command.from else { return .local }
        return try host(from.value)
    }

    /// The way to a host of the plan.
    package func host(_ id: RelocatedHost.ID) throws(RelocationError) -> Host {
        guard let host = plan.relocation?.hosts.first(where: { $0.id.value == id }) else {
            throw .unusable(what: "the host `\(id)`", found: "not in the plan", expected: "one of `relocation.hosts`")
        }
        return try way(to: host)
    }

    /// Every host that an item opens.
    /// - Parameter side: only those of this side; all where nil.
    package func hosts(opened id: AccessItem.ID, side: PlanSide? = nil) throws(RelocationError) -> [Host] {
        var ways: [Host] = []
        for host in plan.relocation?.hosts ?? [] where host.access?.value == id {
            if side == nil || (host.side.value == .old) == (side == .old) { ways.append(try way(to: host)) }
        }
        return ways
    }

    private func way(to host: RelocatedHost) throws(RelocationError) -> Host {
        let address = host.address.value
        var identity: String?
        if case .file(let path) = item(host.access?.value)?.reference?.value { identity = file(path) }
        guard let way = Self.way(to: address, identity: identity, knownHosts: knownHosts) else {
            throw .unusable(
                what: "the address of host `\(host.id.value)` at \(host.address.position)", found: "`\(address)`",
                expected: "local, or user@host:port")
        }
        return way
    }

    /// The way to `local`, or to `user@host:port`; nil for anything else.
    package static func way(to address: String, identity: String?, knownHosts: String?) -> Host? {
        if address == "local" { return .local }
        let parts = address.split(separator: "@", maxSplits: 1).map(String.init)
        let place = parts.last?.split(separator: ":", maxSplits: 1).map(String.init) ?? []
        let port = place.count == 2 ? Int(place[1]) : 22
        guard parts.count == 2, let name = place.first, let port else { return nil }
        return .ssh(SSHWay(user: parts[0], host: name, port: port, identity: identity, knownHosts: knownHosts))
    }

    private func file(_ path: String) -> String { URL(filePath: path, relativeTo: folder).path }

    /// Every account of a database that an item opens.
    /// - Parameter side: only those of this side; all where nil.
    package func accounts(
        opened id: AccessItem.ID, side: PlanSide? = nil
    ) throws(DatabaseError) -> [DatabaseAddress] {
        var addresses: [DatabaseAddress] = []
        for database in plan.relocation?.databases ?? [] {
            if side != .new, database.access?.value == id, let source = database.source {
                addresses.append(try DatabaseAddress(parsing: source.value.text))
            }
            if side != .old, database.targetAccess?.value == id, let target = database.target {
                addresses.append(try DatabaseAddress(parsing: target.value.text))
            }
            if let replication = database.replication {
                let reverse = replication.reverseAccess ?? replication.access
                for (item, place, of) in [
                    (replication.access, database.source, PlanSide.old), (reverse, database.target, .new),
                ] where item.value == id {
                    guard let place, side == nil || side == of else { continue }
                    var address = try DatabaseAddress(parsing: place.value.text)
                    address.user =
                        replication.account.value.split(separator: "@").first.map(String.init) ?? address.user
                    // It may read the log and nothing else.
                    address.database = ""
                    addresses.append(address)
                }
            }
            for writer in database.writers where writer.access?.value == id {
                let of: PlanSide = writer.side.value == .new ? .new : .old
                guard side == nil || side == of, let place = of == .new ? database.target : database.source
                else { continue }
                var address = try DatabaseAddress(parsing: place.value.text)
                address.user = writer.account.value.split(separator: "@").first.map(String.init) ?? address.user
                addresses.append(address)
            }
        }
        return addresses
    }
}
