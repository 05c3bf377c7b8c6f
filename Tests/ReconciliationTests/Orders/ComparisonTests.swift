import Reconciliation
import Testing

/// Every acknowledged order must be found once, by number, key, customer, total and lines.
@Suite struct ComparisonTests {
    @Test func whenAllIsGoodNothingIsSaid() {
        let found = Shops(50).comparison
        #expect(found.mismatches == 0)
        #expect(found.acknowledged == 50 && found.foundOld == 25 && found.foundNew == 25)
        #expect(found.summary == "50 orders acknowledged, 0 lost, 0 duplicated")
    }

    @Test func withoutOrdersNothingIsWrong() { #expect(Shops(0).comparison.mismatches == 0) }

    @Test func anOrderInNoShopIsLost() {
        var shops = Shops(10)
        shops.new.removeAll { $0.number == "N-1000004" }
        #expect(shops.comparison.lost == ["N-1000004 is in no shop"])
        #expect(shops.comparison.summary.contains("(first: N-1000004 is in no shop)"))
    }

    @Test func anOrderUnderAnotherNumberIsLost() {
        var shops = Shops(10)
        shops.change("O-1000003") { $0.number = "O-9999999" }
        #expect(shops.comparison.lost == ["O-1000003 is there under another number"])
    }

    @Test func aPromotedReplicaThatGaveTheNumberToAnotherCustomerLostTheOrder() {
        var shops = Shops(10)
        // The tail is gone, the counter went back, and a later customer got the same number: counts agree.
        shops.change("O-1000003") { ($0.key, $0.customer) = ("key-later", "later@shop.test") }
        #expect(shops.comparison.foundOld == 5)
        #expect(shops.comparison.lost == ["O-1000003 is in no shop"])
    }

    private static let changes: [(String, @Sendable (inout FoundOrder) -> Void)] = [
        ("belongs to another customer", { $0.customer = "somebody@else.test" }),
        ("has another total", { $0.total += 1 }),
        ("is torn: its checkout never finished", { $0.placed = false }),
        ("has other lines", { $0.lines.removeLast() }),
        ("has other lines", { $0.lines[0].quantity += 1 }),
        ("has other lines", { $0.lines.append(.init(sku: "T-0", quantity: 1)) }),
        ("has other lines", { $0.lines[1].sku = "X-1" }),
    ]

    @Test(arguments: changes.indices)
    func anOrderThatIsNotWhatTheShopperSawIsLost(_ index: Int) {
        let (why, change) = Self.changes[index]
        var shops = Shops(10)
        shops.change("N-1000006", change)
        #expect(shops.comparison.lost == ["N-1000006 \(why)"])
        #expect(shops.comparison.mismatches == 1)
    }

    @Test func theOrderOfLinesDoesNotMatter() {
        var shops = Shops(10)
        for i in shops.old.indices { shops.old[i].lines.reverse() }
        #expect(shops.comparison.mismatches == 0)
    }

    @Test func anOrderOnBothSidesIsDuplicated() {
        var shops = Shops(10)
        var twin = shops.old[0]
        twin.number = "N-7"
        (twin.region, twin.created_ms) = ("EU", 5_000)
        shops.new.append(twin)
        #expect(shops.comparison.duplicated == ["N-7 and O-1000001"])
        #expect(shops.comparison.lost.isEmpty)
    }

    @Test func anOrderTwiceOnOneSideIsDuplicated() {
        var shops = Shops(10)
        var twin = shops.new[0]
        twin.number = "N-7"
        shops.new.append(twin)
        #expect(shops.comparison.duplicated == ["N-1000002 and N-7"])
    }

    @Test func aTornTwinIsNoDuplicate() {
        var shops = Shops(10)
        var twin = shops.old[0]
        (twin.number, twin.placed) = ("O-7", false)
        shops.old.append(twin)
        #expect(shops.comparison.mismatches == 0)
    }

    @Test func ordersWithoutAcknowledgementAreNoLoss() {
        var shops = Shops(10)
        shops.acknowledged.removeLast(4)
        #expect(shops.comparison.mismatches == 0)
        #expect(shops.comparison.foundNew == 5)
    }

    @Test func anOrderOfTheNewSideInARegionWithoutAuthorityIsFound() {
        var shops = Shops(10)
        shops.change("N-1000002") { $0.region = "US" }
        #expect(shops.comparison.unauthorised == ["N-1000002 in US"])
        #expect(shops.comparison.summary.contains("without authority (N-1000002 in US)"))
    }

    @Test func anOrderOfTheNewSideBeforeItsAuthorityIsFound() {
        var shops = Shops(10)
        shops.change("N-1000002") { $0.created_ms = 999 }
        shops.change("N-1000004") { $0.created_ms = 1_000 }
        #expect(shops.comparison.unauthorised == ["N-1000002 in EU"])
    }

    @Test func theOldSideMayWriteAnywhere() {
        var shops = Shops(10)
        for i in shops.old.indices { (shops.old[i].region, shops.old[i].created_ms) = ("APAC", 0) }
        #expect(shops.comparison.unauthorised.isEmpty)
    }
}
