/// Asks this machine's name system what the store's names lead to; changes nothing.
public struct NameEntryReading: Sendable {
    private let names: [String]
    /// `address` or `address#port` of the server to ask; nil is the machine's own.
    private let server: String?

    public init(_ names: [String], server: String? = nil) {
        self.names = names
        self.server = server
    }

    /// Names without any entry are noted as not seen: they may be known elsewhere.
    public func read() async throws(RelocationError) -> (entries: [NameEntry], unseen: [HostInventory.Unseen]) {
        let notes = Notes(host: .local)
        let digs = try await notes.has("dig")
        if !digs, !names.isEmpty {
            await notes.missed("TTLs, MX and SPF of the store's names", "`dig` is not on this machine")
        }
        var entries: [NameEntry] = []
        for name in names {
            let found = digs ? try await digged(name) : try await got(name)
            if found.isEmpty { await notes.missed("the name \(name)", "no server that this machine asks knows it") }
            entries += found
        }
        return (entries, await notes.unseen)
    }

    private func digged(_ name: String) async throws(RelocationError) -> [NameEntry] {
        var words = ["dig", "+noall", "+answer", "+time=3", "+tries=2"]
        if let server {
            let parts = server.split(separator: "#", maxSplits: 1)
            words += ["@\(parts[0])"] + (parts.count > 1 ? ["-p", "\(parts[1])"] : [])
        }
        for type in ["A", "AAAA", "MX", "TXT"] { words += [name, type] }
        return DNSText.answers(try await Host.local.run(words).text)
    }

    private func got(_ name: String) async throws(RelocationError) -> [NameEntry] {
        DNSText.addresses(try await Host.local.run(["getent", "ahosts", name]).text, of: name)
    }
}
