import Foundation

/// One statement on its way: the place where another thread can stop it.
///
/// `Sendable` is unchecked because the lock guards the state.
final class Statement: @unchecked Sendable {
    private enum State {
        case waiting
        case running(stop: @Sendable () -> Void)
        case over
    }

    private let lock = NSLock()
    private var state = State.waiting
    private var stopped = false

    /// It was stopped, so whatever error came of it means that.
    var isStopped: Bool { lock.withLock { stopped } }

    /// - Parameter stop: ends the statement from another thread. Called at most once, and never after `end()`, so that it
    ///   cannot hit the next statement of the connection.
    func begin(stop: @escaping @Sendable () -> Void) throws(DatabaseError) {
        let isStopped = lock.withLock {
            if !stopped { state = .running(stop: stop) }
            return stopped
        }
        if isStopped { throw .cancelled }
    }

    func end() { lock.withLock { state = .over } }

    func stop() {
        lock.withLock {
            guard !stopped else { return }
            if case .over = state { return }
            stopped = true
            if case .running(let stop) = state { stop() }
        }
    }
}
