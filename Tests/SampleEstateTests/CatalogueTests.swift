import SampleEstate
import Testing

@Suite struct CatalogueTests {
    @Test func holdsTwoHundredArticlesInEightCategories() {
        let catalogue = Catalogue.standard
        #expect(catalogue.products.count == 200)
        #expect(catalogue.categories.count == 8)
        #expect(Set(catalogue.products.map(\.sku)).count == 200)
        #expect(Set(catalogue.products.map(\.name)).count == 200)
        #expect(catalogue.products.allSatisfy { (490...18_490).contains($0.price) })
        #expect(catalogue.product("KIT-003")?.name == "Steel Kettle")
        #expect(catalogue.category("garden")?.products.count == 25)
        #expect(catalogue.product("NIL-001") == nil)
    }

    @Test func searchWantsEveryWord() {
        let catalogue = Catalogue.standard
        #expect(catalogue.search("steel kettle").map(\.sku) == ["KIT-003"])
        #expect(catalogue.search("KETTLE").count == 5)
        #expect(catalogue.search("kitchen", limit: 3).count == 3)
        #expect(catalogue.search("  ").isEmpty)
        #expect(catalogue.search("zeppelin").isEmpty)
    }

    @Test func hashesNeverChange() {
        // Prices and refusals hang on it: a change would make old files look wrong.
        #expect(StableHash.of("") == 0xF52A_15E9_A9B5_E89B)
        #expect(Catalogue.standard.product("KIT-003")?.price == 11_090)
    }

    @Test(arguments: [
        ("", false, 3_000), ("TEN", false, 2_700), ("ten", false, 2_700), ("TEN", true, 2_970),
        ("TWENTY", false, 3_000),
    ])
    func promotionTakesTenPerCent(code: String, wrong: Bool, total: Int) {
        let lines = [(price: 1_000, quantity: 2), (price: 1_000, quantity: 1)]
        #expect(Pricing.total(lines: lines, promotion: code, wrongPromotion: wrong) == total)
    }

    @Test func halfACentIsRoundedInTheShoppersFavour() {
        #expect(Pricing.total(lines: [(price: 495, quantity: 1)], promotion: "TEN") == 445)
        #expect(Pricing.text(1_204) == "12.04")
        #expect(Pricing.text(5) == "0.05")
    }

    @Test func hostDecidesTheRegion() {
        #expect(Region(host: "us.shop.test:8080") == .us)
        #expect(Region(host: "APAC.shop.test") == .apac)
        #expect(Region(host: "127.0.0.1:80") == .eu)
        #expect(Region(host: nil) == .eu)
    }
}
