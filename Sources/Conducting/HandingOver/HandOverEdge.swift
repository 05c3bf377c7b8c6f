import Planning
package import Traffic

/// The edge's part of a hand over: freezing in two steps, seeing that nothing is at work, letting go.
package struct HandOverEdge: Sendable {
    private let edge: HAProxyEdge
    /// What changes hands, by the edge's names.
    private let units: [String]
    /// How long a write may be held before the edge refuses it.
    private let pause: Duration
    /// Web servers that follow the database, whichever side writes it.
    private let tiers: Set<EdgeTopology.Side>

    package init(_ edge: HAProxyEdge, units: [String], pause: Duration, tiers: Set<EdgeTopology.Side>) {
        (self.edge, self.units, self.pause, self.tiers) = (edge, units, pause, tiers)
    }

    /// Whether letting go also leads everybody to the gaining side, as the edge stands now; without it web servers stay
    /// and their database moves.
    package func movesExposure(to gaining: EdgeTopology.Side) async throws(TrafficError) -> Bool {
        Self.movesExposure(try await edge.readBack(), units: units, to: gaining, tiers: tiers)
    }

    /// Web servers of the losing side that follow the database go on serving; so does the gaining side's, when it serves
    /// everybody already.
    package static func movesExposure(
        _ policy: EdgePolicy, units: [String], to gaining: EdgeTopology.Side, tiers: Set<EdgeTopology.Side>
    ) -> Bool {
        if tiers.contains(gaining == .new ? .old : .new) { return false }
        return !units.allSatisfy { unit in
            let own = policy.units.filter { $0.key == unit || $0.key.hasPrefix("\(unit)|") }.map(\.value)
            let rows = own.isEmpty ? [UnitPolicy.allOld] : own
            // Visitors with a pin may still be with the losing side.
            return rows.allSatisfy { $0.newBelow == (gaining == .new ? 10_000 : 0) && $0.pinsFrom == 0 }
        }
    }

    /// Leads everybody to one side at once; nothing is frozen, since both sides' web servers work on one database.
    package func lead(to side: EdgeTopology.Side) async throws(TrafficError) -> String {
        let told = try await edge.apply(
            Self.leading(try await edge.readBack(), units: units, to: side, decision: "web-tier-to-\(side.rawValue)"),
            side == .new ? .forward : .back)
        return "everybody goes to the \(side.rawValue) side, as \(told.processID) read back after "
            + "\(told.elapsed.milliseconds) ms"
    }

    private static func leading(
        _ policy: EdgePolicy, units: [String], to side: EdgeTopology.Side, decision: String
    ) -> EdgePolicy {
        var policy = policy
        for unit in units where policy.units[unit] == nil { policy.units[unit] = .allOld }
        if policy.generation == 0 { policy.generation = 1 }
        // A key is a unit, or a unit and a segment after a bar.
        for (key, unit) in policy.units where units.contains(String(key.prefix { $0 != "|" })) {
            var unit = unit
            unit.decision = decision
            unit.newBelow = side == .new ? 10_000 : 0
            unit.controlFrom = unit.newBelow
            // Whoever was pinned to the other side goes along.
            if unit.pinsFrom > 0 { unit.pinsFrom += 1 }
            unit.fallback = false
            policy.units[key] = unit
        }
        return policy
    }

    package func stopStarts() async throws(TrafficError) -> String {
        try await mode(.noStarts, "no checkout may start")
    }

    package func hold() async throws(TrafficError) -> String { try await mode(.delayWrites, "writes are held") }

    private func mode(_ mode: UnitPolicy.Mode, _ what: String) async throws(TrafficError) -> String {
        let told = try await edge.setMode(
            mode, of: units, decision: "hand-over-\(mode.rawValue)", pause: pause, retryAfter: 1)
        return "\(what), as \(told.processID) read back after \(told.elapsed.milliseconds) ms"
    }

    /// Open again, on the side that writes.
    package func release(to gaining: EdgeTopology.Side?) async throws(TrafficError) -> String {
        var policy = try await edge.readBack()
        let decision = gaining.map { "hand-over-to-\($0.rawValue)" } ?? "hand-over-given-up"
        if let gaining, Self.movesExposure(policy, units: units, to: gaining, tiers: tiers) {
            policy = Self.leading(policy, units: units, to: gaining, decision: decision)
        }
        for key in policy.units.keys where units.contains(String(key.prefix { $0 != "|" })) {
            policy.units[key]?.mode = .open
            policy.units[key]?.decision = decision
        }
        let told = try await edge.apply(policy, gaining == .new ? .forward : .back)
        return "open, as \(told.processID) read back after \(told.elapsed.milliseconds) ms"
    }

    /// Requests at work on either side that could still write: `nil` when there are none.
    ///
    /// Reads that are served meanwhile count too, so it is looked at often: none at work at two moments means that all
    /// that were at work before the first have ended.
    package func active() async throws(TrafficError) -> Int {
        let statistics = try await edge.statistics()
        return statistics.active(on: .old) + statistics.active(on: .new)
    }
}
