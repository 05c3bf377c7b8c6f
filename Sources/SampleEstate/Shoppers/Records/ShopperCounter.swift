import Synchronization

/// Counts what all shoppers do.
final class ShopperCounter: Sendable {
    private struct State {
        var statistics = ShopperStatistics()
        var latencies = LatencySketch()
    }

    private let state: Mutex<State>

    init() {
        var state = State()
        state.statistics.startedMs = WallClock.milliseconds
        self.state = Mutex(state)
    }

    func count(_ field: WritableKeyPath<ShopperStatistics, Int>) {
        state.withLock { $0.statistics[keyPath: field] += 1 }
    }

    func failed(_ kind: String) {
        state.withLock { $0.statistics.failed[kind, default: 0] += 1 }
    }

    func answered(after duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let microseconds = Int(seconds) * 1_000_000 + Int(attoseconds / 1_000_000_000_000)
        state.withLock { $0.latencies.add(microseconds: microseconds) }
    }

    /// The figures as they stand now.
    func statistics(ended: Bool) -> ShopperStatistics {
        state.withLock { state in
            var statistics = state.statistics
            statistics.p50Ms = state.latencies.milliseconds(at: 0.5)
            statistics.p95Ms = state.latencies.milliseconds(at: 0.95)
            statistics.p99Ms = state.latencies.milliseconds(at: 0.99)
            statistics.updatedMs = WallClock.milliseconds
            statistics.ended = ended
            return statistics
        }
    }
}
