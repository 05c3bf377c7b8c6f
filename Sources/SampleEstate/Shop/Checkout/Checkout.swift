/// How a payment ended.
enum PaymentOutcome: Sendable, Equatable {
    case placed(number: String)
    case refused
    case emptyCart
    case outOfStock(sku: String)
    /// The key belongs to another visitor's order.
    case foreignKey
    /// The stock allocator did not answer; the order stays unplaced, and the same key goes on from there.
    case stockSilent
}

/// One payment as a visitor asks for it.
struct PaymentRequest: Sendable {
    var sid: String
    var key: String
    var method: PaymentMethod
    var customer: String
    var promotion: String
    var region: Region
}

/// Turns a cart into an order, step by step, each in a transaction of its own as real shops do it: a freeze or a crash
/// between two steps leaves a torn order (`placed` is false), and the same key later goes on where it stopped.
struct Checkout: Sendable {
    let store: ShopStore
    let stock: StockClient
    let faults: FaultSwitch
    let ghosts: GhostOrders

    func pay(_ request: PaymentRequest) async throws -> PaymentOutcome {
        let (earlier, cart) = try await store.situation(key: request.key, sid: request.sid)
        if let earlier {
            guard earlier.sid == request.sid else { return .foreignKey }
            if earlier.placed { return .placed(number: store.side.orderNumber(row: earlier.id)) }
        }
        let lines: [EstateOrder.Line]
        if let earlier, !earlier.lines.isEmpty {
            lines = earlier.lines
        } else {
            lines = cart.compactMap { line in
                line.product.map { EstateOrder.Line(sku: line.sku, quantity: line.quantity, price: $0.price) }
            }
        }
        guard !lines.isEmpty else { return .emptyCart }
        let faults = faults.faults
        if PaymentDecision.refuses(key: request.key, method: request.method, faults: faults) { return .refused }

        let total = Pricing.total(
            lines: lines.map { ($0.price, $0.quantity) }, promotion: request.promotion,
            wrongPromotion: faults.promotion == true)
        let order = try await store.insert(
            NewOrder(
                key: request.key, sid: request.sid, customer: request.customer, region: request.region,
                method: request.method, promotion: request.promotion, total: total, placed: false))
        try await store.insertLines(lines, order: order)
        do {
            if let gone = try await reserve(lines, key: request.key) {
                try await store.remove(order: order)
                return .outOfStock(sku: gone)
            }
        } catch {
            return .stockSilent
        }
        try await store.clearCart(sid: request.sid)
        try await store.markPlaced(order: order)

        let number = store.side.orderNumber(row: order)
        if FaultSwitch.strikes(faults.lostOrder?.share) {
            ghosts.remember(
                StoredOrder(
                    id: order, sid: request.sid, customer: request.customer, total: total, placed: true,
                    lines: lines))
            try await store.remove(order: order)
        }
        return .placed(number: number)
    }

    /// Reserves every line; gives all back and returns the SKU when one is gone.
    private func reserve(_ lines: [EstateOrder.Line], key: String) async throws(SampleEstateError) -> String? {
        for (place, line) in lines.enumerated() {
            if try await stock.reserve(key: "\(key):\(line.sku)", sku: line.sku, quantity: line.quantity) { continue }
            for earlier in lines[..<place] {
                try await stock.release(key: "\(key):\(earlier.sku)")
            }
            return line.sku
        }
        return nil
    }
}
