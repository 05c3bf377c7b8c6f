import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// An API on loopback that pages in every way there is, and misbehaves as it is told.
struct RowsAPI: Sendable {
    let port: Int
    let calls: Calls
    private let serving: Task<Void, any Error>

    /// What was asked, and how often the server failed on purpose.
    actor Calls {
        private(set) var paths: [String] = []
        private(set) var tokens: Set<String> = []
        private var failures = 0

        func note(_ path: String, token: String?) {
            paths.append(path)
            if let token { tokens.insert(token) }
        }

        func fail(_ count: Int) { failures = count }

        func takeFailure() -> Bool {
            guard failures > 0 else { return false }
            failures -= 1
            return true
        }
    }

    static let rows = 25

    static func row(_ id: Int) -> String {
        """
        {"id": \(id), "total": \(id).\(id % 2 == 0 ? "10" : "1"), "paid": \(id % 2 == 0), "note": null,
         "customer": {"name": "N\\u00e4me \(id)", "address": {"city": "\\ud83d\\ude00"}}, "lines": [ {"sku" : "a"} ]}
        """
    }

    static func list(_ ids: some Sequence<Int>) -> String { "[" + ids.map(row).joined(separator: ",") + "]" }

    init() async throws {
        let calls = Calls()
        let router = Router()
        router.get("**") { request, _ -> Response in
            let path = request.uri.path
            let query = request.uri.queryParameters
            await calls.note(request.uri.string, token: request.headers[.authorization])
            func number(_ name: String) -> Int? { query[name[...]].flatMap { Int($0) } }
            func page(_ after: Int) -> [Int] { Array((after + 1)..<(min(after + 10, Self.rows) + 1)) }
            switch path {
            case "/v1/all": return Self.answer(Self.list((1...Self.rows).reversed()))
            case "/v1/link":
                let after = number("after") ?? 0
                let ids = page(after)
                guard let last = ids.last, last < Self.rows else { return Self.answer(Self.list(ids)) }
                let link = "<http://else/x>; rel=\"prev\", </v1/link?after=\(last)>; rel=\"next\""
                return Self.answer(Self.list(ids), ["link": link])
            case "/v1/member":
                let ids = page(number("after") ?? 0)
                let next = ids.last.map { $0 < Self.rows ? "\"?after=\($0)\"" : "null" } ?? "null"
                return Self.answer("{\"data\":{\"orders\":\(Self.list(ids))},\"paging\":{\"next\":\(next)}}")
            case "/v1/number":
                let number = (number("page") ?? 1) - 1
                return Self.answer(Self.list(number < 3 ? page(number * 10) : []))
            case "/v1/cursor":
                let ids = page(number("c") ?? 0)
                let cursor = ids.last.map { $0 < Self.rows ? "\($0)" : "null" } ?? "null"
                return Self.answer("{\"rows\":\(Self.list(ids)),\"meta\":{\"cursor\":\(cursor)}}")
            case "/v1/since":
                let after = number("since") ?? 0
                return Self.answer(Self.list(after < Self.rows ? page(after) : []))
            case "/v1/circle":
                return Self.answer("{\"rows\":\(Self.list(1...2)),\"next\":\"/v1/circle?a=\(number("a") ?? 0)\"}")
            case "/v1/same": return Self.answer(Self.list(1...10))
            case "/v1/away":
                return Self.answer("{\"rows\":\(Self.list(1...2)),\"next\":\"http://127.0.0.1:1/v1/away\"}")
            case "/v1/flaky":
                if await calls.takeFailure() { return Response(status: .tooManyRequests, headers: [.retryAfter: "0"]) }
                return Self.answer(Self.list(1...3))
            case "/v1/busy": return Response(status: .tooManyRequests, headers: [.retryAfter: "3600"])
            case "/v1/broken": return Response(status: .internalServerError)
            case "/v1/garbage": return Self.answer("{\"rows\": [")
            case "/v1/moved": return Response(status: .found, headers: [.location: "/v1/all"])
            case "/v1/secret": return Response(status: .forbidden)
            case "/v1/slow":
                try await Task.sleep(for: .seconds(5))
                return Self.answer("[]")
            case "/v1/long": return Self.answer("\"" + String(repeating: "x", count: 3 << 20) + "\"")
            default:
                let parts = path.split(separator: "/")
                if parts.count == 3, parts[1] == "one", let id = Int(parts[2]), id <= Self.rows {
                    return Self.answer("{\"order\":\(Self.row(id))}")
                }
                return Response(status: .notFound)
            }
        }
        var logger = Logger(label: "rows")
        logger.logLevel = .critical
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { found.yield($0.localAddress?.port ?? 0) }, logger: logger)
        serving = Task { try await application.run() }
        var port = 0
        for await first in ports {
            port = first
            break
        }
        self.port = port
        self.calls = calls
    }

    func stop() { serving.cancel() }

    private static func answer(_ text: String, _ headers: [String: String] = [:]) -> Response {
        var response = Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
        if let link = headers["link"] { response.headers[.init("link")!] = link }
        return response
    }
}
