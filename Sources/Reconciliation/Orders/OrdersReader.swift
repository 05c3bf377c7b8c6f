public import AsyncHTTPClient
public import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1

/// Reads both sides' orders, page by page, and the file of what shoppers were told.
public struct OrdersReader: Sendable {
    private let client: HTTPClient
    private let token: String

    /// - Parameter token: sent as `x-estate-token`; never logged.
    public init(client: HTTPClient = .shared, token: String) {
        self.client = client
        self.token = token
    }

    /// All orders of the shop at `endpoint`, oldest first.
    public func orders(of endpoint: String, page: Int = 2_000) async throws(CouldNotCheck) -> [FoundOrder] {
        var all: [FoundOrder] = []
        var after = 0
        while true {
            let url = "\(endpoint)/api/orders?after=\(after)&limit=\(page)"
            let bytes = try await fetch(url)
            let answer: Page
            do {
                answer = try JSONDecoder().decode(Page.self, from: bytes)
            } catch {
                throw .notOrders(url, "\(error)")
            }
            all += answer.orders
            guard let next = answer.next else { return all }
            guard next > after else { throw .notOrders(url, "its next page begins at \(next), not after \(after)") }
            after = next
        }
    }

    private func fetch(_ url: String) async throws(CouldNotCheck) -> Data {
        let answer: (status: Int, body: Data)
        do {
            var request = HTTPClientRequest(url: url)
            request.headers.add(name: "x-estate-token", value: token)
            let response = try await client.execute(request, timeout: .seconds(10))
            answer = (Int(response.status.code), Data(buffer: try await response.body.collect(upTo: 64 << 20)))
        } catch {
            throw .noAnswer(url, "\(error)")
        }
        guard answer.status == 200 else { throw .refused(url, answer.status) }
        return answer.body
    }

    /// What shoppers were told, one JSON object a line. A last line without an end is still being written and left out.
    public static func acknowledged(in file: URL) throws(CouldNotCheck) -> [AcknowledgedOrder] {
        do {
            let bytes = try Data(contentsOf: file)
            guard let end = bytes.lastIndex(of: 10) else { return [] }
            let decoder = JSONDecoder()
            return try bytes[..<end].split(separator: 10).map {
                try decoder.decode(AcknowledgedOrder.self, from: Data($0))
            }
        } catch {
            throw .file(file.path, "\(error)")
        }
    }

    private struct Page: Decodable {
        let orders: [FoundOrder]
        let next: Int?
    }
}
