import AsyncHTTPClient
import Glibc

/// The people who shop: they arrive at their own rate whatever the shop does, and each walks through the shop.
public struct ShopperCrowd: Sendable {
    private let edge: String
    private let rate: Double
    private let seed: UInt64
    private let mix: ShopperMix
    private let acknowledged: String
    private let statistics: String?
    private let duration: Duration?

    /// - Parameters:
    ///   - edge: host and port, for instance `127.0.0.1:8080`.
    ///   - rate: sessions per second, above 0, at most 10,000.
    ///   - acknowledged: file of acknowledged orders; appended to.
    ///   - statistics: file that is written every second and at the end.
    ///   - duration: arrivals stop after it; nil means until SIGTERM or SIGINT.
    public init(
        edge: String, rate: Double, seed: UInt64, mix: ShopperMix = ShopperMix(), acknowledged: String,
        statistics: String? = nil, duration: Duration? = nil
    ) throws(SampleEstateError) {
        guard rate > 0, rate <= 10_000 else {
            throw .badArgument(name: "rate", found: "\(rate)", expected: "more than 0, at most 10000 sessions/s")
        }
        guard edge.split(separator: ":").count == 2 else {
            throw .badArgument(name: "edge", found: edge, expected: "HOST:PORT, for instance 127.0.0.1:8080")
        }
        try mix.check()
        self.edge = edge
        self.rate = rate
        self.seed = seed
        self.mix = mix
        self.acknowledged = acknowledged
        self.statistics = statistics
        self.duration = duration
    }

    /// Lets people come until told to end, lets those inside finish for at most five seconds, and returns the figures.
    public func run() async throws -> ShopperStatistics {
        let file = try DurableLines(acknowledged)
        let counter = ShopperCounter()
        let client = ForegroundServer.makeClient()
        let line = ShopLine(client: client, address: "http://" + edge)
        let signals = EndSignal()
        try writeStatistics(counter, ended: false)
        ForegroundServer.announce("shopping at \(edge), \(rate) sessions/s, seed \(seed)")

        let figures = Task {
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(1))
                // A full disk must not send the shoppers home; the last write reports it.
                try? writeStatistics(counter, ended: false)
            }
        }
        let visits = Task {
            await withDiscardingTaskGroup { group in
                await arrive(into: &group, until: signals) { plan, returning in
                    var session = ShopperSession(
                        plan: plan, line: line, counter: counter, acknowledged: file, jar: returning)
                    await session.walk()
                    counter.count(\.finished)
                    return session.jar
                } count: { plan in
                    counter.count(\.sessions)
                    if plan.device == .bot { counter.count(\.bots) }
                }
                // From here on nobody comes; the group waits for those inside.
                signals.end()
            }
        }
        await signals.ended()
        let patience = Task {
            try await Task.sleep(for: .seconds(5))
            visits.cancel()
        }
        await visits.value
        patience.cancel()
        figures.cancel()
        await figures.value
        try await client.shutdown()
        try writeStatistics(counter, ended: true)
        return counter.statistics(ended: true)
    }

    /// Arrivals at random moments (a Poisson process), drawn from the seed.
    private func arrive(
        into group: inout DiscardingTaskGroup, until signals: EndSignal,
        visit: @escaping @Sendable (ShopperPlan, CookieJar) async -> CookieJar,
        count: (ShopperPlan) -> Void
    ) async {
        let past = ReturningVisitors()
        var dice = SeededGenerator(seed: seed, stream: .max)
        let start = ContinuousClock.now
        var due = Duration.zero
        var number: UInt64 = 0
        while !signals.hasEnded {
            due += .seconds(-log(1 - dice.unit()) / rate)
            if let duration, due > duration {
                try? await Task.sleep(until: start + duration)
                return
            }
            if start + due > .now {
                // Short naps, so that the end is noticed at a low rate too.
                while start + due > .now, !signals.hasEnded {
                    try? await Task.sleep(until: min(start + due, .now + .milliseconds(200)))
                }
                if signals.hasEnded { return }
            }
            let plan = ShopperPlan(number: number, seed: seed, mix: mix)
            number += 1
            count(plan)
            let jar = plan.returning ? past.comeBack(region: plan.region) ?? CookieJar() : CookieJar()
            group.addTask {
                let left = await visit(plan, jar)
                past.leave(left, region: plan.region)
            }
        }
    }

    private func writeStatistics(_ counter: ShopperCounter, ended: Bool) throws(SampleEstateError) {
        guard let statistics else { return }
        try AtomicFile.write(counter.statistics(ended: ended), to: statistics)
    }
}
