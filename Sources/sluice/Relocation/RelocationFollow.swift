import ArgumentParser
import Conducting
import Foundation
import Relocation

struct RelocationFollow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "follow", abstract: "Keep the new side in step while the old one trades.",
        discussion: """
            Begins at the copy's position, or goes on; a stopped or broken replica is named with its error. Exit 1 while
            a database is not followed closely.

            Examples:
              sluice relocation follow plan.yaml
              sluice relocation follow plan.yaml --until-caught-up
              sluice relocation follow plan.yaml --status --json
            """)

    @OptionGroup var source: RelocationSource

    @Flag(help: "Only look.")
    var status = false

    @Flag(help: "Wait until everything written so far is there.")
    var untilCaughtUp = false

    @Flag(help: "One line of JSON for each database.")
    var json = false

    func run() async throws {
        var isShort = false
        let ready = try source.read()
        try ready.refuseStaging("following")
        for desk in ready.desks {
            let following = try await desk.following()
            var state = status ? try await following.state() : try await desk.follow()
            if untilCaughtUp, case .following = state {
                try await following.wait(for: try await following.source.server.logPosition(), limit: .seconds(600))
                state = try await following.state()
            }
            if case .following = state {} else { isShort = true }
            Terminal.say(
                json
                    ? try Terminal.json(Told(desk.id, state), pretty: false)
                    : "\(desk.id): \(following.replica.name) \(state)")
        }
        if isShort { throw ExitCode(Failure.Code.short.rawValue) }
    }

    private struct Told: Encodable {
        let database: String
        let follows: Bool
        let transactions: UInt64?
        let seconds: Double?
        let state: String

        init(_ database: String, _ state: FollowingState) {
            self.database = database
            self.state = "\(state)"
            if case .following(let lag) = state {
                (follows, transactions, seconds) = (true, lag.transactions, lag.seconds)
            } else {
                (follows, transactions, seconds) = (false, nil, nil)
            }
        }
    }
}
