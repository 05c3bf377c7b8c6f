import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOFoundationCompat
public import Planning

/// Hears of incidents: a small server with `POST /alertmanager` and `POST /pagerduty`, each for who knows its secret.
///
///     let listener = IncidentListener(port: 8095, alertmanager: .file("/etc/sluice/alertmanager"), pagerDuty: nil) {
///         reports in try await run.note(reports)
///     }
///     try await listener.run { port in print("http://127.0.0.1:\(port)/alertmanager") }
///
/// It answers 200 only after the callback has returned, so that what a sender was told is heard is durable. Where the
/// callback throws, or the secret cannot be read, it answers 503, and the sender tries again. Reports may come twice and
/// out of order.
public struct IncidentListener: Sendable {
    /// Bytes that a report may have.
    public static let limit = 1 << 20

    private let address: String
    private let port: Int
    private let alertmanager: SecretReference?
    private let pagerDuty: SecretReference?
    private let refused: @Sendable (IncidentError) async -> Void
    private let take: @Sendable ([IncidentReport]) async throws -> Void

    /// - Parameters:
    ///   - port: 0 picks a free one.
    ///   - alertmanager: the bearer token that Alertmanager sends; nil where it is not listened to.
    ///   - pagerDuty: the secret with which PagerDuty signs; nil where it is not listened to.
    ///   - refused: told of a report from somebody who knows the secret that could not be read: an incident may be lost.
    ///   - take: keeps the reports; returns when they are durable.
    public init(
        address: String = "127.0.0.1", port: Int, alertmanager: SecretReference?, pagerDuty: SecretReference?,
        refused: @escaping @Sendable (IncidentError) async -> Void = { _ in },
        take: @escaping @Sendable ([IncidentReport]) async throws -> Void
    ) {
        self.address = address
        self.port = port
        self.alertmanager = alertmanager
        self.pagerDuty = pagerDuty
        self.refused = refused
        self.take = take
    }

    /// Serves until the task is cancelled.
    /// - Parameter ready: called once with the port it listens on.
    /// - Throws: `IncidentError.cannotListen`.
    public func run(ready: @escaping @Sendable (Int) async -> Void = { _ in }) async throws {
        let router = Router()
        if let reference = alertmanager {
            router.post("alertmanager") { request, _ in
                await answer(request, reference) { secret, _ in
                    secret.admits(authorization: request.headers[.authorization])
                } read: { (body) throws(IncidentError) in
                    try IncidentReport.alertmanager(body)
                }
            }
        }
        if let reference = pagerDuty {
            router.post("pagerduty") { request, _ in
                await answer(request, reference) { secret, body in
                    secret.admits(signatures: request.headers[Self.signature], of: body)
                } read: { (body) throws(IncidentError) in
                    try IncidentReport.pagerDuty(body)
                }
            }
        }
        var logger = Logger(label: "incidents")
        logger.logLevel = .critical
        let application = Application(
            router: router,
            // A sender that stops in the middle of a report does not keep its connection.
            server: .http1(configuration: .init(idleTimeout: .seconds(15))),
            configuration: .init(address: .hostname(address, port: port), serverName: "sluice"),
            onServerRunning: { await ready($0.localAddress?.port ?? 0) }, logger: logger)
        do {
            // Signals belong to the program, not to this part of it.
            try await application.runService(gracefulShutdownSignals: [])
        } catch is CancellationError {
            return
        } catch let error as IOError {
            throw IncidentError.cannotListen(
                "\(address):\(port)", why: String(cString: strerror(error.errnoCode)))
        }
    }

    private static let signature: HTTPField.Name = {
        guard let name = HTTPField.Name("x-pagerduty-signature") else { preconditionFailure("it is a header's name") }
        return name
    }()

    private func answer(
        _ request: Request, _ reference: SecretReference,
        admits: (SharedSecret, Data) -> Bool, read: (Data) throws(IncidentError) -> [IncidentReport]
    ) async -> Response {
        let body: Data
        do {
            body = Data(buffer: try await request.body.collect(upTo: Self.limit))
        } catch is NIOTooManyBytesError {
            return Self.response(.contentTooLarge, "a report has at most \(Self.limit) bytes")
        } catch {
            return Self.response(.badRequest, "the report ended before its end")
        }
        let secret: SharedSecret
        do throws(ReadingFault) {
            secret = SharedSecret(try await reference.secret())
        } catch {
            return Self.response(.serviceUnavailable, "the secret cannot be read here; try again")
        }
        guard admits(secret, body) else { return Self.response(.unauthorized, "the secret or signature is not ours") }
        let reports: [IncidentReport]
        do throws(IncidentError) {
            reports = try read(body)
        } catch {
            await refused(error)
            return Self.response(.badRequest, error.description)
        }
        do {
            if !reports.isEmpty { try await take(reports) }
        } catch {
            return Self.response(.serviceUnavailable, "the report could not be kept; try again")
        }
        return Self.response(.ok, "\(reports.count) kept")
    }

    private static func response(_ status: HTTPResponse.Status, _ text: String) -> Response {
        var headers: HTTPFields = [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"]
        if status == .serviceUnavailable { headers[.retryAfter] = "10" }
        if status == .unauthorized { headers[.wwwAuthenticate] = "Bearer" }
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: text + "\n")))
    }
}
