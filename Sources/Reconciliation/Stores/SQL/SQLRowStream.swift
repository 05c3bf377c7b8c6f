import Databases
import Foundation

/// A page of rows from a database; the connection is free again when it has ended or was let go.
///
/// `Sendable` is unchecked because the lock guards the last variable.
final class SQLRowStream: RowStream, @unchecked Sendable {
    private let batches: BatchStream
    private let explain: @Sendable (DatabaseError) -> CouldNotCheck
    private let release: @Sendable () -> Void
    private let lock = NSLock()
    private var isReleased = false

    init(
        _ batches: BatchStream, explain: @escaping @Sendable (DatabaseError) -> CouldNotCheck,
        release: @escaping @Sendable () -> Void
    ) {
        self.batches = batches
        self.explain = explain
        self.release = release
    }

    deinit { if !isReleased { release() } }

    func next() async throws(CouldNotCheck) -> RowBatch? {
        do throws(DatabaseError) {
            if let batch = try await batches.next() { return batch }
        } catch {
            over()
            throw explain(error)
        }
        over()
        return nil
    }

    func cancel() async {
        batches.cancel()
        over()
    }

    private func over() {
        let isFirst = lock.withLock {
            defer { isReleased = true }
            return !isReleased
        }
        if isFirst { release() }
    }
}
