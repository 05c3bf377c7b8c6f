import Fixtures
import Foundation
import NIOCore
import NIOPosix
import Observation

/// The edge's end of the log stream.
struct EdgeConnection: Sendable {
    private let channel: any Channel

    init(to port: Int) async throws {
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port).get()
    }

    func send(_ text: String) async throws {
        var buffer = channel.allocator.buffer(capacity: text.utf8.count)
        buffer.writeString(text)
        try await channel.writeAndFlush(buffer).get()
    }

    /// Sends one line for each sequence number.
    func send(_ numbers: some Sequence<Int>, _ change: (inout EdgeText, Int) -> Void = { _, _ in }) async throws {
        try await send(
            numbers.map { number in
                var line = EdgeText()
                line.sequence = number
                line.visitor = UInt64(number)
                line.end = Int(Date().timeIntervalSince1970 * 1_000)
                change(&line, number)
                return line.framed
            }.joined())
    }

    func close() async throws { try await channel.close().get() }
}

extension RingSource {
    /// A source on a free port that looks every 50 ms.
    static func quick(patience: Int = 60_000) async throws -> RingSource {
        try await .listen(port: 0, tick: .milliseconds(50), patience: patience, salesStep: "thanks", capacity: 1_000)
    }

    /// The first of the next looks of which `wanted` is true; nil where there is none among fifty.
    func look(where wanted: (Look) -> Bool) async -> Look? {
        for _ in 0..<50 {
            guard let look = await next() else { return nil }
            if wanted(look) { return look }
        }
        return nil
    }
}
