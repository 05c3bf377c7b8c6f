import Synchronization

/// Counts what several lanes have done, and tells of it at most ten times a second.
final class Tally: Sendable {
    private struct Count {
        var done = 0
        var told: ContinuousClock.Instant
    }

    private let phase: String
    private let total: Int?
    private let began: ContinuousClock.Instant
    private let tell: @Sendable (Progress) -> Void
    private let count: Mutex<Count>

    init(_ phase: String, total: Int?, tell: @escaping @Sendable (Progress) -> Void) {
        self.phase = phase
        self.total = total
        self.tell = tell
        began = .now
        count = Mutex(Count(told: .now - .seconds(1)))
    }

    var done: Int { count.withLock { $0.done } }

    func add(_ more: Int) {
        let due = count.withLock { count -> Int? in
            count.done += more
            guard ContinuousClock.now - count.told >= .milliseconds(100) else { return nil }
            count.told = .now
            return count.done
        }
        if let due { tell(Progress(phase: phase, done: due, total: total.map { max($0, due) }, began: began)) }
    }

    func finish() {
        let done = done
        tell(Progress(phase: phase, done: done, total: done, began: began))
    }
}
