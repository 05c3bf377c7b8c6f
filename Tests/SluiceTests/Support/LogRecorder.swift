import Foundation
import NIOCore
import NIOPosix

/// Listens where the edge's ring sends its log, and writes the lines to a file.
final class LogRecorder: Sendable {
    private let channel: any Channel

    static func start(port: Int, file: URL) async throws -> LogRecorder {
        try Data().write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { child in
                child.eventLoop.makeCompletedFuture {
                    try child.pipeline.syncOperations.addHandler(Writer(handle))
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
        return LogRecorder(channel)
    }

    private init(_ channel: any Channel) { self.channel = channel }

    func stop() async throws { try await channel.close() }

    private final class Writer: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let handle: FileHandle
        private var pending = [UInt8]()

        init(_ handle: FileHandle) { self.handle = handle }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            pending.append(contentsOf: unwrapInboundIn(data).readableBytesView)
            var lines = [UInt8]()
            var at = 0
            while let space = pending[at...].firstIndex(of: 32),
                let length = Int(String(decoding: pending[at..<space], as: UTF8.self)),
                space + 1 + length <= pending.count
            {
                lines += pending[(space + 1)..<(space + 1 + length)]
                if lines.last != 10 { lines.append(10) }
                at = space + 1 + length
            }
            pending.removeFirst(at)
            try? handle.write(contentsOf: lines)
        }
    }
}
