import HTTPTypes
import Hummingbird

/// What the shop tells programs that hold the estate's token: its orders, its health, its faults.
struct ShopAPI: Sendable {
    let store: ShopStore
    let faults: FaultSwitch
    let token: String
    let version: String

    func add(to router: Router<BasicRequestContext>) {
        router.get("/health") { _, _ in "ok\n" }
        router.get("/api/health") { request, _ in
            try await allowed(request) {
                try JSONAnswer.response(
                    EstateShopHealth(
                        side: store.side.rawValue, version: version,
                        tokenDigest: EstateDescription.digest(ofToken: token),
                        orders: try await store.orderCount()))
            }
        }
        router.get("/api/orders") { request, _ in
            try await allowed(request) {
                let query = FormFields(request.uri.query ?? "")
                let after = query["after"].isEmpty ? 0 : Int64(query["after"])
                let limit = query["limit"].isEmpty ? 500 : Int(query["limit"])
                guard let after, let limit, after >= 0, (1...5_000).contains(limit) else {
                    return try JSONAnswer.problem(
                        "expected after >= 0 and limit of 1 to 5000", status: .badRequest)
                }
                return try JSONAnswer.response(try await store.page(after: after, limit: limit))
            }
        }
        router.get("/__estate/faults") { request, _ in
            try await allowed(request) { try JSONAnswer.response(faults.faults) }
        }
        router.post("/__estate/faults") { request, _ in
            try await allowed(request) {
                do {
                    let set = try JSONAnswer.decode(FaultSet.self, from: try await request.body.collect(upTo: 1 << 14))
                    faults.replace(with: set)
                    return try JSONAnswer.response(set)
                } catch {
                    return try JSONAnswer.problem("\(error)", status: .badRequest)
                }
            }
        }
    }

    private func allowed(_ request: Request, _ answer: () async throws -> Response) async throws -> Response {
        guard request.headers[.estateToken] == token else {
            return try JSONAnswer.problem("the header x-estate-token is missing or wrong", status: .forbidden)
        }
        return try await answer()
    }
}
