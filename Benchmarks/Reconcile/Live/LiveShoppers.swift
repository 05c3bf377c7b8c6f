import Foundation
import Synchronization

/// Shoppers at the old side: 200 statements a second, four of five a read of one order, else a small write.
final class LiveShoppers: Sendable {
    struct Answer: Sendable {
        /// When it was due, in seconds since the shopping began.
        var due: Double
        /// How long the shopper waited, in milliseconds.
        var milliseconds: Double
    }

    static let rate = 200
    private static let threads = 4
    private let answers = Mutex<[Answer]>([])

    /// Shops for a while, on threads of its own.
    /// - Returns: every answer, in no order.
    func shop(_ servers: ComparedServers, seconds: Double) async throws -> [Answer] {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for thread in 0..<Self.threads {
                group.addTask { try await onThread { try self.shop(thread, servers, seconds) } }
            }
            try await group.waitForAll()
        }
        return answers.withLock { $0 }
    }

    private func shop(_ thread: Int, _ servers: ComparedServers, _ seconds: Double) throws {
        let connection = try servers.connect(servers.old)
        var own: [Answer] = []
        var dice = SystemRandomNumberGenerator()
        let pause = Double(Self.threads) / Double(Self.rate)
        let began = ContinuousClock.now
        func now() -> Double { (ContinuousClock.now - began) / .seconds(1) }
        var due = Double(thread) / Double(Self.rate)
        while due < seconds {
            // Who had to wait for the statement before has waited since it was due.
            var start = due
            if now() < due {
                usleep(UInt32(max(0, due - now()) * 1e6))
                start = now()
            }
            let order = Int.random(in: 1...servers.rows, using: &dice)
            if Int.random(in: 0..<5, using: &dice) == 0 {
                try connection.ask("UPDATE orders SET qty = qty % 9 + 1, updated = NOW() WHERE id = \(order)")
            } else {
                try connection.ask("SELECT * FROM orders WHERE id = \(order)")
            }
            own.append(Answer(due: due, milliseconds: (now() - start) * 1000))
            due += pause
        }
        let told = own
        answers.withLock { $0 += told }
    }
}
