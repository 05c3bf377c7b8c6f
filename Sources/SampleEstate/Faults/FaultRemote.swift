import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Switches the faults of a running shop from another process.
public enum FaultRemote {
    /// Replaces the set of faults of the shop at `url`.
    /// - Parameters:
    ///   - url: for instance `http://127.0.0.1:8082`.
    ///   - token: the estate's token.
    public static func replace(_ faults: FaultSet, at url: String, token: String) async throws(SampleEstateError) {
        let body: Data
        do { body = try JSONEncoder().encode(faults) } catch {
            throw .badArgument(name: "faults", found: "\(error)", expected: "a set of faults")
        }
        _ = try await send(.POST, body: body, to: url, token: token)
    }

    /// The faults that are switched on in the shop at `url`.
    public static func current(at url: String, token: String) async throws(SampleEstateError) -> FaultSet {
        let answer = try await send(.GET, body: nil, to: url, token: token)
        do { return try JSONDecoder().decode(FaultSet.self, from: answer) } catch {
            throw .badAnswer(url: url, status: 200, body: "\(error)")
        }
    }

    private static func send(
        _ method: HTTPMethod, body: Data?, to url: String, token: String
    ) async throws(SampleEstateError) -> Data {
        let address = (url.hasSuffix("/") ? String(url.dropLast()) : url) + "/__estate/faults"
        var request = HTTPClientRequest(url: address)
        request.method = method
        request.headers.add(name: "x-estate-token", value: token)
        if let body {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: body))
        }
        let status: Int
        var bytes: ByteBuffer
        do {
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(5))
            status = Int(response.status.code)
            bytes = try await response.body.collect(upTo: 1 << 16)
        } catch {
            throw .unreachable(url: address, reason: "\(error)")
        }
        let text = bytes.readString(length: bytes.readableBytes) ?? ""
        guard status == 200 else { throw .badAnswer(url: address, status: status, body: text) }
        return Data(text.utf8)
    }
}
