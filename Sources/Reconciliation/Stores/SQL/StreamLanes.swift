import Databases

/// The connections that stream rows, of which there are few: who finds none free waits.
actor StreamLanes<Connection: DatabaseConnection> {
    private let all: [Connection]
    private var free: [Connection]
    private var waiting: [(id: Int, continuation: CheckedContinuation<Connection?, Never>)] = []
    private var lastID = 0

    init(_ connections: [Connection]) {
        all = connections
        free = connections
    }

    /// nil where the task was cancelled meanwhile.
    func take() async -> Connection? {
        if let connection = free.popLast() { return connection }
        lastID += 1
        let id = lastID
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled { return continuation.resume(returning: nil) }
                waiting.append((id, continuation))
            }
        } onCancel: {
            Task { await leave(id) }
        }
    }

    private func leave(_ id: Int) {
        guard let place = waiting.firstIndex(where: { $0.id == id }) else { return }
        waiting.remove(at: place).continuation.resume(returning: nil)
    }

    func give(_ connection: Connection) {
        if waiting.isEmpty { return free.append(connection) }
        waiting.removeFirst().continuation.resume(returning: connection)
    }

    func close() async {
        for connection in all { await connection.close() }
    }
}
