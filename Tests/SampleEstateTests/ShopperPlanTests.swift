import SampleEstate
import Testing

@Suite struct ShopperPlanTests {
    private let crowd = (0..<20_000).map { ShopperPlan(number: $0, seed: 11) }

    @Test func sameSeedSameVisits() {
        #expect((0..<200).map { ShopperPlan(number: $0, seed: 11) } == Array(crowd.prefix(200)))
        #expect((0..<200).map { ShopperPlan(number: $0, seed: 12) } != Array(crowd.prefix(200)))
    }

    @Test func sharesAreAsAsked() {
        func share(_ isOne: (ShopperPlan) -> Bool) -> Double { Double(crowd.count(where: isOne)) / Double(crowd.count) }
        #expect(abs(share { $0.device == .bot } - 0.03) < 0.005)
        #expect(abs(share { $0.region == .eu } - 0.5) < 0.015)
        #expect(abs(share { $0.region == .us } - 0.3) < 0.015)
        #expect(abs(share(\.pays) - 0.3) < 0.015)
        let payments = crowd.flatMap(\.steps).compactMap { step -> PaymentMethod? in
            if case .pay(let method, _) = step { method } else { nil }
        }
        let cards = Double(payments.count { $0 == .card }) / Double(payments.count)
        #expect(abs(cards - 0.4) < 0.02)
    }

    @Test func nearlyAllWhoOpenACategoryReachAProduct() {
        func opens(_ plan: ShopperPlan, _ prefix: String) -> Bool {
            plan.steps.contains { if case .open(let path) = $0 { path.hasPrefix(prefix) } else { false } }
        }
        let browsers = crowd.filter { opens($0, "/category/") }
        #expect(Double(browsers.count) / Double(crowd.count) > 0.6)
        let reached = browsers.count { opens($0, "/product/") }
        #expect((0.95...0.985).contains(Double(reached) / Double(browsers.count)))
    }

    @Test func thoughtsAreShort() {
        #expect(crowd.allSatisfy { $0.thoughts.allSatisfy { (50...400).contains($0) } })
        #expect(crowd.allSatisfy { $0.thoughts.count == $0.steps.count && !$0.steps.isEmpty })
    }

    @Test func botsNeverBuy() {
        #expect(!crowd.contains { $0.device == .bot && $0.pays })
        #expect(ShopperPlan(number: 1, seed: 1, mix: ShopperMix(bots: 1)).device == .bot)
    }

    @Test func mixOutOfRangeIsRefused() {
        #expect(throws: SampleEstateError.self) { try ShopperMix(bots: 1.2).check() }
        #expect(throws: SampleEstateError.self) {
            try ShopperCrowd(edge: "127.0.0.1:1", rate: 0, seed: 1, acknowledged: "/tmp/none")
        }
        #expect(throws: SampleEstateError.self) {
            try ShopperCrowd(edge: "nowhere", rate: 1, seed: 1, acknowledged: "/tmp/none")
        }
    }
}
