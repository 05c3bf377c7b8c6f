import Relocation

/// The addresses that a name has for this machine.
package enum NameAddresses {
    package static func of(_ name: String) async -> Sighting<[String]> {
        do throws(RelocationError) {
            let reply = try await Host.local.run(["getent", "ahosts", name], within: .seconds(15))
            let lines = reply.text.split(separator: "\n")
            let addresses = Set(lines.compactMap { $0.split(separator: " ").first.map(String.init) }).sorted()
            // A name that leads nowhere for us may lead somewhere for others.
            return addresses.isEmpty ? .unseen("it has no address for this machine") : .seen(addresses)
        } catch {
            return .unseen(error.description)
        }
    }
}
