/// What one shopper of the WordPress estate is going to buy: the same seed and number give the same purchase.
package struct PurchasePlan: Sendable, Hashable {
    /// What the estate's shop sells, with prices in minor units.
    package static let articles = [
        "TILL-ROLL", "CASH-DRAWER", "COIN-SORTER", "NOTE-COUNTER", "POS-PRINTER", "SCANNER", "SAFE-BAG", "DISPLAY",
    ]

    package let host: String
    package let customer: String
    package let lines: [WordPressOrder.Line]
    /// Milliseconds of thought before each step.
    package let thoughts: [Int]

    /// - Parameter run: differs from run to run, so that no two of them have a customer in common.
    package init(number: UInt64, seed: UInt64, run: String, hosts: [String]) {
        var dice = SeededGenerator(seed: seed, stream: number)
        host = hosts[Int(number % UInt64(hosts.count))]
        customer = "shopper-\(run)-\(number)@mail.test"
        var skus: [String] = []
        for _ in 0..<(1 + Int(dice.unit() * 3)) {
            let sku = dice.pick(Self.articles)
            if !skus.contains(sku) { skus.append(sku) }
        }
        lines = skus.map { WordPressOrder.Line(sku: $0, quantity: 1 + Int(dice.unit() * 4)) }
        thoughts = (0..<8).map { _ in 50 + Int(dice.unit() * 250) }
    }
}
