/// Who may talk to which server now. A server that is slow or dead keeps waiting those who want to talk to it, nobody
/// else, and only so many, and only so long.
actor Places {
    enum Answer {
        /// To be given back.
        case taken
        /// Too many wait already.
        case full
        case late
        case cancelled
    }

    private let atOnce: Int
    private let mostWaiting: Int
    private var taken: [String: Int] = [:]
    private var lines: [String: [(number: Int, waiter: CheckedContinuation<Answer, Never>)]] = [:]
    private var last = 0

    init(atOnce: Int, waiting: Int) {
        self.atOnce = atOnce
        mostWaiting = waiting
    }

    /// - Parameter within: ms.
    func take(_ server: String, within: Int) async -> Answer {
        if taken[server, default: 0] < atOnce {
            taken[server, default: 0] += 1
            return .taken
        }
        guard lines[server, default: []].count < mostWaiting else { return .full }
        last += 1
        let number = last
        let clock = Task {
            try await Task.sleep(for: .milliseconds(within))
            leave(server, number, .late)
        }
        defer { clock.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                if Task.isCancelled {
                    waiter.resume(returning: .cancelled)
                } else {
                    lines[server, default: []].append((number, waiter))
                }
            }
        } onCancel: {
            Task { await self.leave(server, number, .cancelled) }
        }
    }

    /// The place goes to who waits longest.
    func giveBack(_ server: String) {
        if lines[server]?.isEmpty == false {
            lines[server]?.removeFirst().waiter.resume(returning: .taken)
            return
        }
        lines[server] = nil
        taken[server, default: 1] -= 1
        if taken[server] == 0 { taken[server] = nil }
    }

    private func leave(_ server: String, _ number: Int, _ answer: Answer) {
        guard let index = lines[server]?.firstIndex(where: { $0.number == number }) else { return }
        lines[server]?.remove(at: index).waiter.resume(returning: answer)
    }
}
