import Planning
package import Traffic

/// The edge's part of a hand over: freezing in two steps, seeing that nothing is at work, letting go.
package struct HandOverEdge: Sendable {
    private let edge: HAProxyEdge
    /// What changes hands, by the edge's names.
    private let units: [String]
    /// How long a write may be held before the edge refuses it.
    private let pause: Duration
    /// Whether letting go also leads everybody to the gaining side; without it web servers stay and their database moves.
    private let movesExposure: Bool

    package init(_ edge: HAProxyEdge, units: [String], pause: Duration, movesExposure: Bool) {
        (self.edge, self.units, self.pause, self.movesExposure) = (edge, units, pause, movesExposure)
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
        // A key is a unit, or a unit and a segment after a bar.
        for (key, unit) in policy.units where units.contains(String(key.prefix { $0 != "|" })) {
            var unit = unit
            unit.mode = .open
            unit.decision = gaining.map { "hand-over-to-\($0.rawValue)" } ?? "hand-over-given-up"
            if movesExposure, let gaining {
                unit.newBelow = gaining == .new ? 10_000 : 0
                unit.controlFrom = unit.newBelow
                // Whoever was pinned to the losing side goes along.
                if unit.pinsFrom > 0 { unit.pinsFrom += 1 }
                unit.fallback = false
            }
            policy.units[key] = unit
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
