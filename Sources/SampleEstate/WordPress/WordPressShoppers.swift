import AsyncHTTPClient
import Foundation
import Synchronization

/// What the shoppers of the WordPress estate did; printed as one line of JSON when they end.
public struct WordPressFigures: Sendable, Hashable, Codable {
    /// Purchases begun.
    public var begun = 0
    /// Orders acknowledged: on the disk of the shoppers' journal.
    public var acknowledged = 0
    /// Purchases that were cut off because the shoppers ended.
    public var cancelled = 0
    /// Purchases that failed, by what went wrong.
    public var failed: [String: Int] = [:]
    /// What made shoppers press reload, by kind: `http_503`, `connect`, `timeout`, `closed`.
    public var troubles: [String: Int] = [:]
    public var hosts: [String: HostPauses] = [:]
    /// Milliseconds since 1970.
    public var startedMs: Int64 = 0
    public var updatedMs: Int64 = 0
    public var ended = false
}

/// People who buy in the WordPress estate: they arrive at their own rate whatever the shop does.
public struct WordPressShoppers: Sendable {
    private let address: String
    private let hosts: [String]
    private let rate: Double
    private let seed: UInt64
    private let journal: String
    private let statistics: String?
    private let patience: Duration
    private let duration: Duration?

    /// - Parameters:
    ///   - address: where all hosts are reached, for instance `http://127.0.0.1:8080`.
    ///   - rate: purchases begun per second, over all hosts; more than 0, at most 100.
    ///   - journal: appended to; an order is on the disk before it counts.
    ///   - statistics: written every second and at the end.
    ///   - patience: how long a shopper presses reload before going away.
    ///   - duration: nobody comes after it; nil means until SIGTERM or SIGINT.
    public init(
        address: String, hosts: [String], rate: Double, seed: UInt64 = 1, journal: String, statistics: String? = nil,
        patience: Duration = .seconds(90), duration: Duration? = nil
    ) throws(SampleEstateError) {
        guard rate > 0, rate <= 100 else {
            throw .badArgument(name: "rate", found: "\(rate)", expected: "more than 0, at most 100 purchases/s")
        }
        guard address.hasPrefix("http://"), !address.hasSuffix("/") else {
            throw .badArgument(name: "address", found: address, expected: "http://HOST:PORT")
        }
        guard !hosts.isEmpty, !hosts.contains("") else {
            throw .badArgument(name: "hosts", found: "", expected: "names such as eu.shop.test,us.shop.test")
        }
        self.address = address
        self.hosts = hosts
        self.rate = rate
        self.seed = seed
        self.journal = journal
        self.statistics = statistics
        self.patience = patience
        self.duration = duration
    }

    /// Lets people come until told to end, lets those inside finish for at most ten seconds, and returns the figures.
    public func run() async throws -> WordPressFigures {
        let lines = try DurableLines(journal)
        let client = ForegroundServer.makeClient()
        let meter = PauseMeter()
        let ledger = WordPressCounter()
        let signals = EndSignal()
        ForegroundServer.announce("buying at \(address), \(rate) purchases/s")
        let writing = Task {
            while !Task.isCancelled {
                try? write(ledger.figures(meter, ended: false))
                try? await Task.sleep(for: .seconds(1))
            }
        }
        let visits = Task {
            await withDiscardingTaskGroup { group in
                let run = String(WallClock.milliseconds, radix: 36)
                await arrive(until: signals) { number in
                    let plan = PurchasePlan(number: number, seed: seed, run: run, hosts: hosts)
                    ledger.began()
                    group.addTask {
                        let tab = BrowserTab(
                            client: client, address: address, host: plan.host, patience: patience, meter: meter)
                        var purchase = Purchase(plan: plan, journal: lines, meter: meter, tab: tab)
                        ledger.ended(await purchase.walk())
                    }
                }
                signals.end()
            }
        }
        await signals.ended()
        let limit = Task {
            try await Task.sleep(for: .seconds(10))
            visits.cancel()
        }
        await visits.value
        limit.cancel()
        writing.cancel()
        await writing.value
        try await client.shutdown()
        let figures = ledger.figures(meter, ended: true)
        try write(figures)
        return figures
    }

    /// Arrivals at random moments (a Poisson process), drawn from the seed.
    private func arrive(until signals: EndSignal, visit: (UInt64) -> Void) async {
        var dice = SeededGenerator(seed: seed, stream: .max)
        let start = ContinuousClock.now
        var due = Duration.zero
        var number: UInt64 = 0
        while true {
            due += .seconds(-log(1 - dice.unit()) / rate)
            let end = duration.map { min($0, due) } ?? due
            while start + end > .now, !signals.hasEnded {
                try? await Task.sleep(until: min(start + end, .now + .milliseconds(100)))
            }
            if signals.hasEnded || end < due { return }
            visit(number)
            number += 1
        }
    }

    private func write(_ figures: WordPressFigures) throws(SampleEstateError) {
        guard let statistics else { return }
        try AtomicFile.write(figures, to: statistics)
    }
}

/// Counts purchases as they begin and end.
private final class WordPressCounter: Sendable {
    private let figures: Mutex<WordPressFigures>

    init() {
        var figures = WordPressFigures()
        figures.startedMs = WallClock.milliseconds
        self.figures = Mutex(figures)
    }

    func began() {
        figures.withLock { $0.begun += 1 }
    }

    func ended(_ outcome: Purchase.Outcome) {
        figures.withLock { figures in
            switch outcome {
            case .acknowledged: figures.acknowledged += 1
            case .cancelled: figures.cancelled += 1
            case .failed(let why): figures.failed[why, default: 0] += 1
            }
        }
    }

    func figures(_ meter: PauseMeter, ended: Bool) -> WordPressFigures {
        let readings = meter.readings
        var now = figures.withLock { $0 }
        now.hosts = readings.hosts
        now.troubles = readings.troubles
        now.updatedMs = WallClock.milliseconds
        now.ended = ended
        return now
    }
}
