import AsyncHTTPClient

/// One shopper's way from a product to a paid order: product, cart, checkout, payment, return.
struct Purchase {
    /// How it ended.
    enum Outcome: Sendable, Equatable {
        case acknowledged
        /// A page said something else than it should; what, in a word or two.
        case failed(String)
        case cancelled
    }

    let plan: PurchasePlan
    let journal: DurableLines
    let meter: PauseMeter
    var tab: BrowserTab

    mutating func walk() async -> Outcome {
        do {
            return try await buy()
        } catch .cancelled {
            return .cancelled
        } catch .impatient(let trouble) {
            return .failed("gave up after " + trouble)
        } catch {
            return .failed("redirects")
        }
    }

    private mutating func buy() async throws(BrowserTab.Failure) -> Outcome {
        for (place, line) in plan.lines.enumerated() {
            let product = try await tab.open("/product/\(line.sku)")
            guard product.status == 200 else { return .failed("product \(product.status)") }
            if product.text.values(after: #"data-stock=""#).first != "in-stock" { return .failed("out of stock") }
            try await think(place)
            let cart = try await tab.open("/cart", form: "sku=\(line.sku)&quantity=\(line.quantity)")
            guard cart.status == 200 else { return .failed("cart \(cart.status)") }
        }
        try await think(4)
        let checkout = try await tab.open("/checkout")
        if checkout.status == 409 { return .failed("cart lost") }
        guard checkout.status == 200, let key = checkout.text.formKey else {
            return .failed("checkout \(checkout.status)")
        }
        try await think(5)
        let form = "key=\(key)&customer=\(FormFields.encode(plan.customer))"
        return await confirm(try await tab.open("/checkout", form: form), key: key)
    }

    /// Reads the page that ends the way through the payment provider and back; it counts once it is on the disk.
    private func confirm(_ page: BrowserTab.Page, key: String) async -> Outcome {
        if page.status == 409 {
            let stock = page.text.values(after: #"data-stock=""#).first
            return .failed(stock == "out-of-stock" ? "out of stock" : "cart lost")
        }
        guard page.status == 200, let id = page.text.values(after: #"data-order=""#).first.flatMap({ Int($0) }),
            let total = page.text.values(after: #"data-total=""#).first.flatMap({ Int($0) })
        else { return .failed("confirmation \(page.status)") }
        let order = WordPressOrder(
            host: plan.host, id: id, key: key, customer: plan.customer, lines: plan.lines, total: total,
            ms: WallClock.milliseconds)
        guard let line = try? order.journalLine(), await journal.append(line) else { return .failed("disk") }
        meter.acknowledged(host: plan.host)
        return .acknowledged
    }

    private func think(_ place: Int) async throws(BrowserTab.Failure) {
        do { try await Task.sleep(for: .milliseconds(plan.thoughts[place])) } catch { throw .cancelled }
    }
}
