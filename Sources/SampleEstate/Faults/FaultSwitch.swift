import Synchronization

/// The faults of one running shop; read on every request, replaced while it runs.
final class FaultSwitch: Sendable {
    private let current = Mutex(FaultSet())

    var faults: FaultSet {
        current.withLock { $0 }
    }

    func replace(with faults: FaultSet) {
        current.withLock { $0 = faults }
    }

    /// Draws one lot: true with the given share (nil never).
    static func strikes(_ share: Double?) -> Bool {
        guard let share else { return false }
        return Double.random(in: 0..<1) < share
    }
}
