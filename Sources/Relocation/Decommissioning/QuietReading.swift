/// Reads what still happens on a host by itself: timed jobs, queues, connections. Looks, and changes nothing.
public struct QuietReading: Sendable {
    public let host: Host
    /// Folders that must hold no file.
    public let queues: [String]

    public init(host: Host, queues: [String]) {
        (self.host, self.queues) = (host, queues)
    }

    public func read() async throws(RelocationError) -> HostQuiet {
        let notes = Notes(host: host)
        // The first question must be answered: whether there is a host at all.
        try await host.run(["true"], within: .seconds(20)).succeeded()
        let assessment = HostAssessment(host: host, roots: [])
        var quiet = HostQuiet()
        quiet.jobs = try await assessment.jobs(notes)
        // A host that systemd did not start has none of its timers, whatever programs lie on it.
        let isSystemd = try await host.run(["test", "-d", "/run/systemd/system"]).status == 0
        for folder in queues { if let queue = try await queue(folder, notes) { quiet.queues.append(queue) } }
        if let mail = try await mail(notes) { quiet.queues.append(mail) }
        try await connections(notes, &quiet)
        quiet.unseen = await notes.unseen.filter { isSystemd || !$0.what.contains("systemd") }
        return quiet
    }

    private func queue(_ folder: String, _ notes: Notes) async throws(RelocationError) -> HostQuiet.Queue? {
        let reply = try await host.run(
            ["sh", "-c", "[ -d \"$1\" ] && find \"$1\" -type f | wc -l", "sh", folder], within: .seconds(120))
        guard reply.status == 0, let count = Int(reply.text.trimmed) else {
            await notes.missed("the queue \(folder)", reply.lastWords.isEmpty ? "it is no folder" : reply.lastWords)
            return nil
        }
        return HostQuiet.Queue(place: folder, count: count)
    }

    private func mail(_ notes: Notes) async throws(RelocationError) -> HostQuiet.Queue? {
        guard try await notes.has("mailq") else { return nil }
        let reply = try await host.run(["mailq"], limit: 1 << 24, within: .seconds(60))
        guard reply.status == 0, let count = Self.letters(reply.text) else {
            await notes.missed(
                "the mail queue", reply.lastWords.isEmpty ? "`mailq` was not understood" : reply.lastWords)
            return nil
        }
        return HostQuiet.Queue(place: "mail", count: count)
    }

    /// What `mailq` of Postfix, Exim or Sendmail tells: how many letters wait; nil where it is none of them.
    package static func letters(_ text: String) -> Int? {
        let lines = text.split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.isEmpty }
        guard let last = lines.last else { return 0 }
        if lines.contains(where: { $0.lowercased().contains("queue is empty") }) { return 0 }
        // Postfix: `-- 5 Kbytes in 2 Requests.` Sendmail: `Total requests: 2`.
        if last.hasPrefix("-- "), let of = last.firstRange(of: " in ") {
            return Int(last[of.upperBound...].prefix { $0.isNumber })
        }
        if let total = last.firstRange(of: "Total requests: ") {
            return Int(last[total.upperBound...].prefix { $0.isNumber })
        }
        // Exim: `25m  2.9K 0t5C6f-0000c8-00 <alice@wonderland.fict.book>` and its recipients below.
        let heads = lines.count { line in
            let words = line.split(separator: " ", omittingEmptySubsequences: true)
            return words.count >= 4 && (words[0].last.map { "mhd".contains($0) } ?? false) && words[2].contains("-")
        }
        return heads > 0 ? heads : nil
    }

    private func connections(_ notes: Notes, _ quiet: inout HostQuiet) async throws(RelocationError) {
        guard try await notes.has("ss") else {
            await notes.missed("connections", "`ss` is not on the host")
            return
        }
        let listening = SystemTexts.sockets(try await notes.text("listening services", ["ss", "-H", "-ltnp"]))
        let open = SystemTexts.sockets(try await notes.text("connections", ["ss", "-H", "-tnp"]))
        quiet.listening = Set(listening.map(\.own.port)).sorted()
        let ports = Set(quiet.listening)
        // A connection of the host with itself ends with it, and shows from both ends.
        let own = Set(open.map { $0.own })
        let others = open.filter { !own.contains($0.other) }
        quiet.outgoing = Self.told(others.filter { !ports.contains($0.own.port) }) { $0.other.port }
        let remote: Int = if case .ssh(let way) = host { way.port } else { 0 }
        quiet.incoming = Self.told(
            others.filter { ports.contains($0.own.port) && ![22, remote].contains($0.own.port) }
        ) {
            $0.own.port
        }
    }

    private static func told(
        _ open: [(own: SystemTexts.Address, other: SystemTexts.Address, program: String)],
        port: ((own: SystemTexts.Address, other: SystemTexts.Address, program: String)) -> Int
    ) -> [HostInventory.Outgoing] {
        Set(open.map { HostInventory.Outgoing(address: $0.other.host, port: port($0), program: $0.program) })
            .sorted { ($0.address, $0.port, $0.program) < ($1.address, $1.port, $1.program) }
    }
}
