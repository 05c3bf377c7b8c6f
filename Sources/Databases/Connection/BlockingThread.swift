import Foundation

/// A thread that runs the jobs of one actor, or of a few, one after the other, so that what blocks — a C client, a
/// file — never holds a thread of the shared pool.
///
/// `Sendable` is unchecked because the condition guards the three variables.
public final class BlockingThread: SerialExecutor, @unchecked Sendable {
    private enum Work {
        case job(UnownedJob)
        case call(@Sendable () -> Void)
    }

    private let condition = NSCondition()
    private var waiting: [Work] = []
    private var isEnding = false
    private var isOver = false

    private static let mark = "sluice.blocking"

    /// - Parameter name: as debuggers show it.
    public init(name: String) {
        // The thread holds this executor until `end()`.
        start(named: name) { $0.work() }
    }

    public func enqueue(_ job: consuming ExecutorJob) { add(.job(UnownedJob(job))) }

    /// Runs something that is no job, in turn.
    func run(_ call: @escaping @Sendable () -> Void) { add(.call(call)) }

    /// The thread ends when everything that waits has been done.
    public func end() {
        condition.lock()
        isEnding = true
        condition.signal()
        condition.unlock()
    }

    public func checkIsolated() {
        precondition(
            Thread.current.threadDictionary[Self.mark] as? BlockingThread === self, "not on the actor's own thread")
    }

    private func add(_ work: Work) {
        condition.lock()
        defer { condition.unlock() }
        // What is asked of something that was closed still gets its answer, from a thread made for it.
        if isOver { return start(named: "late") { $0.perform(work) } }
        waiting.append(work)
        condition.signal()
    }

    private func start(named name: String, _ body: @escaping @Sendable (BlockingThread) -> Void) {
        let thread = Thread { [self] in
            Thread.current.threadDictionary[Self.mark] = self
            body(self)
            Thread.current.threadDictionary.removeObject(forKey: Self.mark)
        }
        thread.name = name
        thread.start()
    }

    private func work() {
        while true {
            condition.lock()
            while waiting.isEmpty && !isEnding { condition.wait() }
            let todo = waiting
            waiting.removeAll()
            isOver = todo.isEmpty
            condition.unlock()
            if todo.isEmpty { return }
            for work in todo { perform(work) }
        }
    }

    private func perform(_ work: Work) {
        switch work {
        case .job(let job): job.runSynchronously(on: asUnownedSerialExecutor())
        case .call(let call): call()
        }
    }
}
