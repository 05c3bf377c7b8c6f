package import Planning
import Relocation

/// Where a name leads, for shoppers and for their mail: addresses, aliases, servers that take mail, and who may send it.
package enum NameAddresses {
    /// - Parameter terms: whom the plan asks for names; this machine's own way where it says nothing.
    package static func of(_ name: String, by terms: NameTerms?) async -> Sighting<[String]> {
        let servers =
            (terms?.servers ?? []).map { NameServer(.authoritative, host: $0.value.host, port: $0.value.port) }
            + (terms?.resolvers ?? []).map { NameServer(.resolver, host: $0.value.host, port: $0.value.port) }
        guard !servers.isEmpty else { return await local(name) }
        guard let domain = DomainName(name) else { return .unseen("it is no domain name") }
        var found: Set<String> = []
        for server in servers {
            for type in [DNSType.a, .aaaa, .mx, .txt] {
                switch await ask(domain, type, server) {
                case .unseen(let why): return .unseen("\(server) about \(type): \(why)")
                case .seen(let places): found.formUnion(places)
                }
            }
        }
        // A name that leads nowhere today is no name that leads elsewhere.
        return found.isEmpty ? .unseen("it leads nowhere") : .seen(found.sorted())
    }

    private static func ask(_ name: DomainName, _ type: DNSType, _ server: NameServer) async -> Sighting<Set<String>> {
        switch await DNSAsker().ask(name, type, at: server) {
        case .silent(let why), .malformed(let why): return .unseen(why)
        case .message(let message):
            guard message.code == .good || message.code == .noSuchName else { return .unseen("it \(message.code)") }
            var found: Set<String> = []
            for record in message.answers {
                switch record.content {
                case .address(let address): found.insert("\(address)")
                case .alias(let alias): found.insert("\(alias)")
                case .mailServer(let mail):
                    found.insert("\(mail)")
                    // What counts is the machine behind the mail server's name.
                    for type in [DNSType.a, .aaaa] {
                        if case .message(let more) = await DNSAsker().ask(mail, type, at: server) {
                            for case .address(let address) in more.answers.map(\.content) { found.insert("\(address)") }
                        }
                    }
                case .text(let text) where text.lowercased().hasPrefix("v=spf1"): found.insert(text)
                case .text, .nameServer, .start, .other: break
                }
            }
            return .seen(found)
        }
    }

    private static func local(_ name: String) async -> Sighting<[String]> {
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
