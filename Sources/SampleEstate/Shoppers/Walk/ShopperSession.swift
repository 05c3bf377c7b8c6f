import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// One visit: walks through its plan over HTTP and stops at the first thing that fails.
struct ShopperSession {
    let plan: ShopperPlan
    let line: ShopLine
    let counter: ShopperCounter
    let acknowledged: DurableLines
    var jar: CookieJar
    private var formKey: String?

    init(
        plan: ShopperPlan, line: ShopLine, counter: ShopperCounter, acknowledged: DurableLines, jar: CookieJar
    ) {
        self.plan = plan
        self.line = line
        self.counter = counter
        self.acknowledged = acknowledged
        self.jar = jar
    }

    /// Walks until the plan is done, a request fails, or the task is cancelled.
    mutating func walk() async {
        for (place, step) in plan.steps.enumerated() {
            if place > 0 {
                do { try await Task.sleep(for: .milliseconds(plan.thoughts[place])) } catch { return }
            }
            guard await take(step) else { return }
        }
    }

    /// One step; false when the visit ends here.
    private mutating func take(_ step: ShopperPlan.Step) async -> Bool {
        switch step {
        case .open(let path):
            return await ask(path) != nil
        case .addToCart(let sku, let quantity):
            return await ask("/cart/add", form: "sku=\(sku)&quantity=\(quantity)") != nil
        case .checkout:
            guard let answer = await ask("/checkout") else { return false }
            formKey = PageText(bytes: answer.body).formKey
            if formKey == nil { counter.failed("form") }
            return formKey != nil
        case .pay(let method, let promotion):
            guard let formKey else { return false }
            return await pay(method, key: formKey, promotion: promotion)
        }
    }

    private mutating func pay(_ method: PaymentMethod, key: String, promotion: String) async -> Bool {
        counter.count(\.payments)
        let form = "key=\(key)&email=\(FormFields.encode(plan.email))&promotion=\(promotion)"
        guard let answer = await ask("/checkout/pay/\(method.rawValue)", form: form) else { return false }
        if answer.status == 402 {
            counter.count(\.refused)
            return false
        }
        guard let told = PageText(bytes: answer.body).confirmation else {
            counter.failed("confirmation")
            return false
        }
        let order = AcknowledgedOrder(
            number: told.number, key: key, customer: plan.email, region: plan.region.rawValue, total: told.total,
            lines: told.lines, ms: WallClock.milliseconds)
        guard await acknowledged.append(order.line) else {
            counter.failed("disk")
            return false
        }
        counter.count(\.acknowledged)
        return true
    }

    /// Sends one request and follows redirects as a browser does, at most five.
    /// - Returns: the last answer when it is a page or a refused payment; nil (and counted) for anything else.
    private mutating func ask(_ path: String, form: String? = nil) async -> ShopLine.Answer? {
        var path = path
        var form = form
        for _ in 0...5 {
            counter.count(\.requests)
            let began = ContinuousClock.now
            let answer: ShopLine.Answer
            do {
                answer = try await line.send(path, form: form, for: plan, jar: &jar)
            } catch let failure {
                // A visit that is cut off because the shoppers end is no failure of the shop.
                if !Task.isCancelled { counter.failed(failure.kind) }
                return nil
            }
            counter.answered(after: ContinuousClock.now - began)
            switch answer.status {
            case 200, 402:
                return answer
            case 301, 302, 303, 307, 308:
                guard let next = answer.location else { break }
                path = next
                form = nil
                continue
            default:
                break
            }
            counter.failed("http_\(answer.status)")
            return nil
        }
        counter.failed("redirects")
        return nil
    }
}
