package import Planning
package import Relocation

/// Carries the settings that the plan maps from the old side's files into the new side's, network by network; secrets
/// are issued anew from their references.
package struct ConfigurationDesk: Sendable {
    package let network: String
    private let transfers: [(host: String, transfer: KeyTransfer)]
    /// The files of all old hosts that serve the network: they should say the same.
    private let sources: [(host: String, transfer: KeyTransfer)]

    /// What came of one file of the new side.
    package struct Outcome: Sendable {
        package let host: String
        package let file: String
        package let outcome: KeyTransfer.Outcome
    }

    /// One for each network with settings to carry and a folder on either side.
    package static func all(
        _ plan: Plan, _ logins: PlanLogins
    ) async throws(RelocationError) -> [ConfigurationDesk] {
        guard let relocation = plan.relocation, !relocation.configuration.isEmpty else { return [] }
        var desks: [ConfigurationDesk] = []
        for network in relocation.networks {
            let mapped = relocation.configuration.filter { $0.network == nil || $0.network?.value == network.id.value }
            let sides = Dictionary(grouping: network.roots) { root in
                relocation.hosts.first { $0.id.value == root.host.value }?.side.value == .new
            }
            guard !mapped.isEmpty, let old = sides[false], let new = sides[true], let first = old.first else {
                continue
            }
            var keys: [KeyTransfer.Key] = []
            for key in mapped {
                keys.append(
                    KeyTransfer.Key(from: key.from.value, to: key.to?.value, secret: try await secret(of: key)))
            }
            func transfer(
                _ from: NetworkRoot, _ to: NetworkRoot
            ) throws(RelocationError) -> (host: String, transfer: KeyTransfer) {
                (
                    to.host.value.rawValue,
                    KeyTransfer(
                        from: try logins.host(from.host.value), file: from.settingsFile,
                        to: try logins.host(to.host.value), target: to.settingsFile, keys: keys)
                )
            }
            var transfers: [(host: String, transfer: KeyTransfer)] = []
            for root in new { transfers.append(try transfer(first, root)) }
            // From the first to the others, with the names of the old side: what would be changed differs.
            keys = mapped.filter { $0.secret == nil }.map { KeyTransfer.Key(from: $0.from.value) }
            var sources: [(host: String, transfer: KeyTransfer)] = []
            for root in old.dropFirst() where !keys.isEmpty { sources.append(try transfer(first, root)) }
            desks.append(
                ConfigurationDesk(network: network.id.value.rawValue, transfers: transfers, sources: sources))
        }
        return desks
    }

    private static func secret(of key: ConfigurationKey) async throws(RelocationError) -> String? {
        guard let reference = key.secret?.value else { return nil }
        return try await PlanLogins.secret(reference, of: key.from.value)
    }

    /// Sets what differs; a second run changes nothing.
    ///
    /// - Parameter isRehearsed: only says what would be changed.
    package func carry(isRehearsed: Bool) async throws(RelocationError) -> [Outcome] {
        var notes: [String] = []
        for (host, transfer) in sources {
            let changed = try await transfer.run(isRehearsed: true).changed
            if !changed.isEmpty {
                notes.append("\(changed.joined(separator: ", ")) differ on \(host); the first host's are taken")
            }
        }
        var outcomes: [Outcome] = []
        for (host, transfer) in transfers {
            var outcome = try await transfer.run(isRehearsed: isRehearsed)
            outcome.notes += notes
            outcomes.append(Outcome(host: host, file: transfer.target, outcome: outcome))
        }
        return outcomes
    }
}
