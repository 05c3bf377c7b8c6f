import ArgumentParser
import SampleEstate

struct PaymentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "payments", abstract: "Take payments, and tell the shop late.",
        discussion: """
            GET /pay authorises and sends the shopper back; notices follow later, again until the shop answers with 2xx. \
            What no order captures in time is voided. GET /authorisations lists all; GET and PUT /settings show and \
            change deliverTo, noticeDelayMs, retryMs and voidAfterMs while it runs.

            Example: sample-estate payments --port 8090 --folder payments --deliver-to http://127.0.0.1:8080
            """)

    @Option(help: "Port on 127.0.0.1; 0 picks a free one.")
    var port = 0

    @Option(help: "Folder of authorisations and settings; made when missing. Settings kept there count.")
    var folder: String

    @Option(help: "Address that notices are sent to, whatever host they are for.")
    var deliverTo: String

    @Option(help: "Milliseconds from an authorisation to its notice.")
    var noticeDelay: Int64 = 2_000

    @Option(help: "Milliseconds between two tries of a notice.")
    var retry: Int64 = 500

    @Option(help: "Milliseconds after which an authorisation without an order is voided.")
    var voidAfter: Int64 = 120_000

    func run() async throws {
        try await PaymentService(
            port: port, folder: folder,
            settings: PaymentSettings(
                deliverTo: deliverTo, noticeDelayMs: noticeDelay, retryMs: retry, voidAfterMs: voidAfter)
        ).run()
    }
}
