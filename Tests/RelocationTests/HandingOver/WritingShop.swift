import DatabaseRig
import Databases
import Foundation
import Relocation

/// Writes orders of two statements at a steady rate, and remembers each that was acknowledged. The edge's freeze is the
/// pair `hold` and `letGo`: orders are delayed, none is refused.
actor WritingShop {
    private var server: MariaDBServer
    private let interval: Duration
    private var isHeld = false
    private var isOver = false
    private(set) var acknowledged: [String] = []
    private(set) var refused = 0
    /// Milliseconds between two acknowledged orders.
    private(set) var longestPause = 0

    init(_ server: MariaDBServer, rate: Int) {
        self.server = server
        interval = .microseconds(1_000_000 / rate)
    }

    func run() async {
        var connection = Sides.connection(server, user: "app", password: "app-secret")
        var here = server.port
        var last = ContinuousClock.now
        var number = 0
        var due = ContinuousClock.now
        while !isOver {
            if isHeld {
                try? await Task.sleep(for: .milliseconds(1))
                continue
            }
            if here != server.port {
                await connection.close()
                connection = Sides.connection(server, user: "app", password: "app-secret")
                here = server.port
            }
            number += 1
            do {
                try await connection.execute("START TRANSACTION")
                try await connection.execute(
                    "INSERT INTO store.orders (customer, total) VALUES ('w-\(number)', \(number))")
                try await connection.execute("INSERT INTO store.orderlines VALUES (LAST_INSERT_ID(), 1, 'sku')")
                try await connection.execute("COMMIT")
                acknowledged.append("w-\(number)")
                longestPause = max(longestPause, Int((ContinuousClock.now - last) / .milliseconds(1)))
                last = .now
            } catch {
                refused += 1
            }
            // On time, whatever the last one took; what a pause has held back is not made up for.
            due = max(due + interval, .now - interval)
            try? await Task.sleep(until: due, tolerance: .zero)
        }
        await connection.close()
    }

    /// New orders wait; those at work end. Returns at once, as a freeze does: draining is observed elsewhere.
    func hold() { isHeld = true }

    func letGo(to server: MariaDBServer) {
        self.server = server
        isHeld = false
    }

    func stop() { isOver = true }
    func resetPause() { longestPause = 0 }
}
