import ArgumentParser
import SampleEstate

struct ShoppersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shoppers", abstract: "Send people through the shop.",
        discussion: """
            They arrive at their own rate whatever the shop does. Every order they were told of is on the disk, in the \
            file of acknowledged orders, before it counts.

            Example: sample-estate shoppers --edge 127.0.0.1:8080 --rate 200 --seed 1 --acknowledged orders.jsonl
            """)

    @Option(help: "HOST:PORT of the edge, or of a shop.")
    var edge: String

    @Option(help: "Sessions per second.")
    var rate = 200.0

    @Option(help: "The same seed draws the same visits.")
    var seed: UInt64 = 1

    @Option(help: "File of acknowledged orders, appended to.")
    var acknowledged: String

    @Option(help: "File of figures, written every second.")
    var statistics: String?

    @Option(help: "Share of sessions that are bots.")
    var bots = 0.03

    @Option(help: "Share of people who visit the EU storefront.")
    var euShare = 0.5

    @Option(help: "Seconds after which nobody comes any more; without it until SIGTERM.")
    var duration: Double?

    func run() async throws {
        let crowd = try ShopperCrowd(
            edge: edge, rate: rate, seed: seed, mix: ShopperMix(bots: bots, euShare: euShare),
            acknowledged: acknowledged, statistics: statistics, duration: duration.map { .seconds($0) })
        let figures = try await crowd.run()
        print(
            """
            sessions \(figures.sessions), requests \(figures.requests), payments \(figures.payments), \
            refused \(figures.refused), acknowledged \(figures.acknowledged), \
            failed \(figures.failed.values.reduce(0, +)); \
            p50 \(figures.p50Ms) ms, p95 \(figures.p95Ms) ms, p99 \(figures.p99Ms) ms
            """)
    }
}
