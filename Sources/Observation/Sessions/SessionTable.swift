/// The visitors seen since a step opened: who was assigned where, when each signal's unit started and met its event.
///
/// Open addressing over flat arrays; a ring of `capacity` sessions, so memory is fixed by configuration: about
/// 28 + 8 · signals bytes a session. Where more visitors come than fit, the oldest is forgotten (and would count as a new
/// unit, should it come back).
/// Unchecked sendable: it owns its memory alone, and being noncopyable it is in one place at a time.
package struct SessionTable: ~Copyable, @unchecked Sendable {
    package static let never = UInt32.max

    private let capacity: Int
    private let signals: Int
    private let mask: Int
    private var visitors: UnsafeMutablePointer<UInt64>
    private var index: UnsafeMutablePointer<UInt32>
    private var times: UnsafeMutablePointer<UInt32>  // per session and signal: started, event
    private(set) var traits: UnsafeMutablePointer<Traits>
    package private(set) var count = 0
    private var oldest = 0

    struct Traits {
        var isNew: Bool
        var segment: UInt16
        var variant: UInt16
    }

    package init(capacity: Int, signals: Int) {
        self.capacity = max(1, capacity)
        self.signals = max(1, signals)
        var slots = 16
        while slots < self.capacity * 2 { slots *= 2 }
        mask = slots - 1
        visitors = .allocate(capacity: self.capacity)
        index = .allocate(capacity: slots)
        index.initialize(repeating: .max, count: slots)
        times = .allocate(capacity: self.capacity * self.signals * 2)
        traits = .allocate(capacity: self.capacity)
    }

    deinit {
        visitors.deallocate()
        index.deallocate()
        times.deallocate()
        traits.deallocate()
    }

    /// The visitor's session, found or made.
    @inline(__always)
    package mutating func session(_ visitor: UInt64) -> (slot: Int, isFresh: Bool) {
        var at = home(visitor)
        while index[at] != .max {
            let slot = Int(index[at])
            if visitors[slot] == visitor { return (slot, false) }
            at = (at + 1) & mask
        }
        return (insert(visitor, at), true)
    }

    private mutating func insert(_ visitor: UInt64, _ free: Int) -> Int {
        var free = free
        let slot: Int
        if count < capacity {
            slot = count
            count += 1
        } else {
            slot = oldest
            oldest = (oldest + 1) % capacity
            remove(visitors[slot])
            free = home(visitor)
            while index[free] != .max { free = (free + 1) & mask }
        }
        visitors[slot] = visitor
        index[free] = UInt32(slot)
        let base = slot * signals * 2
        for i in base..<base + signals * 2 { times[i] = Self.never }
        return slot
    }

    /// Linear probing without tombstones: what follows the hole is moved up where its home allows it.
    private func remove(_ visitor: UInt64) {
        var hole = home(visitor)
        while index[hole] == .max || visitors[Int(index[hole])] != visitor { hole = (hole + 1) & mask }
        var next = (hole + 1) & mask
        while index[next] != .max {
            let wanted = home(visitors[Int(index[next])])
            if (next - wanted) & mask >= (next - hole) & mask {
                index[hole] = index[next]
                hole = next
            }
            next = (next + 1) & mask
        }
        index[hole] = .max
    }

    @inline(__always)
    private func home(_ visitor: UInt64) -> Int {
        // The id is a hash already, but of the edge's choosing: one multiplication spreads any pattern in it.
        Int(truncatingIfNeeded: (visitor &* 0x9E37_79B9_7F4A_7C15) >> 20) & mask
    }

    @inline(__always)
    package func started(_ slot: Int, _ signal: Int) -> UInt32 { times[(slot * signals + signal) * 2] }

    @inline(__always)
    package func met(_ slot: Int, _ signal: Int) -> UInt32 { times[(slot * signals + signal) * 2 + 1] }

    @inline(__always)
    package func start(_ slot: Int, _ signal: Int, _ ms: UInt32) { times[(slot * signals + signal) * 2] = ms }

    @inline(__always)
    package func meet(_ slot: Int, _ signal: Int, _ ms: UInt32) { times[(slot * signals + signal) * 2 + 1] = ms }

    @inline(__always)
    func setTraits(_ slot: Int, _ value: Traits) { traits[slot] = value }
}
