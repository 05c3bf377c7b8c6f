import Cutover
import Planning
import Relocation
import Traffic

extension HandOverDesk.World {
    /// The edge, the databases and the web servers of units that change hands.
    /// - Parameters:
    ///   - caches: emptied when their side gains the databases.
    ///   - look: compares the pages of both sides before anything is frozen.
    ///   - drain: how long payments that are open may come to their end before everything is held, in ms.
    ///   - open: how many payments are open; nil where nobody counts them, and the whole time is waited.
    package init(
        edge: HandOverEdge, databases: [DatabaseDesk], selectors: SelectorDesk, caches: CacheDesk,
        look: HandOverLook, drain: Int,
        open: (@Sendable () async -> Int?)? = nil, isStopped: @escaping @Sendable () -> Bool
    ) {
        let parts = HandOverParts(
            edge: edge, databases: databases, selectors: selectors, caches: caches, look: look, drain: drain, open: open
        )
        self.init(
            perform: { phase, direction async throws(HandOverDesk.Failure) in
                try await parts.perform(phase, direction)
            },
            undo: { phase, direction async throws(HandOverDesk.Failure) in try await parts.undo(phase, direction) },
            isStopped: isStopped)
    }
}

/// Each phase of a hand over, done to the world.
private struct HandOverParts: Sendable {
    let edge: HandOverEdge
    let databases: [DatabaseDesk]
    let selectors: SelectorDesk
    let caches: CacheDesk
    let look: HandOverLook
    let drain: Int
    let open: (@Sendable () async -> Int?)?

    typealias Failure = HandOverDesk.Failure

    func perform(
        _ phase: HandOverPhase, _ direction: HandOverDesk.Direction
    ) async throws(Failure) -> String {
        let way: DatabaseDesk.Direction = direction == .over ? .over : .back
        switch phase {
        case .check: return try await check(way)
        case .stopStarts: return try await edging { () throws(TrafficError) in try await edge.stopStarts() }
        case .drainPayments: return await payments()
        case .hold: return try await edging { () throws(TrafficError) in try await edge.hold() }
        case .drainRequests: return try await requests()
        case .close: return try await each { desk throws(RelocationError) in try await desk.close(way) }
        case .promote: return try await each { desk throws(RelocationError) in try await desk.promote(way) }
        case .flush: return try await flush(way)
        case .select: return try await select(way)
        case .release:
            return try await edging { () throws(TrafficError) in
                try await edge.release(to: direction == .over ? .new : .old)
            }
        case .reverse: return try await each { desk throws(RelocationError) in try await desk.reverse(way) }
        }
    }

    func undo(_ phase: HandOverPhase, _ direction: HandOverDesk.Direction) async throws(Failure) {
        let way: DatabaseDesk.Direction = direction == .over ? .over : .back
        switch phase {
        case .close:
            _ = try await each { desk throws(RelocationError) in
                try await desk.giveUp(way)
                return ""
            }
        case .hold, .stopStarts:
            _ = try await edging { () throws(TrafficError) in try await edge.release(to: nil) }
        default: break
        }
    }

    /// The databases are ready, the links lead to the side that writes, and the other side serves what this one serves.
    private func check(_ way: DatabaseDesk.Direction) async throws(Failure) -> String {
        let databases = try await each { desk throws(RelocationError) in try await desk.check(way) }
        let links = try await relocating { () throws(RelocationError) in
            try await selectors.check(writing: way.losing)
        }
        let seen = try await looked(way)
        // What the look has warmed is emptied again; and a command that fails stops it here, where nobody waits.
        let emptied = try await relocating { () throws(RelocationError) in try await caches.flush(way.gaining) }
        return [databases, links, seen, emptied].filter { !$0.isEmpty }.joined(separator: "; ")
    }

    /// The command worked in `check`, so whatever fails now is tried again.
    private func flush(_ way: DatabaseDesk.Direction) async throws(Failure) -> String {
        do throws(RelocationError) {
            let text = try await caches.flush(way.gaining)
            return text.isEmpty ? "the plan names no cache" : text
        } catch {
            throw Failure(error.description, isPassing: true)
        }
    }

    private func looked(_ way: DatabaseDesk.Direction) async throws(Failure) -> String {
        let gaining: EdgeTopology.Side = way == .over ? .new : .old
        let moves: Bool
        do throws(TrafficError) {
            moves = try await edge.movesExposure(to: gaining)
        } catch {
            throw Failure("\(error)", isPassing: true)
        }
        guard moves else { return "web servers stay as they are" }
        let isFenced = try await relocating { () throws(RelocationError) in
            for desk in databases where try desk.isGainerFenced(way) { return true }
            return false
        }
        let found = await look.compare(to: gaining, isFenced: isFenced)
        guard found.obstacles.isEmpty else {
            throw Failure(
                "the \(gaining.rawValue) side does not serve what the other one does:"
                    + found.obstacles.map { "\n  - \($0)" }.joined(), isPassing: false)
        }
        return found.text
    }

    /// Web servers that follow their database are led to it; whether they answer then is told, and holds up nobody.
    private func select(_ way: DatabaseDesk.Direction) async throws(Failure) -> String {
        guard !selectors.isEmpty else { return "web servers go with the edge" }
        let text = try await relocating { () throws(RelocationError) in try await selectors.select(way.gaining) }
        var failing: [String] = []
        for side in EdgeTopology.Side.allCases where selectors.tiers.contains(side) {
            failing += await look.answers(side, within: .milliseconds(500))
        }
        return text
            + (failing.isEmpty ? "; their pages answer" : "; not answering well: \(failing.joined(separator: ", "))")
    }

    private func relocating<Value: Sendable>(
        _ body: () async throws(RelocationError) -> Value
    ) async throws(Failure) -> Value {
        do throws(RelocationError) { return try await body() } catch {
            throw Failure(error.description, isPassing: error.isPassing)
        }
    }

    /// Every database at once: the pause is that of the slowest.
    private func each(
        _ body: @escaping @Sendable (DatabaseDesk) async throws(RelocationError) -> String
    ) async throws(Failure) -> String {
        let outcomes = await withTaskGroup(of: Outcome.self) { group in
            for desk in databases { group.addTask { await Self.outcome(of: desk, body) } }
            return await group.reduce(into: [Outcome]()) { $0.append($1) }
        }
        if let error = outcomes.lazy.compactMap(\.error).first {
            throw Failure(error.description, isPassing: error.isPassing)
        }
        return outcomes.map { "\($0.id): \($0.text)" }.sorted().joined(separator: "; ")
    }

    private struct Outcome: Sendable {
        let id: String
        var text = ""
        var error: RelocationError?
    }

    private static func outcome(
        of desk: DatabaseDesk, _ body: @Sendable (DatabaseDesk) async throws(RelocationError) -> String
    ) async -> Outcome {
        var outcome = Outcome(id: desk.id)
        do throws(RelocationError) { outcome.text = try await body(desk) } catch { outcome.error = error }
        return outcome
    }

    private func edging(_ body: () async throws(TrafficError) -> String) async throws(Failure) -> String {
        do { return try await body() } catch { throw Failure("\(error)", isPassing: true) }
    }

    /// Bounded: what is still open then is held, not refused, so it ends on the other side.
    private func payments() async -> String {
        let began = ContinuousClock.now
        let end = began + .milliseconds(drain)
        var left: Int?
        while ContinuousClock.now < end {
            left = await open?()
            if left == 0 { break }
            try? await Task.sleep(for: .milliseconds(50))
        }
        let took = "after \((ContinuousClock.now - began).milliseconds) ms"
        guard let left else { return "waited \(drain) ms" }
        return left == 0 ? "none is open \(took)" : "\(left) still open \(took): they are held and end afterwards"
    }

    /// Nothing at work at two looks in a row, so that what began before the hold has ended.
    private func requests() async throws(Failure) -> String {
        let began = ContinuousClock.now
        var quiet = 0
        while quiet < 2 {
            let active: Int
            do { active = try await edge.active() } catch { throw Failure("\(error)", isPassing: true) }
            quiet = active == 0 ? quiet + 1 : 0
            if ContinuousClock.now - began > .seconds(3) {
                // Reads go on: what may have written is seen in the database too, by its own drain.
                return "reads go on; the database drains by what it sees"
            }
            if quiet < 2 { try? await Task.sleep(for: .milliseconds(10)) }
        }
        return "no request at work after \((ContinuousClock.now - began).milliseconds) ms"
    }
}
