import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import SampleEstate
import Testing

/// A whole estate in a temporary folder; ended by its pids.
struct EstateUnderTest {
    let processes: EstateProcesses
    var estate: EstateDescription

    /// Starts one, lets the test work with it, and ends it whatever happens.
    static func run(_ work: (inout EstateUnderTest) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "estate-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let processes = try EstateProcesses(executable: try EstateProcesses.besideThisProgram())
        let estate = try await processes.startEstate(folder: folder, seed: 3, rate: 40)
        var test = EstateUnderTest(processes: processes, estate: estate)
        let result: Result<Void, any Error>
        do {
            try await work(&test)
            result = .success(())
        } catch {
            result = .failure(error)
        }
        for entry in [test.estate.shoppers, test.estate.old, test.estate.new, test.estate.stock].compactMap({ $0 }) {
            try await EstateProcesses.stop(entry)
            #expect(!EstateProcesses.isAlive(entry))
        }
        try FileManager.default.removeItem(atPath: folder)
        try result.get()
    }

    /// All orders of a shop, page by page.
    func orders(_ side: ShopSide, limit: Int = 500) async throws -> [EstateOrder] {
        var all: [EstateOrder] = []
        var after: Int64? = 0
        while let from = after {
            let answer = try await Visit.send(
                estate[side].address + "/api/orders?after=\(from)&limit=\(limit)", token: estate.token)
            let page = try JSONDecoder().decode(EstateOrderPage.self, from: Data(answer.text.utf8))
            all += page.orders
            after = page.next
        }
        return all
    }
}

/// A visitor of one shop, with cookies kept by hand.
struct Visit {
    struct Answer {
        var status: Int
        /// By lower-case name; of several with one name the last.
        var headers: [String: String]
        var text: String

        /// The text behind `before` up to the next quotation mark.
        func value(after before: String) -> String? {
            guard let range = text.range(of: before) else { return nil }
            return String(text[range.upperBound...].prefix { $0 != "\"" })
        }
    }

    let address: String
    var host = "eu.shop.test"
    var cookie: String?

    init(_ entry: EstateDescription.Entry, host: String = "eu.shop.test") {
        address = entry.address
        self.host = host
    }

    mutating func open(_ path: String, form: String? = nil) async throws -> Answer {
        let answer = try await Self.send(address + path, form: form, host: host, cookie: cookie)
        if let set = answer.headers["set-cookie"] { cookie = String(set.prefix { $0 != ";" }) }
        return answer
    }

    /// Fills a cart and opens the checkout; returns the form's key.
    mutating func fillCart(_ sku: String = "KIT-003", quantity: Int = 2) async throws -> String {
        let added = try await open("/cart/add", form: "sku=\(sku)&quantity=\(quantity)")
        #expect(added.status == 303)
        #expect(added.headers["location"] == "/cart")
        return try #require(try await open("/checkout").value(after: #"name="key" value=""#))
    }

    mutating func pay(_ method: PaymentMethod, key: String, promotion: String = "") async throws -> Answer {
        try await open(
            "/checkout/pay/\(method.rawValue)", form: "key=\(key)&email=ann%40mail.test&promotion=\(promotion)")
    }

    static func send(
        _ url: String, form: String? = nil, host: String? = nil, cookie: String? = nil, token: String? = nil,
        scheme: String? = nil
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: url)
        if let host { request.headers.add(name: "host", value: host) }
        if let cookie { request.headers.add(name: "cookie", value: cookie) }
        if let scheme { request.headers.add(name: "x-forwarded-proto", value: scheme) }
        if let token { request.headers.add(name: "x-estate-token", value: token) }
        if let form {
            request.method = .POST
            request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
            request.body = .bytes(ByteBuffer(string: form))
        }
        let response = try await client.execute(request, timeout: .seconds(10))
        let body = try await response.body.collect(upTo: 1 << 22)
        let pairs = response.headers.map { ($0.name.lowercased(), $0.value) }
        let headers = Dictionary(pairs, uniquingKeysWith: { _, last in last })
        return Answer(status: Int(response.status.code), headers: headers, text: String(buffer: body))
    }

    private static let client = HTTPClient(
        eventLoopGroupProvider: .singleton,
        configuration: HTTPClient.Configuration(redirectConfiguration: .disallow))
}
