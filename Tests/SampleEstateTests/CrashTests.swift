import Foundation
import SampleEstate
import Testing

@Suite(.serialized) struct CrashTests {
    @Test func shoppersFindEveryAcknowledgedOrderAlthoughTheShopIsKilled() async throws {
        try await EstateUnderTest.run { test in
            test.estate.shoppers = try await test.processes.startShoppers(test.estate, edge: test.estate.old.port)
            try await Task.sleep(for: .seconds(4))
            try await EstateProcesses.kill(test.estate.old)
            #expect(!EstateProcesses.isAlive(test.estate.old))
            // The shoppers outlive the shop.
            try await Task.sleep(for: .seconds(1))
            let shoppers = try #require(test.estate.shoppers)
            #expect(EstateProcesses.isAlive(shoppers))

            let port = test.estate.old.port
            test.estate.old = try await test.processes.startShop(.old, test.estate, version: "1.1")
            #expect(test.estate.old.port == port)
            try await Task.sleep(for: .seconds(3))
            try await EstateProcesses.stop(shoppers)

            let told = try AcknowledgedOrder.read(test.estate.acknowledged)
            let found = Dictionary(uniqueKeysWithValues: try await test.orders(.old).map { ($0.number, $0) })
            #expect(told.count > 30)
            #expect(Set(told.map(\.key)).count == told.count)
            for order in told {
                let kept = found[order.number]
                #expect(kept?.key == order.key && kept?.total == order.total && kept?.placed == true)
                #expect(kept?.region == order.region && kept?.customer == order.customer)
                #expect(
                    Set(kept?.lines.map { .init(sku: $0.sku, quantity: $0.quantity) } ?? []) == Set(order.lines))
            }
            let figures = try ShopperStatistics.read(test.estate.statistics)
            #expect(figures.ended)
            #expect(figures.acknowledged == told.count)
            #expect(figures.finished == figures.sessions)
            #expect(figures.failed["connect", default: 0] > 0)
            #expect(figures.payments >= figures.acknowledged + figures.refused)
        }
    }

    @Test func aSilentAllocatorLeavesAnOrderThatTheSameKeyFinishes() async throws {
        try await EstateUnderTest.run { test in
            var visit = Visit(test.estate.new)
            _ = try await visit.fillCart()
            let key = try #require((0..<100).map { "torn-key-\($0)" }.first { StableHash.of($0) % 100 >= 3 })
            try await EstateProcesses.kill(test.estate.stock)
            #expect(try await visit.pay(.card, key: key).status == 503)
            #expect(try await test.orders(.new).map(\.placed) == [false])
            test.estate.stock = try await test.processes.startStock(test.estate)
            let paid = try await visit.pay(.card, key: key)
            #expect(paid.headers["location"] == "/confirmation/N-1000001")
            #expect(try await test.orders(.new).map(\.placed) == [true])
        }
    }

    @Test func descriptionsAreReadAsTheyWereWritten() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "estate-\(UUID().uuidString).json").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let estate = EstateDescription(
            token: "t", folder: "/tmp/x", stock: .init(port: 1), old: .init(pid: 7, started: 9, port: 2),
            new: .init(port: 3, version: "2"), acknowledged: "/tmp/x/a", statistics: "/tmp/x/s", seed: .max, rate: 200)
        try estate.write(path)
        #expect(try EstateDescription.read(path) == estate)
        #expect(throws: SampleEstateError.self) { try EstateDescription.read(path + ".none") }
    }

    @Test func aPortInUseIsReportedWithTheLog() async throws {
        try await EstateUnderTest.run { test in
            var second = test.estate
            second.old.database = test.estate.folder + "/second.db"
            second.old.log = test.estate.folder + "/second.log"
            do {
                _ = try await test.processes.startShop(.old, second)
                Issue.record("two shops on one port")
            } catch SampleEstateError.didNotServe(_, _, let tail) {
                #expect(tail.lowercased().contains("in use"))
            }
        }
    }
}
