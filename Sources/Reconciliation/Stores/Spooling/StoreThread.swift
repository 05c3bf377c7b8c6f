import Foundation

/// A thread that runs the jobs of actors which read files, one after the other: reading blocks, and must not hold a
/// thread of the shared pool.
///
/// `Sendable` is unchecked because the condition guards the two variables.
final class StoreThread: SerialExecutor, @unchecked Sendable {
    private let condition = NSCondition()
    private var waiting: [UnownedJob] = []
    private var isEnding = false
    private var isOver = false

    init(name: String) {
        // The thread holds this executor until `end()`.
        let thread = Thread { [self] in work() }
        thread.name = name
        thread.start()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        condition.lock()
        defer { condition.unlock() }
        // What is asked of a closed store still gets its answer, from a thread made for it.
        if isOver { return Thread { [self] in job.runSynchronously(on: asUnownedSerialExecutor()) }.start() }
        waiting.append(job)
        condition.signal()
    }

    /// The thread ends when everything that waits has been done.
    func end() {
        condition.lock()
        isEnding = true
        condition.signal()
        condition.unlock()
    }

    private func work() {
        while true {
            condition.lock()
            while waiting.isEmpty && !isEnding { condition.wait() }
            let jobs = waiting
            waiting.removeAll()
            isOver = jobs.isEmpty
            condition.unlock()
            if jobs.isEmpty { return }
            for job in jobs { job.runSynchronously(on: asUnownedSerialExecutor()) }
        }
    }
}
