import Synchronization

/// What shoppers had to wait for, per host.
public struct HostPauses: Sendable, Hashable, Codable {
    /// Orders acknowledged.
    public var acknowledged = 0
    /// The longest time without an acknowledged order, in milliseconds, from the first order on.
    public var longestGapMs = 0.0
    /// The longest single request that was answered without an error, in milliseconds.
    public var longestRequestMs = 0.0
    /// The longest step a shopper took, in milliseconds: one click, with redirects, errors and reloads until its page.
    public var longestStepMs = 0.0
    /// When that step ended, in milliseconds since 1970; 0 when there was none.
    public var longestStepEndedMs: Int64 = 0
    /// Times a shopper pressed reload.
    public var reloads = 0
}

/// Measures pauses as shoppers see them.
final class PauseMeter: Sendable {
    private struct State {
        var hosts: [String: HostPauses] = [:]
        var lastOrder: [String: ContinuousClock.Instant] = [:]
        var troubles: [String: Int] = [:]
    }

    private let state = Mutex(State())

    func request(host: String, took: Duration) {
        state.withLock { state in
            let longest = state.hosts[host, default: HostPauses()].longestRequestMs
            state.hosts[host, default: HostPauses()].longestRequestMs = max(longest, took.milliseconds)
        }
    }

    func step(host: String, took: Duration) {
        state.withLock { state in
            var pauses = state.hosts[host, default: HostPauses()]
            guard took.milliseconds > pauses.longestStepMs else { return }
            pauses.longestStepMs = took.milliseconds
            pauses.longestStepEndedMs = WallClock.milliseconds
            state.hosts[host] = pauses
        }
    }

    func reload(host: String, after trouble: String) {
        state.withLock { state in
            state.hosts[host, default: HostPauses()].reloads += 1
            state.troubles[trouble, default: 0] += 1
        }
    }

    func acknowledged(host: String) {
        let now = ContinuousClock.now
        state.withLock { state in
            var pauses = state.hosts[host, default: HostPauses()]
            pauses.acknowledged += 1
            if let last = state.lastOrder[host] {
                pauses.longestGapMs = max(pauses.longestGapMs, (now - last).milliseconds)
            }
            state.lastOrder[host] = now
            state.hosts[host] = pauses
        }
    }

    /// All hosts, and what made shoppers press reload.
    var readings: (hosts: [String: HostPauses], troubles: [String: Int]) {
        state.withLock { ($0.hosts, $0.troubles) }
    }
}

extension Duration {
    /// Milliseconds with their fraction, to a tenth.
    var milliseconds: Double {
        let (seconds, attoseconds) = components
        return ((Double(seconds) * 1_000 + Double(attoseconds) / 1e15) * 10).rounded() / 10
    }
}
