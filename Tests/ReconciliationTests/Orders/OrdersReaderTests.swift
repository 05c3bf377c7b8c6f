import AsyncHTTPClient
import Foundation
import Reconciliation
import Testing

/// Reading orders from a shop, or saying that it could not be done; never the one for the other.
@Suite struct OrdersReaderTests {
    private let reader = OrdersReader(token: "secret")

    /// Why reading failed.
    private func failure(of endpoint: String) async -> CouldNotCheck? {
        do throws(CouldNotCheck) {
            _ = try await reader.orders(of: endpoint, page: 10)
            return nil
        } catch { return error }
    }

    @Test(arguments: [0, 1, 9, 10, 11, 45])
    func allPagesAreRead(_ count: Int) async throws {
        let orders = Shops(2 * count).old
        try await OrdersAPI.serve { after, limit, token in
            token == "secret" ? (200, OrdersAPI.page(orders, after: after, limit: limit)) : (403, "")
        } _: { endpoint in
            let found = try await reader.orders(of: endpoint, page: 10)
            #expect(found == orders)
        }
    }

    @Test(arguments: [403, 404, 500, 503])
    func aRefusalCouldNotBeChecked(_ status: Int) async throws {
        try await OrdersAPI.serve { _, _, _ in
            (status, "{\"orders\":[],\"next\":null}")
        } _: { endpoint in
            guard case .refused(_, status)? = await failure(of: endpoint) else {
                Issue.record("status \(status) must be a refusal")
                return
            }
        }
    }

    @Test(arguments: [
        "", "<html>login</html>", "{}", "{\"orders\":{},\"next\":null}", "{\"orders\":[{\"rowid\":1}],\"next\":null}",
    ])
    func anAnswerOfSomethingElseCouldNotBeChecked(_ body: String) async throws {
        try await OrdersAPI.serve { _, _, _ in
            (200, body)
        } _: { endpoint in
            guard case .notOrders? = await failure(of: endpoint) else {
                Issue.record("`\(body)` must not be taken for orders")
                return
            }
        }
    }

    @Test func aFailureOnALaterPageIsNoShortList() async throws {
        let orders = Shops(60).old
        try await OrdersAPI.serve { after, limit, _ in
            after == 0 ? (200, OrdersAPI.page(orders, after: after, limit: limit)) : (500, "")
        } _: { endpoint in
            guard case .refused? = await failure(of: endpoint) else {
                Issue.record("half of the orders must not pass for all")
                return
            }
        }
    }

    @Test func pagesThatDoNotAdvanceAreNoShortList() async throws {
        let orders = Shops(60).old
        try await OrdersAPI.serve { _, limit, _ in
            (200, OrdersAPI.page(orders, after: 0, limit: limit))
        } _: { endpoint in
            guard case .notOrders? = await failure(of: endpoint) else {
                Issue.record("a shop that repeats its first page must not pass for a short list")
                return
            }
        }
    }

    @Test func nobodyThereCouldNotBeChecked() async throws {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        do throws(CouldNotCheck) {
            // Port 1 is reserved and nobody listens on it.
            _ = try await OrdersReader(client: client, token: "secret").orders(of: "http://127.0.0.1:1")
            Issue.record("a closed port must be `noAnswer`")
        } catch {
            guard case .noAnswer(let url, _) = error else {
                Issue.record("found \(error)")
                return
            }
            #expect(url.hasPrefix("http://127.0.0.1:1/api/orders"))
        }
        try await client.shutdown()
    }

    @Test func theTokenIsInNoMessage() async throws {
        try await OrdersAPI.serve { _, _, _ in
            (403, "")
        } _: { endpoint in
            let failure = await failure(of: endpoint)
            #expect(failure.map { "\($0)".contains("secret") } == false)
        }
    }
}

/// The file of what shoppers were told.
@Suite struct AcknowledgedFileTests {
    private func file(_ text: String) throws -> URL {
        let file = FileManager.default.temporaryDirectory.appending(path: "told-\(UUID().uuidString).jsonl")
        try Data(text.utf8).write(to: file)
        return file
    }

    private func lines(_ orders: [AcknowledgedOrder]) throws -> String {
        try orders.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) + "\n" }.joined()
    }

    @Test func everyLineIsAnOrder() throws {
        let orders = Shops(30).acknowledged
        let file = try file(try lines(orders))
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(try OrdersReader.acknowledged(in: file) == orders)
    }

    @Test func aLineStillBeingWrittenIsLeftOutWhereverItIsTorn() throws {
        let orders = Shops(3).acknowledged
        let whole = try lines(orders)
        let lastStart = try lines(Array(orders.prefix(2))).utf8.count
        for end in lastStart..<whole.utf8.count {
            let file = try file(String(decoding: Array(whole.utf8)[..<end], as: UTF8.self))
            defer { try? FileManager.default.removeItem(at: file) }
            #expect(try OrdersReader.acknowledged(in: file) == Array(orders.prefix(2)))
        }
    }

    @Test(arguments: ["", "{\"number\":"])
    func withoutAWholeLineThereIsNoOrder(_ text: String) throws {
        let file = try file(text)
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(try OrdersReader.acknowledged(in: file).isEmpty)
    }

    @Test func rubbishInTheMiddleCouldNotBeChecked() throws {
        let file = try file(try lines(Shops(1).acknowledged) + "rubbish\n" + lines(Shops(1).acknowledged))
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(throws: CouldNotCheck.self) { try OrdersReader.acknowledged(in: file) }
    }

    @Test func aMissingFileCouldNotBeChecked() {
        #expect(throws: CouldNotCheck.self) { try OrdersReader.acknowledged(in: URL(filePath: "/nowhere/told.jsonl")) }
    }
}
