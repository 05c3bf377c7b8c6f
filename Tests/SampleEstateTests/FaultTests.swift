import Foundation
import SampleEstate
import Testing

@Suite(.serialized) struct FaultTests {
    @Test func eachFaultShowsAndCanBeCleared() async throws {
        try await EstateUnderTest.run { test in
            try await payment(test)
            try await slowErrorAndNoindex(test)
            try await promotionAndLostOrder(test)
            try await unauthorised(test)
            try await FaultRemote.replace(FaultSet(), at: test.estate.new.address, token: test.estate.token)
            let now = try await FaultRemote.current(at: test.estate.new.address, token: test.estate.token)
            #expect(now == FaultSet())
            await #expect(throws: SampleEstateError.self) {
                try await FaultRemote.current(at: test.estate.new.address, token: "wrong")
            }
        }
    }

    private func set(_ test: EstateUnderTest, _ arguments: String...) async throws {
        try await FaultRemote.replace(
            try FaultSet(arguments: arguments), at: test.estate.new.address, token: test.estate.token)
    }

    /// A key that no shop refuses by itself.
    private func goodKey(_ number: Int) -> String {
        (0...).lazy.map { "good-key-\(number)-\($0)" }.first { StableHash.of($0) % 100 >= 3 }!
    }

    private func payment(_ test: EstateUnderTest) async throws {
        try await set(test, "payment=card:1")
        var visit = Visit(test.estate.new)
        _ = try await visit.fillCart()
        #expect(try await visit.pay(.card, key: goodKey(1)).status == 402)
        #expect(try await visit.pay(.wallet, key: goodKey(1)).status == 303)
    }

    private func slowErrorAndNoindex(_ test: EstateUnderTest) async throws {
        var visit = Visit(test.estate.new)
        try await set(test, "slow=300:1")
        let began = ContinuousClock.now
        #expect(try await visit.open("/").status == 200)
        #expect(ContinuousClock.now - began >= .milliseconds(300))
        try await set(test, "error=1")
        #expect(try await visit.open("/").status == 500)
        #expect(try await visit.open("/health").status == 200)
        try await set(test, "noindex")
        let page = try await visit.open("/")
        #expect(page.headers["x-robots-tag"]?.contains("noindex") == true)
        #expect(page.text.contains(#"<meta name="robots" content="noindex, nofollow">"#))
        try await set(test)
        #expect(!(try await visit.open("/").text.contains("noindex")))
    }

    private func promotionAndLostOrder(_ test: EstateUnderTest) async throws {
        try await set(test, "promotion", "lost_order=1")
        var visit = Visit(test.estate.new)
        _ = try await visit.fillCart()
        let before = try await test.orders(.new).count
        let paid = try await visit.pay(.wallet, key: goodKey(2), promotion: "TEN")
        let confirmation = try #require(paid.headers["location"])
        #expect(try await visit.open(confirmation).value(after: #"data-total=""#) == "21958")
        #expect(try await test.orders(.new).count == before)
    }

    private func unauthorised(_ test: EstateUnderTest) async throws {
        try await set(test, "unauthorised=US:20")
        var own: [EstateOrder] = []
        for _ in 0..<50 where own.count < 3 {
            try await Task.sleep(for: .milliseconds(100))
            own = try await test.orders(.new).filter { $0.customer == "back-office@shop.test" }
        }
        #expect(own.count >= 3)
        #expect(own.allSatisfy { $0.region == "US" && $0.placed && $0.lines.count == 1 })
        // The number of the lost order is not used again.
        #expect(Set(try await test.orders(.new).map(\.number)).contains("N-1000002") == false)
    }
}
