import ArgumentParser
import Foundation
import SampleEstate

struct WordPressShoppersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wordpress-shoppers", abstract: "Send people who buy through the WordPress estate.",
        discussion: """
            Each buys: product, cart, checkout, payment, return. On an error page they press reload, which sends the \
            same form with the same key. An acknowledged order is on the disk before it counts. SIGTERM ends them; \
            the last line is their figures in JSON.

            Example: sample-estate wordpress-shoppers --address http://127.0.0.1:8080 \
            --hosts eu.shop.test,us.shop.test,apac.shop.test --rate 2 --journal orders.jsonl
            """)

    @Option(help: "Where all hosts are reached: the edge, or a web tier.")
    var address: String

    @Option(help: "Hosts, with commas between them.")
    var hosts = "eu.shop.test,us.shop.test,apac.shop.test"

    @Option(help: "Purchases begun per second.")
    var rate = 2.0

    @Option(help: "The same seed draws the same purchases.")
    var seed: UInt64 = 1

    @Option(help: "File of acknowledged orders, appended to.")
    var journal: String

    @Option(help: "File of figures, written every second.")
    var statistics: String?

    @Option(help: "Seconds for which a shopper presses reload before going away.")
    var patience = 90.0

    @Option(help: "Seconds after which nobody comes any more; without it until SIGTERM.")
    var duration: Double?

    func run() async throws {
        let figures = try await WordPressShoppers(
            address: address, hosts: hosts.split(separator: ",").map(String.init), rate: rate, seed: seed,
            journal: journal, statistics: statistics, patience: .seconds(patience),
            duration: duration.map { .seconds($0) }
        ).run()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(figures), as: UTF8.self))
    }
}
