import Synchronization

/// Reads that wait to be made again: a share of what shoppers asked, bounded, the newest kept.
///
/// `offer` is called for every line of the edge's log: for a read that is not sampled it costs an addition and a
/// multiplication, it never waits, and it never grows.
public final class MirrorQueue: Sendable {
    /// What became of the reads offered.
    public struct Counts: Sendable, Hashable, Codable {
        public var offered = 0
        /// Drawn by the share.
        public var sampled = 0
        /// Drawn, and denied by the screen.
        public var denied = 0
        /// Drawn, and not kept: dropped for newer ones, or the queue was in use that moment.
        public var dropped = 0
        /// Drawn, and the same read was waiting already.
        public var repeated = 0
        public var waiting = 0
    }

    private struct Waiting {
        var ring: [ObservedRead?]
        var first = 0
        var count = 0
        var known: Set<ObservedRead> = []
        var dropped = 0
        var repeated = 0
    }

    private let threshold: UInt64
    private let screen: ReadScreen
    private let waiting: Mutex<Waiting>
    private let offered = Atomic<UInt64>(0)
    private let sampled = Atomic<Int>(0)
    private let denied = Atomic<Int>(0)
    private let missed = Atomic<Int>(0)

    /// - Parameters:
    ///   - share: of the reads offered, 0...1.
    ///   - capacity: reads that may wait, at least one.
    public init(share: Double, capacity: Int = 1_000, screen: ReadScreen = ReadScreen()) {
        threshold = share >= 1 ? .max : share > 0 ? UInt64(share * 0x1p64) : 0
        self.screen = screen
        waiting = Mutex(Waiting(ring: Array(repeating: nil, count: max(1, capacity))))
    }

    /// Offers one request. Whether it is kept is drawn by its number, never by what it asks for.
    ///
    /// - Parameters:
    ///   - method: the method's bytes.
    ///   - path: path and query, as bytes.
    ///   - host: asked for only where the read is drawn.
    public func offer(
        method: UnsafeRawBufferPointer, path: UnsafeRawBufferPointer, host: @autoclosure () -> String?,
        agent: @autoclosure () -> String? = nil
    ) {
        guard draws() else { return }
        guard let host = host() else {
            denied.add(1, ordering: .relaxed)
            return
        }
        keep(
            screen.read(
                method: String(decoding: method, as: UTF8.self), host: host,
                path: String(decoding: path, as: UTF8.self),
                agent: agent()))
    }

    /// Offers one request.
    public func offer(method: String, host: String, path: String, agent: String? = nil) {
        guard draws() else { return }
        keep(screen.read(method: method, host: host, path: path, agent: agent))
    }

    private func draws() -> Bool {
        let number = offered.add(1, ordering: .relaxed).newValue
        // The finaliser of SplitMix64 over the number: even over any stretch, and no state to share.
        var z = number &* 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        guard z ^ (z >> 31) < threshold || threshold == .max else { return false }
        sampled.add(1, ordering: .relaxed)
        return true
    }

    private func keep(_ read: ObservedRead?) {
        guard let read else {
            denied.add(1, ordering: .relaxed)
            return
        }
        let kept: Void? = waiting.withLockIfAvailable { waiting in
            guard waiting.known.insert(read).inserted else {
                waiting.repeated += 1
                return
            }
            let size = waiting.ring.count
            if waiting.count == size {
                if let oldest = waiting.ring[waiting.first] { waiting.known.remove(oldest) }
                waiting.first = (waiting.first + 1) % size
                waiting.count -= 1
                waiting.dropped += 1
            }
            waiting.ring[(waiting.first + waiting.count) % size] = read
            waiting.count += 1
        }
        if kept == nil { missed.add(1, ordering: .relaxed) }
    }

    /// Takes out at most so many, oldest first.
    public func take(_ limit: Int) -> [ObservedRead] {
        waiting.withLock { waiting in
            var reads: [ObservedRead] = []
            while reads.count < limit, waiting.count > 0 {
                if let read = waiting.ring[waiting.first] {
                    reads.append(read)
                    waiting.known.remove(read)
                }
                waiting.ring[waiting.first] = nil
                waiting.first = (waiting.first + 1) % waiting.ring.count
                waiting.count -= 1
            }
            return reads
        }
    }

    public var counts: Counts {
        let (dropped, repeated, count) = waiting.withLock { ($0.dropped, $0.repeated, $0.count) }
        return Counts(
            offered: Int(offered.load(ordering: .relaxed)), sampled: sampled.load(ordering: .relaxed),
            denied: denied.load(ordering: .relaxed), dropped: dropped + missed.load(ordering: .relaxed),
            repeated: repeated, waiting: count)
    }
}
