package import Planning
import Relocation

/// Ends old hosts: switches them off once nothing lacks, and has them wiped when their time is over. What is about to be
/// done is written down before, so that a run that was killed goes on where it stood.
package struct DecommissionDesk: Sendable {
    /// Why something is not done.
    package enum Refusal: Error, Sendable, CustomStringConvertible {
        /// A rule of this program is against it.
        case lacking(host: String, items: [DecommissionBoard.Item])
        case tooEarly(host: String, why: String)
        /// The plan does not say how.
        case unsaid(host: String, what: String)
        /// It was done, and did not come about.
        case failed(host: String, why: String)

        package var description: String {
            switch self {
            case .lacking(let host, let items):
                "`\(host)` must not be switched off; it lacks:"
                    + items.map { item in
                        "\n  - \(item.name): \(item.state.why)" + (item.state.mend.map { " (\($0))" } ?? "")
                    }.joined()
            case .tooEarly(let host, let why): "`\(host)` must not be wiped: \(why)"
            case .unsaid(let host, let what): "`\(host)`: \(what)"
            case .failed(let host, let why): "`\(host)`: \(why)"
            }
        }
    }

    private let look: DecommissionLook
    private let tell: @Sendable (String) -> Void
    /// How long a host may take to be gone.
    private let patience: Duration

    package init(
        _ look: DecommissionLook, patience: Duration = .seconds(180), tell: @escaping @Sendable (String) -> Void
    ) {
        (self.look, self.patience, self.tell) = (look, patience, tell)
    }

    private var plan: Plan { look.plan }

    /// Whether something was begun on a host and is still to be seen done.
    package func hasBegun(_ host: RelocatedHost) throws(ConductingError) -> Bool {
        try Self.hasBegun(host, in: look.folder)
    }

    /// The same of the end that a relocation's folder tells of.
    package static func hasBegun(_ host: RelocatedHost, in folder: RelocationFolder) throws(ConductingError) -> Bool {
        try folder.kept(intent("power-off", host), as: DecommissionNote.self) != nil
    }

    private static func intent(_ what: String, _ host: RelocatedHost) -> String { "\(what)-\(host.id.value.rawValue)" }

    /// Switches a host off, and sees that nobody can connect to it any more.
    /// - Parameter board: as it stands now.
    /// - Returns: what was seen.
    package func powerOff(_ host: RelocatedHost, _ board: DecommissionBoard) async throws -> String {
        let id = host.id.value.rawValue
        guard let row = board.rows.first(where: { $0.host == id }) else { return "not an old host" }
        let isAnswering = await isAnswering(host)
        if row.phase != .runs, !isAnswering { return "is off already" }
        let began = ContinuousClock.now
        if try isAnswering || !hasBegun(host) {
            guard row.phase != .runs || row.isWhole else { throw Refusal.lacking(host: id, items: row.lacking) }
            let command = plan.ending(of: host)?.powerOff
            tell("\(id): switching off")
            try look.folder.keep(DecommissionNote(at: .now), as: Self.intent("power-off", host))
            CrashPoint.pass("before-power-off")
            try await run(command, or: Self.usual, on: host)
            CrashPoint.pass("after-power-off")
        }
        tell("\(id): waiting until nobody can connect")
        let ports = try await untilSilent(host)
        if let terms = plan.ending(of: host)?.powerOff, !terms.seen.isEmpty { try await prove(terms, host) }
        let took = (ContinuousClock.now - began) / .seconds(1)
        try look.write(
            .poweredOff, id, passed: true, ["ports": Double(ports), "seconds": (took * 10).rounded() / 10],
            note: "no connection possible to \(ports) of its ports")
        return "off: no connection possible to \(ports) ports"
    }

    /// Detached, as the connection ends with the host.
    private static let usual = ["sh", "-c", "nohup sh -c 'sleep 1; systemctl poweroff' >/dev/null 2>&1 &"]

    /// Wipes a host that is off, once its time is over, and sees that it is so.
    package func wipe(_ host: RelocatedHost, _ board: DecommissionBoard) async throws -> String {
        let id = host.id.value.rawValue
        let phase = DecommissionBoard.phase(id, plan, try look.records(), at: .now)
        switch phase {
        case .wiped(let at): return "wiped since \(at.seconds)"
        case .runs: throw Refusal.tooEarly(host: id, why: "it was not seen switched off; --power-off comes first")
        case .off(since: _, wipe: nil):
            throw Refusal.tooEarly(host: id, why: "the plan does not say how long after power off: `wipe_after: 30d`")
        case .off(since: let since, wipe: let from?):
            guard from <= .now else {
                throw Refusal.tooEarly(
                    host: id, why: "it is off since \(since.seconds), and may be wiped from \(from.seconds)")
            }
        }
        guard let terms = plan.ending(of: host)?.wipe, !terms.command.isEmpty, !terms.seen.isEmpty else {
            throw Refusal.unsaid(
                host: id, what: "the plan does not say how it is wiped, and how that is seen: `wipe: { command, seen }`"
            )
        }
        guard await !isAnswering(host) else {
            try look.write(.poweredOff, id, passed: false, [:], note: "it answers again")
            throw Refusal.tooEarly(host: id, why: "it answers again; somebody has switched it on")
        }
        tell("\(id): wiping")
        try look.folder.keep(DecommissionNote(at: .now), as: Self.intent("wipe", host))
        CrashPoint.pass("before-wipe")
        try await run(terms, or: [], on: host)
        CrashPoint.pass("after-wipe")
        try await prove(terms, host)
        try look.write(
            .wiped, id, passed: true, [:], note: "`\(terms.seen.map(\.value).joined(separator: " "))` ended well")
        return "wiped"
    }

    /// Ends the reverse following of every database, so that there is only forward.
    package func closeWayBacks(_ board: DecommissionBoard) async throws -> [String] {
        let early = board.rows.flatMap(\.items).filter { item in
            (item.name == "report" || item.name == "way back windows") && !item.state.isMet
        }
        guard early.isEmpty else {
            throw Refusal.lacking(host: board.rows.map(\.host).joined(separator: ", "), items: Array(Set(early)))
        }
        var closed: [String] = []
        for desk in try DatabaseDesk.all(of: plan, look.logins, folder: look.folder) {
            tell("\(desk.id): closing the way back")
            try await desk.closeWayBack()
            for place in desk.places {
                try look.folder.keep(DecommissionNote(at: .now), as: DecommissionNote.closed(place.id))
                closed.append(place.id)
            }
        }
        return closed
    }

    private func run(_ command: HostCommand?, or usual: [String], on host: RelocatedHost) async throws {
        let own = command.flatMap { $0.command.isEmpty ? nil : $0 }
        let place = try own.map { try look.logins.host(of: $0) } ?? look.logins.host(host.id.value)
        let words = own?.command.map(\.value) ?? usual
        do throws(RelocationError) {
            try await place.run(words, within: .seconds(600))
                .succeeded(mend: "mend what it names, then run it again; nothing was noted as done")
        } catch {
            // A host that goes down takes its connections with it.
            guard case .lost = error else { throw error }
        }
    }

    private func prove(_ command: HostCommand, _ host: RelocatedHost) async throws {
        let words = command.seen.map(\.value)
        let reply = try await look.logins.host(of: command).run(words, within: .seconds(600))
        guard reply.status == 0 else {
            throw Refusal.failed(
                host: host.id.value.rawValue,
                why:
                    "`\(words.joined(separator: " "))` says that it is not done: \(reply.lastWords.isEmpty ? reply.text : reply.lastWords)"
            )
        }
    }

    private func isAnswering(_ host: RelocatedHost) async -> Bool {
        guard let reach = HostReach(host, plan) else { return true }
        return await !reach.open().isEmpty
    }

    /// - Returns: how many ports were tried.
    private func untilSilent(_ host: RelocatedHost) async throws -> Int {
        let id = host.id.value.rawValue
        guard let reach = HostReach(host, plan) else {
            throw Refusal.unsaid(host: id, what: "it is this machine, which does not end itself")
        }
        let end = ContinuousClock.now + patience
        var silent = 0
        while true {
            let open = await reach.open()
            silent = open.isEmpty ? silent + 1 : 0
            // Once may be a moment in which it was busy.
            if silent == 3 { return reach.ports.count }
            guard ContinuousClock.now < end else {
                throw Refusal.failed(
                    host: id,
                    why: "it still accepts connections on \(open.map { "\($0)" }.joined(separator: ", ")) after "
                        + "\(PlanText.duration(patience)); look at it, then run this again")
            }
            try await Task.sleep(for: .milliseconds(500))
        }
    }
}

/// What was begun or done, and when.
struct DecommissionNote: Codable {
    var at: PlanTime

    /// The name under which it is kept that a database's way back is closed.
    static func closed(_ database: String) -> String { "way-back-closed-\(database)" }
}
