import Glibc

extension EstateProcesses {
    /// True when the entry's process lives: the pid, and (when noted) the moment it began.
    public static func isAlive(_ entry: EstateDescription.Entry) -> Bool {
        guard let pid = entry.pid, let started = DetachedProcess.started(pid) else { return false }
        return entry.started.map { $0 == started } ?? true
    }

    /// True when any process with this pid lives; a zombie does not.
    public static func isAlive(pid: Int32) -> Bool {
        DetachedProcess.started(pid) != nil
    }

    /// When the process with this pid began, in clock ticks since boot, for `EstateDescription.Entry.started`; nil when
    /// it does not live.
    public static func started(pid: Int32) -> UInt64? {
        DetachedProcess.started(pid)
    }

    /// Asks a process to end (SIGTERM), waits, and kills it when it does not. Nothing happens when it does not live.
    /// - Parameter patience: how long it may take to finish what is under way; shoppers need up to five seconds.
    public static func stop(
        _ entry: EstateDescription.Entry, patience: Duration = .seconds(8)
    ) async throws(SampleEstateError) {
        guard let pid = entry.pid, isAlive(entry) else { return }
        Glibc.kill(pid, SIGTERM)
        if await gone(entry, within: patience) { return }
        try await kill(entry)
    }

    /// Kills a process without warning (SIGKILL) and waits until it is gone.
    public static func kill(_ entry: EstateDescription.Entry) async throws(SampleEstateError) {
        guard let pid = entry.pid, isAlive(entry) else { return }
        Glibc.kill(pid, SIGKILL)
        guard await gone(entry, within: .seconds(5)) else { throw .stillRunning(pid: pid, seconds: 5) }
    }

    private static func gone(_ entry: EstateDescription.Entry, within patience: Duration) async -> Bool {
        let deadline = ContinuousClock.now + patience
        while ContinuousClock.now < deadline {
            if !isAlive(entry) { return true }
            // A cancelled waiter still waits: leaving a process behind would be worse than being late.
            await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
                Nap.brief { continuation.resume() }
            }
        }
        return !isAlive(entry)
    }
}
