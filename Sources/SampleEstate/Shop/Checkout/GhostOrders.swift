import Synchronization

/// Orders that the planted fault removed after the shopper was told of them: the confirmation page still shows them,
/// which is what makes the loss silent. Forgotten when the shop ends.
final class GhostOrders: Sendable {
    private let orders = Mutex<[Int64: StoredOrder]>([:])

    func remember(_ order: StoredOrder) {
        orders.withLock { $0[order.id] = order }
    }

    func order(id: Int64, sid: String) -> StoredOrder? {
        orders.withLock { orders in
            guard let order = orders[id], order.sid == sid else { return nil }
            return order
        }
    }
}
