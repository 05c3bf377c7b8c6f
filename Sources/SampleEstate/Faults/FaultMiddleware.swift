import HTTPTypes
import Hummingbird

/// Lays the faults that touch every page around the shop: delays, 500s and `noindex`.
///
/// Health, the API and the switch itself stay untouched, so that a faulty shop still looks alive to a load balancer
/// (as real faulty shops do) and can be mended.
struct FaultMiddleware: RouterMiddleware {
    typealias Context = BasicRequestContext
    let faults: FaultSwitch

    func handle(
        _ request: Request, context: BasicRequestContext,
        next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        let path = request.head.path ?? "/"
        if path.hasPrefix("/health") || path.hasPrefix("/api/") || path.hasPrefix("/__estate/") {
            return try await next(request, context)
        }
        let set = faults.faults
        if let slow = set.slow, FaultSwitch.strikes(slow.share) {
            try await Task.sleep(for: .milliseconds(slow.ms))
        }
        if FaultSwitch.strikes(set.error?.share) {
            return Response(
                status: .internalServerError, headers: [.contentType: "text/plain; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: "Something went wrong.\n")))
        }
        var response = try await next(request, context)
        if set.noindex == true {
            response.headers[.robotsTag] = "noindex, nofollow"
        }
        return response
    }
}

extension HTTPField.Name {
    static let robotsTag = HTTPField.Name("x-robots-tag")!
    static let estateToken = HTTPField.Name("x-estate-token")!
    static let shopSide = HTTPField.Name("x-shop")!
}
