package import Relocation

/// What one look at all servers came to.
package struct PointingView: Sendable {
    package let lines: [NameLine]
    package let lowering: Lowering
    /// What is left for people to change.
    package let changes: [NameChange]
    package let memory: NameMemory
    /// ms
    package let at: Int

    /// - Parameter readings: of each name at each server, one of each type.
    package init(_ readings: [[NameReading]], _ terms: PointingTerms, _ memory: NameMemory, at time: Int) {
        let undated = readings.map {
            NameLine($0, to: terms.destination, movedAt: nil, longest: 0, at: time)
        }
        let lowering = Lowering(undated, memory, low: terms.low, declared: terms.old, at: time)
        lines = readings.map { own in
            let movedAt = memory.movedAt(own[0].name)
            return NameLine(
                own, to: terms.destination, movedAt: movedAt,
                longest: Self.longest(lowering, movedAt: movedAt, low: terms.low), at: time)
        }
        changes = NameChange.all(lines, to: terms.destination)
        (self.lowering, self.memory, at) = (lowering, memory, time)
    }

    /// Seconds for which an answer from before the move may be remembered: the low TTL, when it had been low long enough.
    private static func longest(_ lowering: Lowering, movedAt: Int?, low: Int) -> Int {
        guard let movedAt else { return lowering.old }
        switch lowering.state {
        case .done(let since) where since + lowering.old * 1_000 <= movedAt: return low
        case .done(let since), .waiting(let since, _):
            // Moved early: what was remembered before the TTL was lowered lives on for all of the old one.
            return max(low, lowering.old - max(0, movedAt - since) / 1_000)
        case .unseen, .high: return lowering.old
        }
    }

    package var isWhole: Bool { lines.allSatisfy { $0.state == .agrees } }

    /// A server that holds the zone leads some name where it shall: the move has begun, and cannot be refused any more.
    package var hasBegun: Bool { lines.contains { $0.server.role == .authoritative && $0.state == .agrees } }

    /// From when nobody may remember what was before, in ms; nil while a server that holds a zone does not agree.
    package func over(_ terms: PointingTerms) -> Int? {
        var latest = 0
        for name in terms.names {
            guard let movedAt = memory.movedAt(name) else { return nil }
            latest = max(latest, movedAt + Self.longest(lowering, movedAt: movedAt, low: terms.low) * 1_000)
        }
        return latest
    }
}
