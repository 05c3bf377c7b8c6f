package import Foundation
package import Planning
package import Relocation

/// Watches the names of a plan while people move them. It never changes a zone.
///
/// What was seen stands in the relocation's folder: a TTL counts as low only since it was first seen so.
package struct PointingDesk: Sendable {
    package let terms: PointingTerms
    private let folder: RelocationFolder
    private let asker: DNSAsker

    package init(_ terms: PointingTerms, folder: RelocationFolder, asker: DNSAsker = DNSAsker()) {
        (self.terms, self.folder, self.asker) = (terms, folder, asker)
    }

    private static func name(_ goal: PointingGoal) -> String { "names-\(goal.rawValue)" }

    private func memory() throws(ConductingError) -> NameMemory {
        if let kept = try folder.kept(Self.name(terms.goal), as: NameMemory.self) { return kept }
        // The TTLs were lowered for the move to the edge already.
        let earlier = try folder.kept(Self.name(terms.goal == .edge ? .new : .edge), as: NameMemory.self)
        return earlier.map { NameMemory(after: $0) } ?? NameMemory()
    }

    /// Asks everybody once, and remembers what was seen.
    /// - Parameter clock: ms since 1970.
    package func look(
        clock: @Sendable () -> Int = { Int(Date().timeIntervalSince1970 * 1_000) }
    ) async throws(ConductingError) -> PointingView {
        let readings = await NameRound(names: terms.names, servers: terms.servers, asker: asker).run()
        let time = clock()
        var memory = try memory()
        memory.take(readings.flatMap(\.self), to: terms.destination, low: terms.low, at: time)
        try folder.keep(memory, as: Self.name(terms.goal))
        return PointingView(readings, terms, memory, at: time)
    }

    /// The certificates that the edge shows for each name.
    /// - Parameter authorities: a file of authorities instead of this machine's.
    package func certificates(authorities: String?) async -> [CertificateLine] {
        let addresses = await addresses()
        return await withTaskGroup(of: CertificateLine.self) { group in
            for name in terms.names {
                for address in addresses {
                    let look = CertificateLook(address, port: terms.tls, authorities: authorities)
                    group.addTask { CertificateLine(name: name, address: address, outcome: await look.look(for: name)) }
                }
            }
            return await group.reduce(into: [CertificateLine]()) { $0.append($1) }
                .sorted { ($0.name, $0.address) < ($1.name, $1.address) }
        }
    }

    /// Those that the plan names, and those that the first resolver knows of the alias it names.
    private func addresses() async -> [IPAddress] {
        var addresses = terms.destination.addresses
        let resolvers = terms.servers.filter { $0.role == .resolver }.prefix(1)
        let aliases = NameRound(names: terms.destination.names, servers: Array(resolvers), asker: asker)
        for reading in await aliases.run().flatMap(\.self) { addresses.formUnion(reading.addresses) }
        return addresses.sorted()
    }

    /// The record of one name's move.
    package func record(
        _ name: DomainName, _ view: PointingView, _ certificates: [CertificateLine], plan digest: String
    ) -> EvidenceRecord {
        let lines = view.lines.filter { $0.name == name }
        let agreeing = lines.filter { $0.state == .agrees }
        var figures: [String: Double] = [
            "servers": Double(lines.count { $0.server.role == .authoritative }),
            "resolvers": Double(lines.count { $0.server.role == .resolver }),
            "agree": Double(agreeing.count),
            "stale": Double(lines.count { if case .stale = $0.state { true } else { false } }),
            "ttl": Double(lines.filter { $0.server.role == .authoritative }.compactMap(\.ttl).max() ?? 0),
        ]
        if let movedAt = view.memory.movedAt(name) { figures["seconds"] = Double(view.at - movedAt) / 1_000 }
        let shown = certificates.filter { $0.name == name }
        let isRefused = shown.contains { if case .refused = $0.outcome { true } else { false } }
        if let end = shown.compactMap(\.end).min() {
            figures["certificate_days"] = (end.timeIntervalSince1970 - Double(view.at) / 1_000) / 86_400
        }
        let isWhole = agreeing.count == lines.count && !lines.isEmpty
        return EvidenceRecord(
            .named, of: name.description, at: PlanTime(milliseconds: Int64(view.at)), plan: digest,
            by: "sluice relocation point 0.1", passed: isWhole && !isRefused, figures: figures,
            note: "to \(terms.goal == .edge ? "the edge" : "the managed host")"
                + (isRefused ? "; its certificate is refused" : ""))
    }
}

/// The certificate that one address shows for one name.
package struct CertificateLine: Sendable, Hashable {
    package let name: DomainName
    package let address: IPAddress
    package let outcome: CertificateLook.Outcome

    package init(name: DomainName, address: IPAddress, outcome: CertificateLook.Outcome) {
        (self.name, self.address, self.outcome) = (name, address, outcome)
    }

    package var end: Date? { if case .valid(let end) = outcome { end } else { nil } }
    package var isRefused: Bool { if case .refused = outcome { true } else { false } }
}
