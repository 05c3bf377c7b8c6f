import AccessLogs
import Foundation
import NIOCore
import Synchronization

/// The edge's connections: whether there is one, or the last broke off.
final class Links: Sendable {
    private let state = Mutex((open: 0, lost: false))

    var lost: Bool { state.withLock { $0.lost } }

    func opened() {
        state.withLock {
            $0.open += 1
            $0.lost = false
        }
    }

    func closed() {
        state.withLock {
            $0.open -= 1
            $0.lost = $0.open == 0
        }
    }
}

/// Cuts what one connection sends into lines and hands them on.
final class FrameHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let intake: LineIntake
    private let links: Links
    private let urgent: @Sendable () -> Void
    private var frames = OctetFrames()

    init(intake: LineIntake, links: Links, urgent: @escaping @Sendable () -> Void) {
        self.intake = intake
        self.links = links
        self.urgent = urgent
    }

    func channelActive(context: ChannelHandlerContext) { links.opened() }

    func channelInactive(context: ChannelHandlerContext) {
        links.closed()
        urgent()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        var cannotWait = false
        do {
            try buffer.withUnsafeReadableBytes { bytes in
                try frames.add(bytes) { line in
                    switch intake.add(line) {
                    case .none: break
                    case .event, .edgeRestarted: cannotWait = true
                    }
                }
            }
        } catch {
            // A stranger on the port: its bytes are not evidence, and it is shown the door.
            intake.refuse()
            context.close(promise: nil)
        }
        if cannotWait { urgent() }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

/// Wall time in ms since 1970.
func wallClock() -> Int { Int(Date().timeIntervalSince1970 * 1_000) }
