import AccessLogs
import Foundation
import NIOCore
import Synchronization

/// The edge's connections: whether there is one, or the last broke off.
final class Links: Sendable {
    private struct State {
        var open: [ObjectIdentifier: any Channel] = [:]
        var lost = false
    }

    private let state = Mutex(State())

    var lost: Bool { state.withLock { $0.lost } }

    func opened(_ channel: any Channel) {
        state.withLock {
            $0.open[ObjectIdentifier(channel)] = channel
            $0.lost = false
        }
    }

    /// Ends every connection, so that the edge notices at once and keeps its lines for who listens next.
    func closeAll() {
        for channel in state.withLock({ Array($0.open.values) }) { channel.close(promise: nil) }
    }

    func closed(_ channel: any Channel) {
        state.withLock {
            $0.open[ObjectIdentifier(channel)] = nil
            $0.lost = $0.open.isEmpty
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

    func channelActive(context: ChannelHandlerContext) { links.opened(context.channel) }

    func channelInactive(context: ChannelHandlerContext) {
        links.closed(context.channel)
        urgent()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        let arrival = wallClock()
        var cannotWait = false
        do {
            try buffer.withUnsafeReadableBytes { bytes in
                try frames.add(bytes) { line in
                    switch intake.add(line, arrival: arrival) {
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
