import HTTPTypes
import Hummingbird

/// Cart, checkout, confirmation and account.
struct CheckoutRoutes: Sendable {
    let pages: ShopPages
    let store: ShopStore
    let checkout: Checkout
    let faults: FaultSwitch

    func add(to router: Router<BasicRequestContext>) {
        router.get("/cart") { request, _ in
            let visitor = visitor(request)
            return visitor.answer(pages.cart(try await store.cart(sid: visitor.sid), visitor.setting))
        }
        router.post("/cart/add") { request, _ in
            let visitor = visitor(request)
            let form = try await form(of: request)
            let quantity = Int(form["quantity"].isEmpty ? "1" : form["quantity"]) ?? 0
            guard Catalogue.standard.product(form["sku"]) != nil, (1...99).contains(quantity) else {
                return visitor.answer(
                    pages.message("We do not have that article in that quantity.", visitor.setting),
                    status: .unprocessableContent)
            }
            try await store.addToCart(sid: visitor.sid, sku: form["sku"], quantity: quantity)
            return visitor.redirect(to: "/cart")
        }
        router.get("/checkout") { request, _ in
            let visitor = visitor(request)
            let lines = try await store.cart(sid: visitor.sid)
            guard !lines.isEmpty else { return visitor.redirect(to: "/cart") }
            return visitor.answer(pages.checkout(lines, key: StableHash.randomIdentifier(), visitor.setting))
        }
        for method in PaymentMethod.allCases {
            router.post("/checkout/pay/\(method.rawValue)") { request, _ in
                try await pay(request, by: method)
            }
        }
        router.get("/confirmation/{number}") { request, context in
            let visitor = visitor(request)
            let number = context.parameters.get("number") ?? ""
            guard let id = store.side.row(of: number) else { return missing(visitor) }
            var order = try await store.placedOrder(id: id, sid: visitor.sid)
            if order == nil { order = checkout.ghosts.order(id: id, sid: visitor.sid) }
            guard let order else { return missing(visitor) }
            return visitor.answer(pages.confirmation(order, number: number, visitor.setting))
        }
        router.get("/account") { request, _ in
            let visitor = visitor(request)
            let orders = try await store.history(sid: visitor.sid).map {
                (store.side.orderNumber(row: $0.id), $0.total)
            }
            return visitor.answer(pages.account(orders, visitor.setting))
        }
    }

    private func pay(_ request: Request, by method: PaymentMethod) async throws -> Response {
        let visitor = visitor(request)
        let form = try await form(of: request)
        let key = form["key"]
        let email = form["email"]
        // The key travels on to the stock allocator as it is, so only the plainest letters are taken.
        guard (8...64).contains(key.utf8.count), key.utf8.allSatisfy(Self.isPlain), email.contains("@"),
            email.utf8.count <= 200
        else {
            return visitor.answer(
                pages.message("Please go back and fill in the form again.", visitor.setting),
                status: .unprocessableContent)
        }
        let outcome = try await checkout.pay(
            PaymentRequest(
                sid: visitor.sid, key: key, method: method, customer: email, promotion: form["promotion"],
                region: visitor.setting.region))
        switch outcome {
        case .placed(let number):
            return visitor.redirect(to: "/confirmation/\(number)")
        case .emptyCart:
            return visitor.redirect(to: "/cart")
        case .refused:
            // A new key: this payment is over, the next try is another payment.
            let lines = try await store.cart(sid: visitor.sid)
            let page = pages.checkout(
                lines, key: StableHash.randomIdentifier(), email: email, promotion: form["promotion"],
                notice: "Your payment by \(method.rawValue) was refused. Please try another way to pay.",
                visitor.setting)
            return visitor.answer(page, status: HTTPResponse.Status(code: 402, reasonPhrase: "Payment Required"))
        case .outOfStock(let sku):
            let lines = try await store.cart(sid: visitor.sid)
            let page = pages.cart(lines, visitor.setting, notice: "\(sku) is sold out. You have not paid.")
            return visitor.answer(page, status: .conflict)
        case .foreignKey:
            return visitor.answer(
                pages.message("This payment belongs to someone else.", visitor.setting), status: .conflict)
        case .stockSilent:
            return visitor.answer(
                pages.message("We could not finish your order yet. Please try again.", visitor.setting),
                status: .serviceUnavailable)
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private func form(of request: Request) async throws -> FormFields {
        FormFields(try await request.body.collect(upTo: 1 << 14))
    }

    private func visitor(_ request: Request) -> Visitor {
        Visitor(request, noindex: faults.faults.noindex == true)
    }

    private func missing(_ visitor: Visitor) -> Response {
        visitor.answer(pages.message("There is no such order.", visitor.setting), status: .notFound)
    }
}
