import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A side of the shop that answers every request with its name, the path and the headers it was sent.
///
/// `/slow/MS` answers late, `/stream` never ends its answer.
final class TestShop: Sendable {
    let name: String
    let port: Int
    private let listener: Mutex<(any Channel)?>
    private let guests = Mutex<[ObjectIdentifier: any Channel]>([:])
    private let posts = Mutex(0)

    private init(name: String, port: Int) {
        self.name = name
        self.port = port
        listener = Mutex(nil)
    }

    static func open(_ name: String, port: Int) async throws -> TestShop {
        let shop = TestShop(name: name, port: port)
        try await shop.open()
        return shop
    }

    /// Requests with a method that writes, so far.
    var writes: Int { posts.withLock { $0 } }

    func open() async throws {
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 512)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                self.guests.withLock { $0[ObjectIdentifier(channel)] = channel }
                channel.closeFuture.whenComplete { _ in
                    self.guests.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(channel)) }
                }
                return channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Answer(shop: self))
                }
            }
        let channel = try await bootstrap.bind(host: "127.0.0.1", port: port).get()
        listener.withLock { $0 = channel }
    }

    /// As a killed process would: listener and connections gone at once.
    func close() async {
        let (door, open) = (listener.withLock { $0 }, guests.withLock { Array($0.values) })
        listener.withLock { $0 = nil }
        try? await door?.close()
        for guest in open { try? await guest.close() }
    }

    fileprivate func countWrite() { posts.withLock { $0 += 1 } }

    private final class Answer: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart
        private let shop: TestShop
        private var head: HTTPRequestHead?

        init(shop: TestShop) { self.shop = shop }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head): self.head = head
            case .body: break
            case .end:
                guard let head else { return }
                if ["POST", "PUT", "PATCH", "DELETE"].contains(head.method.rawValue) { shop.countWrite() }
                let wait = head.uri.hasPrefix("/slow/") ? Int64(head.uri.dropFirst(6)) ?? 0 : 0
                if wait == 0 { return answer(head, context) }
                let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
                let own = NIOLoopBound(self, eventLoop: context.eventLoop)
                context.eventLoop.scheduleTask(in: .milliseconds(wait)) { own.value.answer(head, bound.value) }
            }
        }

        private func answer(_ request: HTTPRequestHead, _ context: ChannelHandlerContext) {
            var text = "\(shop.name)\n\(request.method) \(request.uri)\n"
            for header in request.headers { text += "\(header.name.lowercased()): \(header.value)\n" }
            var head = HTTPResponseHead(version: .http1_1, status: .ok)
            head.headers.add(name: "x-side", value: shop.name)
            let endless = request.uri == "/stream"
            if !endless { head.headers.add(name: "content-length", value: String(text.utf8.count)) }
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: text)))), promise: nil)
            if !endless { context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil) }
        }
    }
}
