import Foundation
import Gating
import NIOCore
import NIOPosix

/// The edge's ring log, pushed to us over TCP while the store trades.
///
/// The listener stays on one port for the life of a run: the edge keeps its lines while nobody listens and sends them
/// when we are back. Lines are parsed where they arrive, on the event loop; looks are taken every tick, and at once when
/// a failure on the new side cannot wait or the stream breaks.
public actor RingSource: EvidenceSource {
    /// The evidence could not be had.
    public enum Problem: Error, CustomStringConvertible {
        case portTaken(Int, String)

        public var description: String {
            switch self {
            case .portTaken(let port, let why):
                "cannot listen for the edge's log on 127.0.0.1:\(port) (\(why)); is another run using it? "
                    + "end that run, or give another port with --log-port"
            }
        }
    }

    private enum Wake: Sendable {
        case tick
        case urgent
    }

    private let intake: LineIntake
    private let tick: Duration
    private let patience: Int
    private let links: Links
    private let wakes: AsyncStream<Wake>
    private let wake: AsyncStream<Wake>.Continuation
    private let channel: any Channel
    private var ticker: Task<Void, Never>?
    private var lastSign: Int

    /// The port that the edge's ring must be pointed at.
    public nonisolated let port: Int

    /// Starts to listen.
    /// - Parameters:
    ///   - port: on loopback; 0 picks a free one.
    ///   - tick: time between two looks.
    ///   - patience: ms without a connection or a line after which the sight counts as lost.
    ///   - capacity: sessions kept at most.
    ///   - taps: by unit, where reads are taken to be repeated.
    /// - Throws: `Problem.portTaken`.
    public static func listen(
        port: Int, tick: Duration = .seconds(1), patience: Int = 5_000, salesStep: String, capacity: Int = 1_000_000,
        taps: [String: MirrorTap] = [:]
    ) async throws(Problem) -> RingSource {
        let intake = LineIntake(salesStep: salesStep, capacity: capacity, taps: taps)
        let (wakes, wake) = AsyncStream.makeStream(of: Wake.self, bufferingPolicy: .bufferingNewest(64))
        let links = Links()
        do {
            let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelOption(.maxMessagesPerRead, value: 64)
                .childChannelOption(
                    .recvAllocator,
                    value: AdaptiveRecvByteBufferAllocator(minimum: 4_096, initial: 65_536, maximum: 1 << 20)
                )
                .childChannelInitializer { child in
                    child.eventLoop.makeCompletedFuture {
                        try child.pipeline.syncOperations.addHandler(
                            FrameHandler(intake: intake, links: links) { wake.yield(.urgent) })
                    }
                }
                .bind(host: "127.0.0.1", port: port).get()
            return RingSource(
                intake: intake, tick: tick, patience: patience, links: links, wakes: wakes, wake: wake, channel: channel
            )
        } catch {
            throw .portTaken(port, "\(error)")
        }
    }

    private init(
        intake: LineIntake, tick: Duration, patience: Int, links: Links, wakes: AsyncStream<Wake>,
        wake: AsyncStream<Wake>.Continuation, channel: any Channel
    ) {
        self.intake = intake
        self.tick = tick
        self.patience = patience
        self.wakes = wakes
        self.wake = wake
        self.channel = channel
        port = channel.localAddress?.port ?? 0
        lastSign = wallClock()
        self.links = links
    }

    public func open(_ window: StepWindow) { intake.open(window) }

    public func close() { intake.open(nil) }

    public func now() -> Int { wallClock() }

    public func next() async -> Look? {
        startTicking()
        var iterator = wakes.makeAsyncIterator()
        guard let reason = await iterator.next() else { return nil }
        let at = wallClock()
        // Lines reach us some milliseconds after the response ended; a milestone is judged only once they have.
        let counted = intake.drain(until: at - 250)
        return Look(
            at: at, batch: counted.batch, blindness: blindness(counted, at: at), isUrgent: reason == .urgent)
    }

    private func blindness(_ counted: LineIntake.Counted, at now: Int) -> String? {
        if counted.batch.lines > 0 { lastSign = now }
        if let trouble = counted.trouble { return trouble }
        if links.lost { return "the edge's log stream broke off" }
        if now - lastSign > patience { return "no line from the edge for \((now - lastSign) / 1000) s" }
        return nil
    }

    private func startTicking() {
        guard ticker == nil else { return }
        let (tick, wake) = (tick, wake)
        ticker = Task {
            while !Task.isCancelled {
                try? await Task.sleep(for: tick)
                wake.yield(.tick)
            }
        }
    }

    /// Stops listening; a waiting `next()` returns nil.
    public func stop() async {
        ticker?.cancel()
        wake.finish()
        try? await channel.close()
        links.closeAll()
    }
}
