/// Whether every acknowledged order is there exactly once, as it was acknowledged, and every payment has its order.
///
/// Numbers and counts prove nothing: a lagging replica that was promoted gives the numbers of lost orders to other
/// customers. So an order is looked for by its key, and then compared in its number, customer, lines and total.
public struct OrdersVerdict: Sendable, Hashable {
    /// Orders that shoppers were told of.
    public private(set) var acknowledged = 0
    /// Paid orders of all hosts.
    public private(set) var paid = 0
    /// Authorisations of the payment sink, and what became of them.
    public private(set) var authorised = 0
    public private(set) var captured = 0
    public private(set) var voided = 0
    /// Orders, paid or not, of which a part is missing. A checkout that broke off and was not taken up again leaves one;
    /// paid ones are in the findings too.
    public private(set) var torn = 0
    public private(set) var findings: [OrdersFinding] = []

    public var lost: Int { findings.count { $0.isLoss } }
    public var duplicated: Int { findings.count { $0.isDuplicate } }
    public var passed: Bool { findings.isEmpty }

    /// Judges.
    /// - Parameters:
    ///   - acknowledged: the shoppers' journal.
    ///   - orders: all orders of each host, paid and not.
    ///   - authorisations: all of the payment sink; nil leaves payments out.
    public init(
        acknowledged: [WordPressOrder], orders: [String: [ShopOrder]], authorisations: [Authorisation]?
    ) {
        self.acknowledged = acknowledged.count
        torn = orders.values.joined().count { $0.isTorn }
        let paidOrders = orders.mapValues { $0.filter { $0.status == "paid" } }
        paid = paidOrders.values.reduce(0) { $0 + $1.count }
        let stores = paidOrders.mapValues(PaidOrders.init)
        for (host, orders) in paidOrders.sorted(by: { $0.key < $1.key }) {
            for order in orders where order.isTorn {
                findings.append(.torn(host: host, id: order.id, key: order.key))
            }
        }
        for order in acknowledged { look(for: order, in: stores[order.host]) }
        for (host, store) in stores.sorted(by: { $0.key < $1.key }) { lookForDuplicates(in: store, host: host) }
        if let authorisations { compare(authorisations, with: stores) }
    }

    /// One host's paid orders, by what they are looked for by.
    private struct PaidOrders {
        var byKey: [String: [ShopOrder]]
        var byID: [Int: [ShopOrder]]
        var byCustomer: [String: [ShopOrder]]

        init(_ orders: [ShopOrder]) {
            byKey = Dictionary(grouping: orders, by: \.key)
            byID = Dictionary(grouping: orders, by: \.id)
            byCustomer = Dictionary(grouping: orders, by: \.customer)
        }
    }

    private mutating func look(for told: WordPressOrder, in store: PaidOrders?) {
        guard let kept = store?.byKey[told.key]?.first else {
            let holder = store?.byID[told.id]?.first?.customer
            findings.append(.lost(host: told.host, id: told.id, key: told.key, holder: holder))
            return
        }
        let lines = kept.lines.map { WordPressOrder.Line(sku: $0.sku, quantity: $0.quantity) }
        let differences = [
            ("number", "\(told.id)", "\(kept.id)"),
            ("customer", told.customer, kept.customer),
            ("total", "\(told.total)", "\(kept.total)"),
            ("lines", Self.text(told.lines), Self.text(lines)),
        ]
        if let (field, was, now) = differences.first(where: { $0.1 != $0.2 }) {
            findings.append(
                .altered(host: told.host, id: told.id, key: told.key, field: field, told: was, kept: now))
        }
    }

    /// Lines in an order of their own: the shop may list them in another.
    private static func text(_ lines: [WordPressOrder.Line]) -> String {
        lines.isEmpty ? "none" : lines.map { "\($0.quantity) × \($0.sku)" }.sorted().joined(separator: ", ")
    }

    private mutating func lookForDuplicates(in store: PaidOrders, host: String) {
        // Every shopper buys once, so that a second order of one is the same purchase under another key.
        for (customer, orders) in store.byCustomer.sorted(by: { $0.key < $1.key }) where orders.count > 1 {
            findings.append(
                .duplicated(host: host, key: orders[0].key, customer: customer, ids: orders.map(\.id).sorted()))
        }
        for (key, orders) in store.byKey.sorted(by: { $0.key < $1.key })
        where Set(orders.map(\.customer)).count > 1 {
            findings.append(
                .duplicated(host: host, key: key, customer: orders[0].customer, ids: orders.map(\.id).sorted()))
        }
        for (id, orders) in store.byID.sorted(by: { $0.key < $1.key }) where orders.count > 1 {
            findings.append(.numberTwice(host: host, id: id))
        }
    }

    private mutating func compare(_ authorisations: [Authorisation], with stores: [String: PaidOrders]) {
        authorised = authorisations.count
        var captures: Set<String> = []
        for one in authorisations {
            let order = stores[one.host]?.byKey[one.key]?.first
            let isItsOwn = order?.authorisation == one.id
            switch one.state {
            case .captured:
                captured += 1
                if let order, isItsOwn, order.id == one.order {
                    captures.insert("\(one.host) \(order.id)")
                } else {
                    findings.append(.paidWithoutOrder(authorisation: one.id, host: one.host, key: one.key))
                }
            case .voided:
                voided += 1
                if let order, isItsOwn {
                    findings.append(.voidedWithOrder(authorisation: one.id, host: one.host, id: order.id))
                }
            case .open:
                findings.append(.undecided(authorisation: one.id, host: one.host, key: one.key))
            }
        }
        for (host, store) in stores.sorted(by: { $0.key < $1.key }) {
            for order in store.byID.values.joined().sorted(by: { $0.id < $1.id })
            where !captures.contains("\(host) \(order.id)") {
                findings.append(.orderWithoutPayment(host: host, id: order.id, key: order.key))
            }
        }
    }

    /// The lines a person reads; the first is the one the whole estate is about.
    public var summary: String {
        let open = findings.count {
            if case .undecided = $0 { true } else { false }
        }
        let others = findings.count { !$0.isLoss && !$0.isDuplicate } - open
        var lines = ["orders: acknowledged \(acknowledged), lost \(lost), duplicated \(duplicated)"]
        if authorised > 0 {
            lines.append(
                "payments: authorised \(authorised), captured \(captured), voided \(voided), undecided \(open), "
                    + "without their order or payment \(others)")
        }
        let paidInParts = findings.count { if case .torn = $0 { true } else { false } }
        lines.append("kept: paid \(paid); broken off, \(torn), of which paid \(paidInParts)")
        return lines.joined(separator: "\n")
    }
}
