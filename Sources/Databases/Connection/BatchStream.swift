import Foundation

/// Rows that a connection reads ahead of their reader: at most two batches wait, so memory stays small and the
/// connection's thread reads on while the last batch is worked on. One reader at a time.
public final class BatchStream: Sendable {
    private let channel: BatchChannel

    init(_ channel: BatchChannel) { self.channel = channel }

    /// The next batch; nil after the last.
    public func next() async throws(DatabaseError) -> RowBatch? { try await channel.next() }

    /// Ends it early and ends the statement in the server. Harmless after the last batch.
    public func cancel() { channel.cancel() }

    /// Who lets go of a stream wants no more of it.
    deinit { channel.cancel() }
}

/// `Sendable` is unchecked because the condition guards the state.
final class BatchChannel: @unchecked Sendable {
    private let condition = NSCondition()
    private var batches: [RowBatch] = []
    private var reader: CheckedContinuation<Result<RowBatch?, DatabaseError>, Never>?
    private var ending: Result<RowBatch?, DatabaseError>?
    let statement = Statement()

    static let ahead = 2

    func next() async throws(DatabaseError) -> RowBatch? {
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<_, Never>) in wait(continuation) }
        } onCancel: {
            cancel()
        }
        return try result.get()
    }

    private func wait(_ continuation: CheckedContinuation<Result<RowBatch?, DatabaseError>, Never>) {
        condition.lock()
        if !batches.isEmpty {
            let batch = batches.removeFirst()
            condition.signal()
            condition.unlock()
            continuation.resume(returning: .success(batch))
        } else if let ending {
            condition.unlock()
            continuation.resume(returning: ending)
        } else {
            precondition(reader == nil, "a stream has one reader")
            reader = continuation
            condition.unlock()
        }
    }

    func cancel() {
        statement.stop()
        finish(.failure(.cancelled), droppingBatches: true)
    }

    /// From the connection's thread: waits while the reader is behind.
    ///
    /// - Returns: whether more is wanted.
    func give(_ batch: RowBatch) -> Bool {
        condition.lock()
        while ending == nil && batches.count >= Self.ahead { condition.wait() }
        guard ending == nil else {
            condition.unlock()
            return false
        }
        if let waiting = reader {
            reader = nil
            condition.unlock()
            waiting.resume(returning: .success(batch))
        } else {
            batches.append(batch)
            condition.unlock()
        }
        return true
    }

    func finish(_ result: Result<RowBatch?, DatabaseError>, droppingBatches: Bool = false) {
        condition.lock()
        if droppingBatches { batches.removeAll() }
        if ending == nil { ending = result }
        let waiting = reader
        reader = nil
        let told = ending
        condition.broadcast()
        condition.unlock()
        if let waiting, let told { waiting.resume(returning: told) }
    }
}
