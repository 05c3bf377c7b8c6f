package import Planning
package import Relocation

/// Copies the databases that move between one pair of servers, keeps the new side in step, and moves authority between
/// the sides: of all of them at once.
///
/// What it must remember stands in the relocation's folder: killed anywhere, it goes on when it is run again.
package struct DatabaseDesk: Sendable {
    /// At least one.
    package let places: [PlanDatabase]
    private let folder: RelocationFolder

    /// - Parameter places: all databases of the plan that move between the same two servers.
    package init(_ places: [PlanDatabase], folder: RelocationFolder) { (self.places, self.folder) = (places, folder) }

    /// A desk for each pair of servers between which the plan's databases move.
    package static func all(
        of plan: Plan, _ logins: PlanLogins, folder: RelocationFolder
    ) throws(RelocationError) -> [DatabaseDesk] {
        var desks: [DatabaseDesk] = []
        for pair in DatabasePairs.of(plan.relocation?.databases ?? []) {
            desks.append(try DatabaseDesk(pair, in: plan, logins, folder: folder))
        }
        return desks
    }

    /// - Parameter databases: all of the plan that move between the same two servers.
    package init(
        _ databases: [RelocatedDatabase], in plan: Plan, _ logins: PlanLogins, folder: RelocationFolder
    ) throws(RelocationError) {
        var places: [PlanDatabase] = []
        for database in databases { places.append(try PlanDatabase(database.id.value.rawValue, in: plan, logins)) }
        self.init(places, folder: folder)
    }

    /// The databases' ids.
    package var id: String { places.map(\.id).joined(separator: "-") }
    private var name: String { "database-\(id)" }
    /// For what concerns both servers, and so is the same for all.
    private var place: PlanDatabase { places[0] }

    package func kept() throws(RelocationError) -> KeptDatabase {
        return try remembering { () throws(ConductingError) in
            try folder.kept(name, as: KeptDatabase.self) ?? KeptDatabase()
        }
    }

    private func keep(_ kept: KeptDatabase) throws(RelocationError) {
        try remembering { () throws(ConductingError) in try folder.keep(kept, as: name) }
    }

    /// What is remembered cannot be read or written: a trouble of the relocation.
    private func remembering<Value>(
        _ body: () throws(ConductingError) -> Value
    ) throws(RelocationError) -> Value {
        do { return try body() } catch {
            throw .unreadable(what: "what is remembered of `\(id)`", place: folder.path, why: error.description)
        }
    }

    /// What a copy of one of the databases would meet; changes nothing.
    package func look(_ place: PlanDatabase, _ terms: CopyTerms) async throws(RelocationError) -> [CopyFinding] {
        try await transfer(place, terms, progress: { _ in }).look()
    }

    private func transfer(
        _ place: PlanDatabase, _ terms: CopyTerms, progress: @escaping @Sendable (Progress) -> Void
    ) async throws(RelocationError) -> DatabaseTransfer {
        let transferTerms = TransferTerms(
            schema: try place.schema(), lanes: terms.lanes,
            locksOutsiders: terms.locksOutsiders || place.database.lock?.value == true,
            replacesEarlier: terms.replacesEarlier)
        return DatabaseTransfer(
            from: try await place.server(.old), with: try await place.tools(.old), to: try await place.server(.new),
            with: try await place.tools(.new), terms: transferTerms, folder: folder.dump(of: place.id),
            progress: progress)
    }

    /// Copies the databases from one snapshot, or goes on with copying. The new side is read only from before the first
    /// row.
    ///
    /// - Returns: for each of ``places``.
    package func copy(
        _ terms: CopyTerms, progress: @escaping @Sendable (Progress) -> Void
    ) async throws(RelocationError) -> [TransferResult] {
        // A copy makes the new side read only, and may drop its tables.
        guard try writer() == .old, try state(.over) == nil else {
            throw .obstacles(
                step: "copying `\(id)`",
                lines: [
                    "a hand over was begun: the new side writes, or may soon; `sluice relocation way-back` goes back"
                ])
        }
        var kept = try kept()
        if kept.attempt == nil {
            kept.attempt = try await Following.freshDomain(
                try await place.server(.old), try await place.server(.new))
            try keep(kept)
        }
        let following = try await following()
        // Before its filters are written: a server that follows for another move would lose what it takes now.
        if kept.position == nil {
            guard try await !following.isReplica() else {
                throw .obstacles(
                    step: "copying `\(id)`",
                    lines: [
                        "\(following.replica.name) is a replica already, of which nothing is known here: STOP SLAVE and "
                            + "RESET SLAVE ALL there, if nobody needs that"
                    ])
            }
        }
        try await following.prepare()
        var transfers: [DatabaseTransfer] = []
        for place in places { transfers.append(try await transfer(place, terms, progress: progress)) }
        let results = try await DatabaseTransfer.run(transfers)
        kept.position = results[0].position
        kept.events = results.flatMap(\.enabledEvents)
        try keep(kept)
        return results
    }

    package func following() async throws(RelocationError) -> Following {
        guard let attempt = try kept().attempt else {
            throw .obstacles(
                step: "following the old side",
                lines: ["`\(id)` was not copied yet: `sluice relocation transfer`"])
        }
        var schemas: [FollowedSchema] = []
        for place in places { schemas.append(try place.schema()) }
        return Following(
            from: try await place.side(.old, domain: attempt), to: try await place.side(.new, domain: attempt),
            schemas: schemas, attempt: attempt)
    }

    /// Keeps the new side in step, from the copy's position the first time.
    package func follow() async throws(RelocationError) -> FollowingState {
        guard let position = try kept().position else {
            throw .obstacles(
                step: "following the old side",
                lines: ["`\(id)` was not copied yet: `sluice relocation transfer`"])
        }
        guard try state(.over)?.hasMoved != true else {
            throw .obstacles(
                step: "following the old side",
                lines: ["`\(id)` was handed over: the new side writes; `sluice relocation way-back` goes back"])
        }
        let following = try await following()
        try await following.createAccount()
        try await following.reversed.createAccount()
        try await following.begin(at: position)
        return try await following.state()
    }

    // Handing over

    package enum Direction: String, Sendable {
        case over, back

        /// The side that writes afterwards.
        package var gaining: PlanSide { self == .over ? .new : .old }
        /// The side that writes until then.
        package var losing: PlanSide { self == .over ? .old : .new }
    }

    package func state(_ direction: Direction) throws(RelocationError) -> HandOverState? {
        return try remembering { () throws(ConductingError) in
            try folder.kept("\(name)-\(direction.rawValue)", as: HandOverState.self)
        }
    }

    private func keep(_ state: HandOverState, _ direction: Direction) throws(RelocationError) {
        try remembering { () throws(ConductingError) in try folder.keep(state, as: "\(name)-\(direction.rawValue)") }
    }

    /// The side that writes, by what was kept.
    package func writer() throws(RelocationError) -> PlanSide { try state(.over)?.hasMoved == true ? .new : .old }

    /// Whether the side that would gain is still fenced since authority left it.
    package func isGainerFenced(_ direction: Direction) throws(RelocationError) -> Bool {
        try state(direction == .over ? .back : .over)?.fence != nil
    }

    /// Whether a hand over may begin: the losing side is followed closely.
    package func check(_ direction: Direction) async throws(RelocationError) -> String {
        let following = try await course(direction)
        let state = try await following.state()
        guard case .following(let lag) = state else {
            throw .obstacles(step: "handing over `\(id)`", lines: ["\(following.replica.name) \(state)"])
        }
        let lacks = try await following.check() + hand(direction).rehearse()
        guard lacks.isEmpty else { throw .obstacles(step: "handing over `\(id)`", lines: lacks) }
        return "\(following.replica.name) \(FollowingState.following(lag))"
    }

    /// Whether the old side still follows the new one.
    package func wayBack() async throws(RelocationError) -> FollowingState {
        try await following().reversed.state()
    }

    /// Ends that for good: from now on there is only forward. Where the old side writes there is nothing to end.
    package func closeWayBack() async throws(RelocationError) {
        guard try writer() == .new else {
            throw .obstacles(
                step: "closing the way back of `\(place.id)`", lines: ["the old side writes: `hand-over` comes first"])
        }
        try await following().reversed.end()
    }

    private func course(_ direction: Direction) async throws(RelocationError) -> Following {
        let following = try await following()
        return direction == .over ? following : following.reversed
    }

    /// The losing side takes no writes, the gaining one has them all: everything before authority moves.
    package func close(_ direction: Direction) async throws(RelocationError) -> String {
        Self.text(try await handOver(direction, through: .readied))
    }

    /// The gaining side takes writes.
    package func promote(_ direction: Direction) async throws(RelocationError) -> String {
        Self.text(try await handOver(direction, through: .released))
    }

    /// The losing side follows the gaining one, and a row went there and back.
    package func reverse(_ direction: Direction) async throws(RelocationError) -> String {
        let state = try await handOver(direction, through: .roundTrip)
        try settle(direction)
        return Self.text(state)
    }

    private static func text(_ state: HandOverState) -> String {
        HandOverStep.allCases.compactMap { step in state.took[step].map { "\(step.rawValue) \($0) ms" } }
            .joined(separator: ", ")
    }

    /// Steps up to `last`, of a hand over that was begun or begins now.
    private func handOver(_ direction: Direction, through last: HandOverStep) async throws(RelocationError)
        -> HandOverState
    {
        let begun = try begin(direction)
        return try await hand(direction).run(begun, through: last)
    }

    /// Takes back what a hand over did before authority moved.
    package func giveUp(_ direction: Direction) async throws(RelocationError) {
        _ = try await hand(direction).abandon(try begin(direction))
    }

    /// The state it goes on from. A new one begins where the other direction has ended.
    private func begin(_ direction: Direction) throws(RelocationError) -> HandOverState {
        if let state = try state(direction) { return state }
        let other = try state(direction == .over ? .back : .over)
        var state = HandOverState(events: try kept().events)
        if let other { state = HandOverState(admitted: other.fence) }
        try keep(state, direction)
        return state
    }

    /// Once a hand over is done, the next in the other direction begins afresh.
    private func settle(_ direction: Direction) throws(RelocationError) {
        let other: Direction = direction == .over ? .back : .over
        try remembering { () throws(ConductingError) in try folder.forget("\(name)-\(other.rawValue)") }
    }

    private func hand(_ direction: Direction) async throws(RelocationError) -> HandOver {
        let following = try await course(direction)
        let schemas = following.schemas.map(\.source)
        var spared: Set<String> = []
        var credentials: [WriterCredential] = []
        for place in places {
            spared.formUnion(try place.spared())
            for credential in try await place.credentials(direction.losing) where !credentials.contains(credential) {
                credentials.append(credential)
            }
        }
        let accounts = try await following.source.server.writers(of: schemas).map(\.account)
        let terms = HandOverTerms(
            fence: FencePlan(schemas: schemas, spared: Set(accounts.filter { spared.contains($0.user) })),
            credentials: credentials, undrained: spared)
        return HandOver(following, terms: terms) { state async throws(RelocationError) in
            try keep(state, direction)
        }
    }
}
