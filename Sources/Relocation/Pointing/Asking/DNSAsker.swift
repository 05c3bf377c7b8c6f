import Foundation
import NIOCore
import NIOPosix

/// What came back from one server for one question.
public enum DNSReply: Sendable, Hashable {
    case message(DNSMessage)
    /// Nothing that answers the question came in the time allowed.
    case silent(String)
    case malformed(String)
}

/// Asks one server one question: by datagram, again when none comes back, and over a connection when the answer had no
/// room in a datagram.
///
/// An answer counts only when it comes from where it was asked, with the question's own number, and repeats the question.
public struct DNSAsker: Sendable {
    /// For one try.
    public var patience: Duration
    public var tries: Int

    public init(patience: Duration = .milliseconds(1_500), tries: Int = 2) {
        self.patience = patience
        self.tries = max(1, tries)
    }

    public func ask(_ name: DomainName, _ type: DNSType, at server: NameServer) async -> DNSReply {
        guard let address = try? SocketAddress(ipAddress: server.host, port: server.port) else {
            return .silent("\(server.host) is no address")
        }
        var reply = DNSReply.silent("not asked")
        for _ in 0..<tries {
            let question = Question(name: name, type: type, recursion: server.role == .resolver)
            reply = await exchange(question, address, .datagram)
            if case .message(let message) = reply, message.isTruncated {
                reply = await exchange(question, address, .connection)
            }
            if case .silent = reply, !Task.isCancelled { continue }
            break
        }
        return reply
    }

    /// One question as it goes out, with a number nobody can guess.
    struct Question: Sendable {
        let id = UInt16.random(in: .min ... .max)
        let name: DomainName
        let type: DNSType
        let recursion: Bool

        var bytes: [UInt8] { DNSMessage.question(id: id, name, type, recursion: recursion) }

        /// Whether a message is the answer to this question.
        func isAnswered(by message: DNSMessage) -> Bool {
            guard message.id == id, message.isAnswer else { return false }
            // A server that did not understand the question may not repeat it.
            if message.questions.isEmpty { return message.code != .good && message.code != .noSuchName }
            return message.questions.count == 1 && message.questions[0].name == name
                && message.questions[0].type == type.rawValue
        }
    }

    private enum Way { case datagram, connection }

    private func exchange(_ question: Question, _ address: SocketAddress, _ way: Way) async -> DNSReply {
        let group = MultiThreadedEventLoopGroup.singleton
        let loop = group.next()
        let answer = loop.makePromise(of: DNSReply.self)
        let limit = TimeAmount.nanoseconds(patience.nanoseconds)
        let alarm = loop.scheduleTask(in: limit) { answer.succeed(.silent("no answer within \(patience)")) }
        let opening: EventLoopFuture<any Channel> =
            switch way {
            case .datagram:
                DatagramBootstrap(group: loop).channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(DatagramExchange(question, address, answer))
                    }
                }.connect(to: address)
            case .connection:
                ClientBootstrap(group: loop).connectTimeout(limit).channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(StreamExchange(question, answer))
                    }
                }.connect(to: address)
            }
        opening.whenFailure { answer.succeed(.silent(Self.reason($0))) }
        let reply = (try? await answer.futureResult.get()) ?? .silent("not waited for")
        alarm.cancel()
        opening.whenSuccess { $0.close(promise: nil) }
        return reply
    }

    static func reason(_ error: any Error) -> String {
        guard let error = error as? IOError else { return "the connection could not be made or broke" }
        return error.errnoCode == ECONNREFUSED ? "nobody listens there" : "\(error.description)"
    }
}

extension Duration {
    fileprivate var nanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
}
