import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Reads the journal, the shops and the payment sink, and judges.
public struct OrdersCheck: Sendable {
    private let journal: String
    private let shops: [String: String]
    private let everyOther: String?
    private let hosts: [String]
    private let token: String
    private let payments: String?
    private let patience: Duration

    /// - Parameters:
    ///   - shops: `http://127.0.0.1:8080` for all hosts, or `eu.shop.test=http://127.0.0.1:8081` for one; the latter
    ///     comes first.
    ///   - hosts: whose orders are read, besides those that the journal names.
    ///   - payments: address of the payment sink; nil leaves payments out.
    ///   - patience: how long open authorisations are waited for.
    public init(
        journal: String, shops: [String], hosts: [String], token: String, payments: String?,
        patience: Duration = .seconds(0)
    ) throws(SampleEstateError) {
        var named: [String: String] = [:]
        var general: String?
        for shop in shops {
            let halves = shop.split(separator: "=", maxSplits: 1).map(String.init)
            guard let address = halves.last, address.hasPrefix("http://"), !address.hasSuffix("/"),
                halves.count == 2 || general == nil
            else {
                throw .badArgument(
                    name: "orders", found: shop,
                    expected: "one address, and HOST=ADDRESS for hosts that stand elsewhere")
            }
            if halves.count == 2 { named[halves[0]] = address } else { general = address }
        }
        self.journal = journal
        self.shops = named
        everyOther = general
        self.hosts = hosts
        self.token = token
        self.payments = payments
        self.patience = patience
    }

    /// Asks and judges; asks again while authorisations are undecided and patience is left.
    public func run() async throws -> OrdersVerdict {
        let acknowledged = try WordPressOrder.read(journal)
        let client = ForegroundServer.makeClient()
        do {
            let verdict = try await judge(acknowledged, client)
            try await client.shutdown()
            return verdict
        } catch {
            try await client.shutdown()
            throw error
        }
    }

    private func judge(_ acknowledged: [WordPressOrder], _ client: HTTPClient) async throws -> OrdersVerdict {
        let end = ContinuousClock.now + patience
        while true {
            var orders: [String: [ShopOrder]] = [:]
            for host in Set(acknowledged.map(\.host)).union(hosts).union(shops.keys) {
                orders[host] = try await readOrders(of: host, client)
            }
            let verdict = OrdersVerdict(
                acknowledged: acknowledged, orders: orders,
                authorisations: try await payments.asyncMap { try await readAuthorisations(at: $0, client) })
            let waits = verdict.findings.contains {
                switch $0 {
                // Between two readings an order may be paid, or its payment captured.
                case .undecided, .paidWithoutOrder, .orderWithoutPayment: true
                default: false
                }
            }
            guard waits, ContinuousClock.now < end else { return verdict }
            try await Task.sleep(for: .milliseconds(500))
        }
    }

    private func readOrders(of host: String, _ client: HTTPClient) async throws -> [ShopOrder] {
        guard let address = shops[host] ?? everyOther else {
            throw SampleEstateError.badArgument(
                name: "orders", found: "no address for \(host)", expected: "ADDRESS, or \(host)=ADDRESS")
        }
        var all: [ShopOrder] = []
        var after: Int? = 0
        while let from = after {
            let page = try await get(
                ShopOrderPage.self, address + "/wp-json/shop/v1/orders?status=any&limit=500&after=\(from)", host: host,
                client)
            all += page.orders
            after = page.next
        }
        return all
    }

    private func readAuthorisations(at address: String, _ client: HTTPClient) async throws -> [Authorisation] {
        var all: [Authorisation] = []
        var after: Int? = 0
        while let from = after {
            let page = try await get(
                AuthorisationPage.self, address + "/authorisations?limit=1000&after=\(from)", host: nil, client)
            all += page.authorisations
            after = page.next
        }
        return all
    }

    private func get<Value: Decodable>(
        _ type: Value.Type, _ url: String, host: String?, _ client: HTTPClient
    ) async throws -> Value {
        var request = HTTPClientRequest(url: url)
        if let host {
            request.headers.add(name: "host", value: host)
            request.headers.add(name: "x-estate-token", value: token)
        }
        let response: HTTPClientResponse
        let body: ByteBuffer
        do {
            response = try await client.execute(request, timeout: .seconds(30))
            body = try await response.body.collect(upTo: 1 << 26)
        } catch {
            throw SampleEstateError.unreachable(url: url, reason: "\(error)")
        }
        guard response.status == .ok, let value = try? JSONAnswer.decode(type, from: body) else {
            throw SampleEstateError.badAnswer(
                url: url, status: Int(response.status.code), body: String(buffer: body))
        }
        return value
    }
}

extension Optional {
    fileprivate func asyncMap<Other>(_ change: (Wrapped) async throws -> Other) async rethrows -> Other? {
        guard let self else { return nil }
        return try await change(self)
    }
}
