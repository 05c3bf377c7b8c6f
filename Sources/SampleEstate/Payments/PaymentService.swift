import AsyncHTTPClient
import Foundation
import HTTPTypes
import Hummingbird

/// A payment provider: promises money at once, sends the shopper back, tells the shop later, and voids what no order
/// asks for.
public struct PaymentService: Sendable {
    private let port: Int
    private let folder: String
    private let settings: PaymentSettings

    /// - Parameters:
    ///   - port: on 127.0.0.1; 0 picks a free one.
    ///   - folder: keeps authorisations and settings; made when missing.
    ///   - settings: count when the folder holds none yet.
    public init(port: Int, folder: String, settings: PaymentSettings) throws(SampleEstateError) {
        try settings.check()
        self.port = port
        self.folder = folder
        self.settings = settings
    }

    /// Serves until SIGTERM or SIGINT.
    public func run() async throws {
        let desk = try PaymentDesk(folder: folder, settings: settings)
        let client = ForegroundServer.makeClient()
        let router = Router()
        router.get("health") { _, _ in "ok\n" }
        Self.addPaying(to: router, desk)
        Self.addCapture(to: router, desk)
        Self.addSettings(to: router, desk)
        try await ForegroundServer.run(router, label: "payments", port: port) {
            await PaymentNotices(desk: desk, client: client).run()
        }
        try await client.shutdown()
    }

    private static func addPaying(to router: Router<BasicRequestContext>, _ desk: PaymentDesk) {
        router.get("pay") { request, _ in
            let query = FormFields(request.uri.query ?? "")
            guard let amount = Int(query["amount"]), amount >= 0, !query["key"].isEmpty, !query["host"].isEmpty,
                query["return"].hasPrefix("http")
            else {
                return try JSONAnswer.problem(
                    "expected host, key, amount, currency, return and notice", status: .badRequest)
            }
            let made = try await desk.authorise(
                host: query["host"], key: query["key"], amount: amount, currency: query["currency"],
                notice: query["notice"])
            let back =
                "\(query["return"])?key=\(FormFields.encode(made.key))"
                + "&authorisation=\(FormFields.encode(made.id))"
            return Response(status: .seeOther, headers: [.location: back])
        }
        router.get("authorisations") { request, _ in
            let query = FormFields(request.uri.query ?? "")
            let after = query["after"].isEmpty ? 0 : Int(query["after"])
            let limit = query["limit"].isEmpty ? 1_000 : Int(query["limit"])
            guard let after, let limit, after >= 0, (1...5_000).contains(limit) else {
                return try JSONAnswer.problem("expected after >= 0 and limit of 1 to 5000", status: .badRequest)
            }
            return try JSONAnswer.response(await desk.page(after: after, limit: limit))
        }
    }

    private static func addCapture(to router: Router<BasicRequestContext>, _ desk: PaymentDesk) {
        router.post("authorisations/:id/capture") { request, context in
            guard
                let asked = try? JSONAnswer.decode(
                    CaptureRequest.self, from: try await request.body.collect(upTo: 1 << 14))
            else { return try JSONAnswer.problem("expected {order, key, host, amount}", status: .badRequest) }
            switch try await desk.capture(try context.parameters.require("id"), for: asked) {
            case .captured: return try JSONAnswer.response(["captured": asked.order])
            case .unknown: return try JSONAnswer.problem("no such authorisation", status: .notFound)
            case .refused(let why): return try JSONAnswer.problem(why, status: .conflict)
            }
        }
    }

    private static func addSettings(to router: Router<BasicRequestContext>, _ desk: PaymentDesk) {
        router.get("settings") { _, _ in try JSONAnswer.response(await desk.currentSettings) }
        router.put("settings") { request, _ in
            do {
                let wanted = try JSONAnswer.decode(
                    PaymentSettings.self, from: try await request.body.collect(upTo: 1 << 14))
                try await desk.change(wanted)
                return try JSONAnswer.response(wanted)
            } catch {
                return try JSONAnswer.problem("\(error)", status: .badRequest)
            }
        }
    }
}
