import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// A shop's line to the stock allocator.
struct StockClient: Sendable {
    let client: HTTPClient
    /// For instance `http://127.0.0.1:8083`, without a slash at its end.
    let address: String

    /// Reserves pieces. True when reserved, false when gone; throws when the allocator does not answer as agreed.
    func reserve(key: String, sku: String, quantity: Int) async throws(SampleEstateError) -> Bool {
        // Keys and SKUs are letters, digits, dash and colon, so the text needs no escaping.
        let status = try await post(
            "/reserve", #"{"key":"\#(key)","sku":"\#(sku)","quantity":\#(quantity)}"#)
        switch status {
        case 200: return true
        case 409: return false
        default: throw .badAnswer(url: address + "/reserve", status: status, body: "")
        }
    }

    /// Gives a reservation back.
    func release(key: String) async throws(SampleEstateError) {
        let status = try await post("/release", #"{"key":"\#(key)"}"#)
        guard status == 200 else { throw .badAnswer(url: address + "/release", status: status, body: "") }
    }

    private func post(_ path: String, _ json: String) async throws(SampleEstateError) -> Int {
        var request = HTTPClientRequest(url: address + path)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.body = .bytes(ByteBuffer(string: json))
        do {
            let response = try await client.execute(request, timeout: .seconds(3))
            _ = try await response.body.collect(upTo: 1 << 14)
            return Int(response.status.code)
        } catch {
            throw .unreachable(url: address + path, reason: "\(error)")
        }
    }
}
