import DatabaseRig
import Databases
import Foundation
import Synchronization

/// Writes to one server at a steady rate, one statement and one transaction each, until it is stopped.
final class LiveWriter: Sendable {
    struct Written: Sendable {
        let count: Int
        let seconds: Double
        var rate: Double { Double(count) / seconds }
    }

    private let isStopped = Atomic(false)
    private let task: Mutex<Task<Written, any Error>?> = Mutex(nil)

    /// - Parameter statement: the write with this number.
    init(
        on server: MariaDBServer, session: [String] = [], rate: Double,
        _ statement: @escaping @Sendable (Int) -> String
    ) throws {
        let line = try ComparedServer.connection(server, session: session)
        let task = Task {
            let began = ContinuousClock.now
            var count = 0
            while !isStopped.load(ordering: .relaxed) {
                let due = (ContinuousClock.now - began) / .seconds(1) * rate
                while Double(count) < due, !isStopped.load(ordering: .relaxed) {
                    try await line.execute(statement(count))
                    count += 1
                }
                try await Task.sleep(for: .milliseconds(2))
            }
            await line.close()
            return Written(count: count, seconds: (ContinuousClock.now - began) / .seconds(1))
        }
        self.task.withLock { $0 = task }
    }

    func stop() async throws -> Written {
        isStopped.store(true, ordering: .relaxed)
        guard let task = task.withLock({ $0 }) else { return Written(count: 0, seconds: 1) }
        return try await task.value
    }
}
