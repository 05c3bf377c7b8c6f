import Foundation
import SampleEstate
import Testing

@Suite(.serialized) struct ShopWalkTests {
    @Test func fromHomeToTheAccountByBothMethods() async throws {
        try await EstateUnderTest.run { test in
            for side in ShopSide.allCases {
                for method in PaymentMethod.allCases {
                    try await walk(test, side, method)
                }
            }
            let orders = try await test.orders(.new, limit: 1)
            #expect(orders.map(\.number) == ["N-1000001", "N-1000002"])
            #expect(orders.allSatisfy { $0.placed && $0.region == "US" && $0.customer == "ann@mail.test" })
            #expect(orders.first?.lines.map(\.sku) == ["KIT-003"])
            #expect(try await test.orders(.old).map(\.number) == ["O-1000001", "O-1000002"])

            let stock = try await Visit.send(test.estate.stock.address + "/stock")
            let levels = try JSONDecoder().decode([String: Int].self, from: Data(stock.text.utf8))
            #expect(levels["KIT-003"] == 1_000_000 - 8)

            let health = try await Visit.send(test.estate.new.address + "/api/health", token: test.estate.token)
            let told = try JSONDecoder().decode(EstateShopHealth.self, from: Data(health.text.utf8))
            #expect(told.side == "new" && told.version == "2" && told.orders == 2)
            #expect(told.tokenDigest == EstateDescription.digest(ofToken: test.estate.token))
            #expect(try await Visit.send(test.estate.new.address + "/api/orders").status == 403)
            #expect(
                try await Visit.send(
                    test.estate.new.address + "/api/orders?limit=0", token: test.estate.token
                ).status == 400)
        }
    }

    private func walk(_ test: EstateUnderTest, _ side: ShopSide, _ method: PaymentMethod) async throws {
        var visit = Visit(test.estate[side], host: "us.shop.test")
        let home = try await visit.open("/")
        #expect(home.status == 200)
        #expect(home.text.contains("width=device-width"))
        #expect(visit.cookie?.hasPrefix("sid=") == true)
        #expect(try await visit.open("/search?q=steel+kettle").text.contains("/product/KIT-003"))
        #expect(try await visit.open("/category/kitchen").text.contains("/product/KIT-003"))
        let product = try await visit.open("/product/KIT-003")
        #expect(product.text.contains("Steel Kettle"))
        #expect(product.headers["set-cookie"] == nil)
        #expect(try await visit.open("/product/NIL-001").status == 404)

        let key = try await acceptedKey(&visit)
        #expect(try await visit.open("/cart").text.contains("$221.80"))
        let paid = try await visit.pay(method, key: key, promotion: "TEN")
        #expect(paid.status == 303)
        let confirmation = try #require(paid.headers["location"])
        let page = try await visit.open(confirmation)
        #expect(page.value(after: #"data-total=""#) == "19962")
        #expect(try await visit.open("/account").text.contains(confirmation))
        #expect(try await visit.open("/cart").text.contains("Your cart is empty"))

        // The same key again is the same order, even by the other method.
        let again = try await visit.pay(.wallet, key: key)
        #expect(again.headers["location"] == confirmation)
        // Somebody else neither sees the order nor pays with its key.
        var other = Visit(test.estate[side], host: "us.shop.test")
        #expect(try await other.open(confirmation).status == 404)
        _ = try await other.fillCart()
        #expect(try await other.pay(.card, key: key).status == 409)
    }

    /// Fills the cart, and opens the form until its key is not one of the three in a hundred that are refused.
    private func acceptedKey(_ visit: inout Visit) async throws -> String {
        var key = try await visit.fillCart()
        while StableHash.of(key) % 100 < 3 {
            key = try #require(try await visit.open("/checkout").value(after: #"name="key" value=""#))
        }
        return key
    }

    @Test func aRefusedPaymentLeavesTheCart() async throws {
        try await EstateUnderTest.run { test in
            var visit = Visit(test.estate.old)
            _ = try await visit.fillCart()
            // A key that either shop refuses.
            let key = try #require((0..<10_000).map { "payment-\($0)" }.first { StableHash.of($0) % 100 < 3 })
            let refused = try await visit.pay(.wallet, key: key)
            #expect(refused.status == 402)
            #expect(refused.value(after: #"name="key" value=""#) != key)
            #expect(refused.text.contains("refused"))
            #expect(try await visit.open("/cart").text.contains("221.80"))
            #expect(try await test.orders(.old).isEmpty)
            #expect(try await visit.pay(.card, key: "x").status == 422)
            #expect(try await visit.open("/cart/add", form: "sku=KIT-003&quantity=0").status == 422)
        }
    }

    @Test func robotsAndSitemap() async throws {
        try await EstateUnderTest.run { test in
            var visit = Visit(test.estate.old, host: "apac.shop.test")
            #expect(try await visit.open("/robots.txt").text.contains("http://apac.shop.test/sitemap.xml"))
            let sitemap = try await visit.open("/sitemap.xml")
            #expect(sitemap.text.components(separatedBy: "<loc>").count - 1 == 209)
            #expect(try await visit.open("/health").status == 200)
        }
    }
}
