/// The planted fault `unauthorised`: the shop writes orders of its own, past the edge, for a region.
struct UnauthorisedWriter: Sendable {
    let store: ShopStore
    let faults: FaultSwitch

    /// Writes while the fault is on, until the task is cancelled.
    func run() async {
        while !Task.isCancelled {
            guard let fault = faults.faults.unauthorised else {
                try? await Task.sleep(for: .milliseconds(200))
                continue
            }
            let product = Catalogue.standard.products[Int.random(in: 0..<Catalogue.standard.products.count)]
            let order = NewOrder(
                key: StableHash.randomIdentifier(), sid: "back-office", customer: "back-office@shop.test",
                region: fault.region, method: .card, promotion: "", total: product.price, placed: true)
            // A full disk must not end the shop; the next round tries again.
            try? await store.insertFinished(
                order, lines: [EstateOrder.Line(sku: product.sku, quantity: 1, price: product.price)])
            try? await Task.sleep(for: .seconds(1 / fault.perSecond))
        }
    }
}
