import SampleEstate
import Testing

@Suite struct BrowserTests {
    @Test func cookiesAreKeptReplacedAndForgotten() {
        var cookies = BrowserCookies()
        #expect(cookies.header == nil)
        cookies.take("shop_cart=a.b; path=/; HttpOnly")
        cookies.take("edge=1")
        cookies.take("shop_cart=c.d; path=/")
        #expect(cookies.header == "edge=1; shop_cart=c.d")
        cookies.take("edge=; Max-Age=0")
        #expect(cookies.header == "shop_cart=c.d")
    }

    @Test(arguments: [
        ("/cart", BrowserAddress.store("/cart")),
        ("https://eu.shop.test/checkout/return?key=a%20b", .store("/checkout/return?key=a%20b")),
        ("http://eu.shop.test", .store("/")),
        ("http://127.0.0.1:8090/pay?key=1", .elsewhere("http://127.0.0.1:8090/pay?key=1")),
    ])
    func redirectsLeadToTheStoreOrElsewhere(_ location: String, _ expected: BrowserAddress) {
        #expect(BrowserAddress(location: location, host: "eu.shop.test") == expected)
    }

    @Test func purchasesAreDrawnFromTheSeedAndCustomersFromTheRun() {
        let hosts = ["eu.shop.test", "us.shop.test"]
        let first = PurchasePlan(number: 3, seed: 1, run: "a", hosts: hosts)
        #expect(first == PurchasePlan(number: 3, seed: 1, run: "a", hosts: hosts))
        let other = PurchasePlan(number: 3, seed: 1, run: "b", hosts: hosts)
        #expect(first.lines == other.lines && first.customer != other.customer)
        #expect(first.host == "us.shop.test")
        for number in 0..<100 {
            let lines = PurchasePlan(number: UInt64(number), seed: 5, run: "a", hosts: hosts).lines
            #expect((1...3).contains(lines.count))
            #expect(Set(lines.map(\.sku)).count == lines.count)
            #expect(lines.allSatisfy { (1...4).contains($0.quantity) })
        }
    }
}
