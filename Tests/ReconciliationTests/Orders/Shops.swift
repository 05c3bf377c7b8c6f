import Fixtures
import Reconciliation

/// Orders as shoppers were told of them, and the two shops that should hold them.
struct Shops {
    var acknowledged: [AcknowledgedOrder] = []
    var old: [FoundOrder] = []
    var new: [FoundOrder] = []
    var authority = ["EU": 1_000]

    /// `count` orders, every second one on the new side, all of them good.
    init(_ count: Int) {
        for i in 0..<count {
            let isNew = i % 2 == 1
            let order = AcknowledgedOrder(
                number: "\(isNew ? "N" : "O")-\(1_000_001 + i)", key: "key-\(i)", customer: "c\(i % 7)@shop.test",
                region: isNew ? "EU" : "US", total: 1_999 + i,
                lines: [.init(sku: "T-\(i % 5)", quantity: 1 + i % 3), .init(sku: "C-\(i % 4)", quantity: 1)],
                ms: 2_000 + i)
            acknowledged.append(order)
            if isNew {
                new.append(FoundOrder(order, rowid: i + 1))
            } else {
                old.append(FoundOrder(order, rowid: i + 1))
            }
        }
    }

    var comparison: OrderComparison {
        .compare(acknowledged: acknowledged, old: old, new: new, authority: authority)
    }

    /// Changes the shops' copy of one acknowledged order.
    mutating func change(_ number: String, _ body: (inout FoundOrder) -> Void) {
        for i in old.indices where old[i].number == number { body(&old[i]) }
        for i in new.indices where new[i].number == number { body(&new[i]) }
    }
}

extension FoundOrder {
    init(_ order: AcknowledgedOrder, rowid: Int) {
        self.init(
            rowid: rowid, number: order.number, key: order.key, customer: order.customer, region: order.region,
            total: order.total, placed: true, created_ms: order.ms - 50, lines: order.lines)
    }
}
