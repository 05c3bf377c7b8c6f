import SampleEstate
import Testing

/// Orders that were told, kept and paid, with one thing planted in each test.
@Suite struct OrdersVerdictTests {
    static let host = "eu.shop.test"

    static func told(_ number: Int) -> WordPressOrder {
        WordPressOrder(
            host: host, id: number, key: "key-\(number)", customer: "shopper-\(number)@mail.test",
            lines: [.init(sku: "SCANNER", quantity: 2), .init(sku: "DISPLAY", quantity: number)],
            total: 2 * 12_500 + number * 9_900, ms: 0)
    }

    static func kept(_ number: Int, status: String = "paid") -> ShopOrder {
        ShopOrder(
            id: number, key: "key-\(number)", customer: "shopper-\(number)@mail.test", status: status,
            authorisation: status == "paid" ? "A-\(number)" : nil,
            lines: [
                .init(sku: "DISPLAY", quantity: number, price: 9_900),
                .init(sku: "SCANNER", quantity: 2, price: 12_500),
            ],
            total: 2 * 12_500 + number * 9_900)
    }

    static func authorisation(_ number: Int, _ state: Authorisation.State = .captured) -> Authorisation {
        var made = Authorisation(
            id: "A-\(number)", host: host, key: "key-\(number)", amount: 1, currency: "EUR", notice: "",
            authorisedMs: 0)
        made.state = state
        made.order = state == .captured ? number : nil
        return made
    }

    private let acknowledged = (1...4).map(Self.told)
    private let orders = (1...4).map { Self.kept($0) }
    private let authorisations = (1...4).map { Self.authorisation($0) }

    private func judge(
        _ acknowledged: [WordPressOrder]? = nil, _ orders: [ShopOrder]? = nil, _ payments: [Authorisation]? = nil
    ) -> OrdersVerdict {
        OrdersVerdict(
            acknowledged: acknowledged ?? self.acknowledged, orders: [Self.host: orders ?? self.orders],
            authorisations: payments ?? authorisations)
    }

    @Test func whatIsThereExactlyOncePasses() {
        let verdict = judge()
        #expect(verdict.passed)
        #expect(verdict.summary.hasPrefix("orders: acknowledged 4, lost 0, duplicated 0\n"))
    }

    @Test func anOrderThatIsGoneIsLost() {
        let verdict = judge(nil, Array(orders.dropLast()), Array(authorisations.dropLast()))
        #expect(verdict.findings == [.lost(host: Self.host, id: 4, key: "key-4", holder: nil)])
        #expect(verdict.lost == 1)
    }

    @Test func aPromotedReplicaThatGivesNumbersAgainLosesAllAlthoughTheCountsAreRight() {
        var strangers = orders
        for place in strangers.indices {
            strangers[place].key = "later-\(place)"
            strangers[place].customer = "stranger-\(place)@mail.test"
        }
        let verdict = judge(nil, strangers, [])
        #expect(verdict.acknowledged == verdict.paid)
        #expect(verdict.lost == 4)
        #expect(
            verdict.findings.contains(
                .lost(host: Self.host, id: 1, key: "key-1", holder: "stranger-0@mail.test")))
        #expect(verdict.summary.hasPrefix("orders: acknowledged 4, lost 4, duplicated 0\n"))
    }

    @Test(arguments: ["number", "customer", "lines", "total"])
    func anOrderThatIsAnotherThanWasToldIsLost(_ field: String) {
        var changed = orders
        switch field {
        case "number": changed[1].id = 77
        case "customer": changed[1].customer = "somebody@mail.test"
        case "lines": changed[1].lines[0].sku = "TILL-ROLL"
        default: changed[1].total += 1
        }
        let verdict = judge(nil, changed)
        #expect(verdict.lost == 1)
        let fields = verdict.findings.compactMap {
            if case .altered(_, _, _, let field, _, _) = $0 { field } else { nil }
        }
        #expect(fields == [field])
    }

    @Test func anOrderThatIsNotPaidIsLost() {
        var unpaid = orders
        unpaid[2] = Self.kept(3, status: "pending")
        let verdict = judge(nil, unpaid)
        #expect(verdict.lost == 1)
        #expect(
            verdict.findings.contains(.paidWithoutOrder(authorisation: "A-3", host: Self.host, key: "key-3")))
    }

    @Test func aPaidOrderWithoutLinesIsLostAndTorn() {
        var torn = orders
        torn[0].lines = []
        let verdict = judge(nil, torn)
        #expect(verdict.lost == 1)
        #expect(verdict.torn == 1)
        #expect(verdict.findings.contains(.torn(host: Self.host, id: 1, key: "key-1")))
    }

    @Test func aCheckoutThatBrokeOffIsCountedAsTornAndNothingElse() {
        var draft = Self.kept(9, status: "draft")
        draft.lines = []
        let verdict = judge(nil, orders + [draft])
        #expect(verdict.torn == 1)
        #expect(verdict.passed)
    }

    @Test func oneKeyTwiceIsADuplicate() {
        var again = Self.kept(2)
        again.id = 5
        #expect(judge(nil, orders + [again]).duplicated == 1)
    }

    @Test func oneShopperWithTwoKeysIsADuplicate() {
        var again = Self.kept(2)
        again.id = 5
        again.key = "key-5"
        #expect(judge(nil, orders + [again]).duplicated == 1)
    }

    @Test func oneNumberTwiceIsADuplicate() {
        var other = Self.kept(5)
        other.id = 4
        let verdict = judge(nil, orders + [other], authorisations + [Self.authorisation(5)])
        #expect(verdict.findings.contains(.numberTwice(host: Self.host, id: 4)))
    }

    @Test func moneyWithoutAnOrderIsFoundAlthoughNobodyWasToldOfOne() {
        let verdict = judge(nil, nil, authorisations + [Self.authorisation(9)])
        #expect(
            verdict.findings == [.paidWithoutOrder(authorisation: "A-9", host: Self.host, key: "key-9")])
        #expect(verdict.lost == 0)
        #expect(!verdict.passed)
    }

    @Test func aVoidIsAnEndAndAnOpenPaymentIsNot() {
        #expect(judge(nil, nil, authorisations + [Self.authorisation(9, .voided)]).passed)
        let open = judge(nil, nil, authorisations + [Self.authorisation(9, .open)])
        #expect(open.findings == [.undecided(authorisation: "A-9", host: Self.host, key: "key-9")])
    }

    @Test func anOrderPaidWithMoneyThatWasGivenBackIsFound() {
        var payments = authorisations
        payments[0] = Self.authorisation(1, .voided)
        let verdict = judge(nil, nil, payments)
        #expect(
            verdict.findings.contains(.voidedWithOrder(authorisation: "A-1", host: Self.host, id: 1)))
    }

    @Test func aPaidOrderWithoutAPaymentIsFound() {
        let verdict = judge(nil, nil, Array(authorisations.dropFirst()))
        #expect(verdict.findings == [.orderWithoutPayment(host: Self.host, id: 1, key: "key-1")])
    }

    @Test func theSameKeyOnAnotherHostIsAnotherOrder() {
        var elsewhere = Self.told(1)
        elsewhere.host = "us.shop.test"
        #expect(judge(acknowledged + [elsewhere]).lost == 1)
    }
}
