import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Tells shops what was paid, late, and again until they say that they know.
struct PaymentNotices: Sendable {
    let desk: PaymentDesk
    let client: HTTPClient

    /// Sends until cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                try? await desk.voidAbandoned()
                let address = await desk.currentSettings.deliverTo
                for owed in await desk.takeNotices() {
                    group.addTask {
                        let taken = await send(owed, to: address)
                        try? await desk.report(owed.id, taken: taken)
                    }
                }
                try? await Task.sleep(for: .milliseconds(50))
            }
            group.cancelAll()
        }
    }

    private func send(_ authorisation: Authorisation, to address: String) async -> Bool {
        guard let notice = URLComponents(string: authorisation.notice), let body = Self.body(authorisation) else {
            return false
        }
        var request = HTTPClientRequest(url: address + notice.percentEncodedPath)
        request.method = .POST
        request.headers.add(name: "host", value: authorisation.host)
        request.headers.add(name: "content-type", value: "application/json")
        request.headers.add(name: "x-forwarded-proto", value: notice.scheme ?? "http")
        request.body = .bytes(body)
        do {
            let response = try await client.execute(request, timeout: .seconds(30))
            _ = try await response.body.collect(upTo: 1 << 16)
            return (200..<300).contains(response.status.code)
        } catch {
            return false
        }
    }

    private static func body(_ authorisation: Authorisation) -> ByteBuffer? {
        let told = ["key": authorisation.key, "authorisation": authorisation.id]
        return (try? JSONEncoder().encode(told)).map { ByteBuffer(bytes: $0) }
    }
}
