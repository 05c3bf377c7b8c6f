import ArgumentParser
import Foundation
import Planning
import SampleEstate

struct WordPressOrdersCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wordpress-orders-check",
        abstract: "Compare what shoppers were told with what the shop holds and what was paid.",
        discussion: """
            Every acknowledged order is looked for by its key and compared in number, customer, lines and total; every \
            authorisation must have exactly one order, or be voided. Exit 0 when all is there exactly once, 1 when not, \
            3 when a shop or the payment sink does not answer.

            Example: sample-estate wordpress-orders-check --journal orders.jsonl --orders http://127.0.0.1:8080 \
            --token-file orders-token --payments http://127.0.0.1:8090 --settle 30
            """)

    @Option(help: "The shoppers' journal.")
    var journal: String

    @Option(
        name: .customLong("orders"),
        help: "ADDRESS of all shops, or HOST=ADDRESS of one; may be given several times.")
    var shops: [String]

    @Option(help: "Hosts whose orders are read, besides those that the journal names; commas between them.")
    var hosts = "eu.shop.test,us.shop.test,apac.shop.test"

    @Option(help: "File with the token of the orders interface.")
    var tokenFile: String

    @Option(help: "Address of the payment sink; without it payments are left out.")
    var payments: String?

    @Option(help: "Seconds to wait for payments that are neither captured nor voided.")
    var settle = 0.0

    @Option(help: "A folder in which a record of this is left, for the plan and the unit named.")
    var evidence: String?

    @Option(help: "The plan that the record is for.")
    var plan: String?

    @Option(help: "The unit of the plan that shoppers bought from.")
    var unit = "shops"

    @Flag(help: "Print every finding, not the first twenty.")
    var all = false

    func run() async throws {
        let verdict: OrdersVerdict
        do {
            verdict = try await OrdersCheck(
                journal: journal, shops: shops, hosts: hosts.split(separator: ",").map(String.init),
                token: try TokenFile.read(tokenFile), payments: payments, patience: .seconds(settle)
            ).run()
        } catch let error as SampleEstateError {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            switch error {
            case .unreachable, .badAnswer: throw ExitCode(3)
            default: throw ExitCode(2)
            }
        }
        for finding in verdict.findings.prefix(all ? .max : 20) { print(finding) }
        if !all, verdict.findings.count > 20 { print("… and \(verdict.findings.count - 20) more; --all prints them") }
        print(verdict.summary)
        try record(verdict)
        if !verdict.passed { throw ExitCode(1) }
    }

    func validate() throws {
        guard (evidence == nil) == (plan == nil) else { throw ValidationError("--evidence and --plan go together") }
    }

    private func record(_ verdict: OrdersVerdict) throws {
        guard let evidence, let plan else { return }
        try EvidenceRecord(
            .orders, of: unit, at: .now, plan: try PlanReader.read(path: plan).digest,
            by: "sample-estate wordpress-orders-check", passed: verdict.passed,
            figures: [
                "acknowledged": Double(verdict.acknowledged), "lost": Double(verdict.lost),
                "duplicated": Double(verdict.duplicated), "torn": Double(verdict.torn),
                "authorised": Double(verdict.authorised),
            ]
        ).write(into: evidence)
    }
}
