/// Bytes on their way from one command to another: the sender waits while much is under way.
actor ByteLine {
    private var waiting: [[UInt8]] = []
    private var size = 0
    private var isClosed = false
    private var senders: [CheckedContinuation<Void, Never>] = []
    private var receiver: CheckedContinuation<Void, Never>?

    /// Bytes that may be under way.
    private static let room = 1 << 20

    /// False when nobody takes them any more.
    func send(_ bytes: [UInt8]) async -> Bool {
        while size >= Self.room && !isClosed { await withCheckedContinuation { senders.append($0) } }
        guard !isClosed else { return false }
        waiting.append(bytes)
        size += bytes.count
        wakeReceiver()
        return true
    }

    /// All that is under way; nil when it is closed and empty, or the task is cancelled.
    func next() async -> [[UInt8]]? {
        await withTaskCancellationHandler {
            while waiting.isEmpty && !isClosed && !Task.isCancelled {
                await withCheckedContinuation { receiver = $0 }
            }
            if waiting.isEmpty { return nil }
            let taken = waiting
            waiting = []
            size = 0
            wakeSenders()
            return taken
        } onCancel: {
            Task { await wakeReceiver() }
        }
    }

    /// What is under way can still be taken.
    func close() {
        isClosed = true
        wakeReceiver()
        wakeSenders()
    }

    private func wakeReceiver() {
        receiver?.resume()
        receiver = nil
    }

    private func wakeSenders() {
        for sender in senders { sender.resume() }
        senders = []
    }
}
