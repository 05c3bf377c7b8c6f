import AsyncHTTPClient
import Foundation
import NIOCore
import NIOPosix

/// Delivers announcements, one call each, and says what became of it. It keeps nothing: what is to be told stands in the
/// journal before it is told, and who reads it there tries again what failed (``RetrySchedule``). Hence a receiver can
/// be told twice, and finds the same Message-ID or `Idempotency-Key` then.
///
/// A server that does not answer costs the callers who wait for that server their time, for as long as the room's limits
/// say, and nobody else's.
///
/// ```swift
/// let office = PostOffice(room)
/// let delivery = try await office.deliver(announcement, to: Channel("mail:ops@shop.example"))
/// print(delivery.said)  // 250 2.0.0 Ok: queued as 4A1B2
/// await office.close()
/// ```
public final class PostOffice: Sendable {
    public let room: PostRoom
    private let environment: Reference.Environment
    private let places: Places
    /// libcurl's calls and the reading of secrets block, and so have threads of their own.
    private let mailThreads: NIOThreadPool
    private let fileThreads: NIOThreadPool
    private let client: HTTPClient
    private let ending = StopSign()

    /// - Parameter environment: where references `env:NAME` are looked up; nil: among the program's own variables.
    public init(_ room: PostRoom, environment: (@Sendable (String) -> String?)? = nil) {
        var room = room
        room.limits = room.limits.sensible
        self.room = room
        self.environment = environment ?? { ProcessInfo.processInfo.environment[$0] }
        let limits = room.limits
        places = Places(atOnce: limits.atOnce, waiting: limits.waiting)
        mailThreads = NIOThreadPool(numberOfThreads: limits.atOnce)
        fileThreads = NIOThreadPool(numberOfThreads: 2)
        mailThreads.start()
        fileThreads.start()
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .milliseconds(Int64(limits.connect))))
        configuration.connectionPool.retryConnectionEstablishment = false
        // Announcements are rare: a connection that was kept would mostly be a dead one.
        configuration.connectionPool.idleTimeout = .seconds(1)
        client = HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
    }

    /// Ends what is on its way and takes nothing more. To be called once, before the last reference goes.
    public func close() async {
        ending.raise()
        try? await client.shutdown()
        try? await mailThreads.shutdownGracefully()
        try? await fileThreads.shutdownGracefully()
    }

    /// Tells those behind `channel`, once.
    ///
    /// - Returns: the server's words; for a mail also those of its recipients whom the server refused while it took
    ///   others (``Delivery/remaining``: whom to try again).
    public func deliver(_ announcement: Announcement, to channel: Channel) async throws(NoticeError) -> Delivery {
        switch channel {
        case .mail(let recipients): try await mail(announcement, to: recipients)
        case .webhook(let reference): try await call(reference, with: announcement)
        }
    }

    /// Sees, without sending anything, whether `channel` can be used: settings, references, addresses.
    public func examine(_ channel: Channel) async throws(NoticeError) {
        switch channel {
        case .mail:
            let mail = try mailRoom()
            _ = try await login(mail)
        case .webhook(let reference): _ = try await webhook(reference)
        }
    }

    /// Tells those behind `channel` that this is a test.
    ///
    /// - Parameters:
    ///   - id: new for each test, or a receiver takes the second for a repeat of the first.
    ///   - at: ms since 1970.
    public func test(_ channel: Channel, id: String, run: String, sender: String? = nil, at: Int)
        async throws(NoticeError) -> Delivery
    {
        let announcement = Announcement(id: id, run: run, occasion: .test, text: "", sender: sender, at: at)
        return try await deliver(announcement, to: channel)
    }

    // MARK: Mail

    private func mail(_ announcement: Announcement, to recipients: [MailAddress]) async throws(NoticeError) -> Delivery
    {
        let mail = try mailRoom()
        let host = mail.server.description
        let login = try await login(mail)
        let stop = StopSign(under: ending)
        let transfer = MailTransfer(
            room: mail, login: login, message: MailMessage(announcement, from: mail.from, to: recipients),
            limits: room.limits, stop: stop)
        return try await placed(at: host) { () async throws(NoticeError) -> Delivery in
            try await withTaskCancellationHandler {
                await self.blocking(self.mailThreads, host) { () throws(NoticeError) in try transfer.perform() }
            } onCancel: {
                stop.raise()
            }.get()
        }
    }

    private func mailRoom() throws(NoticeError) -> PostRoom.Mail {
        guard let mail = room.mail else { throw .noMailServer }
        guard mail.login == nil || mail.isEncrypted || mail.server.isLoopback else {
            throw .insecure(
                host: mail.server.description,
                why: "because the password would have gone in clear; require encryption, or use smtps://")
        }
        return mail
    }

    private func login(_ mail: PostRoom.Mail) async throws(NoticeError) -> (user: String, password: String)? {
        guard let login = mail.login else { return nil }
        return try await (read(login.user), read(login.password))
    }

    // MARK: Webhooks

    private func call(_ reference: Reference, with announcement: Announcement) async throws(NoticeError) -> Delivery {
        let (address, secret) = try await webhook(reference)
        let call = WebhookCall(
            client: client, message: WebhookMessage(announcement), secret: secret,
            redaction: Redaction(address.secrets + (secret.map { [$0] } ?? [])), limits: room.limits)
        return try await placed(at: address.host) { () async throws(NoticeError) -> Delivery in
            try await call.perform(address)
        }
    }

    private func webhook(_ reference: Reference) async throws(NoticeError) -> (WebhookAddress, secret: String?) {
        let address = try await WebhookAddress(
            read(reference), from: reference, allowsPlainHTTP: room.allowsPlainHTTP)
        guard let secret = room.webhookSecrets[reference] else { return (address, nil) }
        return try await (address, read(secret))
    }

    // MARK: Waiting

    private func read(_ reference: Reference) async throws(NoticeError) -> String {
        let environment = environment
        return try await blocking(fileThreads, "\(reference)") { () throws(NoticeError) in
            try reference.read(environment)
        }.get()
    }

    private func placed(
        at host: String, _ work: () async throws(NoticeError) -> Delivery
    ) async throws(NoticeError) -> Delivery {
        switch await places.take(host, within: room.limits.wait) {
        case .taken: break
        case .full: throw .busy(host: host, why: "\(room.limits.waiting) announcements wait for it already")
        case .late:
            throw .busy(
                host: host, why: "it was busy with earlier announcements for \(Plainly.seconds(room.limits.wait))")
        case .cancelled: throw .cancelled(host: host)
        }
        do {
            let delivery = try await work()
            await places.giveBack(host)
            return delivery
        } catch {
            await places.giveBack(host)
            throw error
        }
    }

    private func blocking<Product: Sendable>(
        _ threads: NIOThreadPool, _ host: String,
        _ work: @escaping @Sendable () throws(NoticeError) -> Product
    ) async -> Result<Product, NoticeError> {
        do {
            return try await threads.runIfActive {
                do throws(NoticeError) {
                    return Result<Product, NoticeError>.success(try work())
                } catch {
                    return .failure(error)
                }
            }
        } catch {
            // Threads that were shut down say the same as a task that was cancelled.
            return .failure(ending.isRaised ? .closed : .cancelled(host: host))
        }
    }
}
