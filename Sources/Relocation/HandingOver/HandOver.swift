import Databases

/// What a hand over may take, and who is who.
public struct HandOverTerms: Sendable {
    public var fence: FencePlan
    public var credentials: [WriterCredential]
    /// Users whose work does not count while draining, such as a backup's.
    public var undrained: Set<String>
    /// For how long nobody may be at work before the side is set read only.
    public var settled: Duration
    public var drainLimit: Duration
    public var catchUpLimit: Duration
    public var tail: TailTerms

    public init(
        fence: FencePlan, credentials: [WriterCredential], undrained: Set<String> = [],
        settled: Duration = .milliseconds(250), drainLimit: Duration = .seconds(10),
        catchUpLimit: Duration = .seconds(30), tail: TailTerms = TailTerms()
    ) {
        self.fence = fence
        self.credentials = credentials
        self.undrained = undrained
        self.settled = settled
        self.drainLimit = drainLimit
        self.catchUpLimit = catchUpLimit
        self.tail = tail
    }
}

/// Moves a database's authority from the followed side to the one that follows it. The way back is the same with the
/// sides exchanged: ``wayBack(_:terms:)``.
///
/// It looks at both servers, does the first step that is not done, and looks again; killed at any point and run again
/// with the state that was kept, it goes on. Until ``HandOverState/hasMoved`` it can be given up by ``abandon(_:)``.
public struct HandOver: Sendable {
    public let following: Following
    public let terms: HandOverTerms
    let save: @Sendable (HandOverState) async throws(RelocationError) -> Void
    let told: @Sendable (HandOverStep, Duration) async -> Void

    /// - Parameters:
    ///   - following: as it stands: its source hands over to its replica. Of the terms' schemas and perhaps others.
    ///   - save: keeps the state durably before it returns.
    ///   - told: each step that was done, and how long it took. At ``HandOverStep/released`` the edge lets writes go,
    ///     to the new side; what follows is no longer in the pause.
    public init(
        _ following: Following, terms: HandOverTerms,
        save: @escaping @Sendable (HandOverState) async throws(RelocationError) -> Void,
        told: @escaping @Sendable (HandOverStep, Duration) async -> Void = { _, _ in }
    ) {
        self.following = following
        self.terms = terms
        self.save = save
        self.told = told
    }

    var source: DatabaseSide { following.source }
    var target: DatabaseSide { following.replica }
    var fence: Fence { Fence(source, terms.fence) }
    /// What is handed over, under both its names.
    var schemas: [FollowedSchema] {
        terms.fence.schemas.map { name in
            following.schemas.first { $0.source == name } ?? FollowedSchema(name)
        }
    }
    /// A fence of the side that takes over.
    var fenceThere: Fence {
        var plan = terms.fence
        plan.schemas = schemas.map(\.replica)
        return Fence(target, plan)
    }

    /// The hand over in the other direction, once this one is done.
    ///
    /// - Parameter terms: of the side that has authority now: its writers and their credentials.
    /// - Returns: it, and the state it begins with.
    public func wayBack(_ done: HandOverState, terms: HandOverTerms) -> (HandOver, HandOverState) {
        (
            HandOver(following.reversed, terms: terms, save: save, told: told),
            HandOverState(admitted: done.fence)
        )
    }

    /// What would stop it in the middle, told before anything is frozen; changes nothing.
    ///
    /// - Returns: what to mend first; empty where nothing is known to stand in the way.
    public func rehearse() async throws(RelocationError) -> [String] {
        var lines: [String] = []
        do throws(RelocationError) { try await mayBegin() } catch {
            if error.isPassing { throw error }
            lines.append("\(error)")
        }
        for trial in try await fence.prove(terms.credentials) {
            switch trial.outcome {
            case .couldNotCheck(let why):
                // An account without a credential is locked by the fence, and that counts.
                let isTried = terms.credentials.contains {
                    trial.account.hasPrefix("\($0.user)@") || trial.account == $0.user
                }
                if isTried || !terms.fence.locks { lines.append("\(trial.account): \(why)") }
            case .accepted where !terms.fence.locks:
                lines.append("\(trial.account) will be held back by read_only alone, if at all")
            default: break
            }
        }
        for schema in schemas {
            let definers = try await target.server.definers(in: schema.replica)
            let there = try await target.server.rights(of: definers, on: schema.replica)
            let here = try await source.server.rights(of: definers, on: schema.source)
            lines += there.lacking(comparedWith: here).map { "\(target.name): \($0.text(schema.replica))" }
        }
        return lines
    }

    /// Does what is left to do. Writes must be held back at the edge before, until ``HandOverState/hasMoved``.
    ///
    /// - Throws: what stands in the way. The state says how far it came; nothing is undone by itself.
    public func run(
        _ begun: HandOverState, through last: HandOverStep = .roundTrip
    ) async throws(RelocationError) -> HandOverState {
        var began = ContinuousClock.now
        var state = begun
        // Looked at once in a run, which takes a way to the host: written by this run it is known.
        state.isReadOnlyKept = false
        var world = try await look(state)
        if !state.hasMoved && state.isDrained && !world.isSourceReadOnly && state.fence != nil {
            // It was opened again since, so what was proven no longer holds, and there may be rows that have not
            // arrived.
            let hadEnded = state.newPosition != nil || !world.isTargetReplica
            state = HandOverOrder.reopened(state)
            try await save(state)
            if hadEnded { try await following.begin(at: try await target.server.appliedPosition()) }
            world = try await look(state)
        }
        while let step = HandOverOrder.next(state, world), step <= last {
            try await perform(step, &state)
            let took = ContinuousClock.now - began
            began += took
            state.took[step, default: 0] += Int((took / .milliseconds(1)).rounded())
            try await save(state)
            await told(step, took)
            world = try await look(state)
            guard HandOverOrder.isDone(step, state, world) else {
                throw .notSettled(
                    server: step == .released || step == .readied ? target.name : source.name,
                    why: "the step \(step.rawValue) was done and does not show\(Self.shown(world))",
                    mend: "run it again")
            }
        }
        return state
    }

    private static func shown(_ world: HandOverWorld) -> String {
        let lines = world.sourceOpenings + world.targetEventsOff.map { "the event \($0) is off" }
        return lines.isEmpty ? "" : ": " + lines.joined(separator: ", ")
    }

    private func perform(_ step: HandOverStep, _ state: inout HandOverState) async throws(RelocationError) {
        switch step {
        case .drained:
            // Both at once, as this is inside the pause; what stands in the way is told first.
            async let ready: Void = mayBegin()
            async let drained: Void = drain()
            do {
                try await ready
                try await drained
            } catch let error as RelocationError { throw error } catch { throw .cancelled }
            state.isDrained = true
        case .readOnly:
            let found = try await fence.record()
            state.fence = state.fence?.joined(found) ?? found
            state.events = FencedEvent.joined(state.events, found.events)
            try await save(state)
            try await fence.setReadOnly(sourcePart)
            state.isReadOnlyKept = true
        case .fenced:
            guard let record = state.fence else { return }
            try await fence.close(record)
        case .proven:
            let open = try await fence.prove(terms.credentials).filter { !$0.isFenced }
            guard open.isEmpty else {
                throw .notFenced(server: source.name, lines: open.map(\.description))
            }
            state.isProven = true
        case .caughtUp:
            let last = try await source.server.logPosition()
            try await following.wait(for: last, limit: terms.catchUpLimit)
            state.lastPosition = last
        case .tailVerified: try await verifyTail(&state)
        case .followingEnded:
            // Stopped first, so that nothing moves between reading the position and forgetting the source.
            if try await !target.server.named("SHOW ALL SLAVES STATUS").isEmpty {
                try await target.server.executeQuietly("STOP SLAVE")
            }
            state.newPosition = try await target.server.logPosition()
            try await save(state)
            try await following.end()
        case .readied: try await ready(&state)
        case .released:
            state.hasMoved = true
            try await save(state)
            try await Fence(target, terms.fence).setReadOnly(ServerPart(isReadOnly: false, domain: target.domain))
        case .reversed: try await reverse(state)
        case .roundTrip:
            _ = try await following.reversed.roundTrip()
            state.isRoundTripSeen = true
        }
    }

    private func drain() async throws(RelocationError) {
        let writers = try await source.server.writers(of: terms.fence.schemas)
        try await Drain(
            source.server, of: Set(writers.map(\.account.user)),
            spared: terms.undrained.union([source.server.address.user]), settled: terms.settled
        ).wait(limit: terms.drainLimit)
    }

    /// As it comes back after a crash while it hands over: read only, still with its own domain.
    private var sourcePart: ServerPart { following.reversed.part }

    private func mayBegin() async throws(RelocationError) {
        let now = try await following.state()
        guard case .following = now else { throw Following.trouble(now, target.name) }
        var lines = try await following.check().map { "\($0); follow again, which mends it" }
        // Its connections are not drained, locked or ended.
        if terms.credentials.contains(where: { $0.user == source.server.address.user }) {
            lines.append(
                "the shop writes as \(source.server.address.user), as this program does: give this program an "
                    + "account of its own"
            )
        }
        guard lines.isEmpty else { throw .obstacles(step: "handing over to \(target.name)", lines: lines) }
    }

    private func verifyTail(_ state: inout HandOverState) async throws(RelocationError) {
        var lines: [String] = []
        var counters: [String: [String: UInt64]] = [:]
        for schema in schemas {
            let found = try await TailVerification(source.server, target.server, schema: schema, terms: terms.tail)
                .run()
            lines += found.lines.map { schemas.count > 1 ? "\(schema.source).\($0)" : $0 }
            counters[schema.source] = found.counters.isEmpty ? nil : found.counters
        }
        guard lines.isEmpty else {
            let names = schemas.map(\.source).joined(separator: " and ")
            throw .sidesDiffer(what: "the ends of \(names)'s tables", lines: lines)
        }
        // A write that came after the proof would be lost.
        let now = try await source.server.logPosition()
        guard state.lastPosition == now else {
            throw .notFenced(
                server: source.name,
                lines: [
                    "it was written to after it was fenced: \(now), not \(state.lastPosition?.description ?? "nothing")"
                ])
        }
        state.counters = counters
        state.isTailVerified = true
    }

    private func ready(_ state: inout HandOverState) async throws(RelocationError) {
        let server = target.server
        for schema in schemas {
            for (table, counter) in (state.counters[schema.source] ?? [:]).sorted(by: { $0.key < $1.key }) {
                try await server.executeQuietly(
                    "ALTER TABLE \(SQLText.name(schema.replica)).\(SQLText.name(table)) AUTO_INCREMENT = \(counter)")
            }
        }
        if let admitted = state.admitted {
            try await fenceThere.release(FenceRecord(locked: admitted.locked, events: [], wasReadOnly: false))
        }
        state.admitted = nil
        for event in try await eventsOff(state.events) {
            try await server.switchEvent(event, to: "ENABLE")
        }
    }

    /// The side that handed over follows from the other's own position before its first write. Without it, it would
    /// replay whatever the other ever did.
    private func reverse(_ state: HandOverState) async throws(RelocationError) {
        guard let position = state.newPosition else { return }
        try await following.reversed.begin(at: position, resets: true)
    }
}
