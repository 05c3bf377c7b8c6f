import ArgumentParser
import Conducting
import Foundation
import Notices
import Planning

struct NoticesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notices", abstract: "See that people can be told.", subcommands: [NoticesTest.self])
}

struct NoticesTest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Tell a channel of the plan that this is a test, and show what its server said.",
        discussion: "Example:\n  sluice notices test chat plan.yaml")

    @Argument(help: "The channel, or a mail address.")
    var channel: String

    @OptionGroup var source: PlanSource

    func run() async throws {
        let now = Int(Date().timeIntervalSince1970 * 1_000)
        let desk = try NoticeDesk(try source.read(), run: "test", page: nil)
        let delivery: Delivery
        do {
            delivery = try await desk.test(channel, at: now)
        } catch {
            await desk.close()
            throw error
        }
        await desk.close()
        Terminal.say("\(channel): \(delivery.said) (\(delivery.took) ms)")
        for refusal in delivery.refused { Terminal.complain("refused: \(refusal)") }
        if !delivery.refused.isEmpty { throw ExitCode(Failure.Code.short.rawValue) }
    }
}
