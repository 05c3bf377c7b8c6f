import Foundation

/// A thread that runs the jobs of one actor, one after the other, so that the blocking calls of a C client never hold a
/// thread of the shared pool.
///
/// `Sendable` is unchecked because the condition guards the two variables.
final class ConnectionThread: SerialExecutor, @unchecked Sendable {
    private enum Work {
        case job(UnownedJob)
        case call(@Sendable () -> Void)
    }

    private let condition = NSCondition()
    private var waiting: [Work] = []
    private var isEnding = false

    private static let mark = "sluice.connection"

    init(name: String) {
        // The thread holds this executor until `end()`.
        let thread = Thread { [self] in
            Thread.current.threadDictionary[Self.mark] = self
            work()
        }
        thread.name = name
        thread.start()
    }

    func enqueue(_ job: consuming ExecutorJob) { add(.job(UnownedJob(job))) }

    /// Runs something that is no job, in turn.
    func run(_ call: @escaping @Sendable () -> Void) { add(.call(call)) }

    /// The thread ends when everything that waits has been done.
    func end() {
        condition.lock()
        isEnding = true
        condition.signal()
        condition.unlock()
    }

    func checkIsolated() {
        precondition(
            Thread.current.threadDictionary[Self.mark] as? ConnectionThread === self, "not on the connection's thread")
    }

    private func add(_ work: Work) {
        condition.lock()
        waiting.append(work)
        condition.signal()
        condition.unlock()
    }

    private func work() {
        while true {
            condition.lock()
            while waiting.isEmpty && !isEnding { condition.wait() }
            let todo = waiting
            waiting.removeAll()
            let isLast = todo.isEmpty
            condition.unlock()
            if isLast { break }
            for work in todo {
                switch work {
                case .job(let job): job.runSynchronously(on: asUnownedSerialExecutor())
                case .call(let call): call()
                }
            }
        }
        Thread.current.threadDictionary.removeObject(forKey: Self.mark)
    }
}
