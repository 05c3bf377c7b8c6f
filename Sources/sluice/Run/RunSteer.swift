import ArgumentParser
import Conducting
import Cutover
import Foundation
import Journaling
import Planning

/// What steering commands share: who asks, and the inbox the command is put into.
struct SteerOptions: ParsableArguments {
    @OptionGroup var place: RunFolderOption

    @Option(help: "Who asks; a person of the plan.")
    var by: String

    func put(_ order: Command.Order) throws {
        let folder = place.folder
        let history = try RunStatus.history(folder)
        guard case .running = history.state.phase else {
            throw Failure("the run in \(folder.path) is not running; there is nothing to steer", .unusable)
        }
        let plan = try place.plan(history.state)
        guard plan.people.contains(where: { $0.id.value.rawValue == by }) else {
            let known = plan.people.map(\.id.value.rawValue).joined(separator: ", ")
            throw Failure("`\(by)` is nobody of the plan; it knows \(known)", .unusable)
        }
        let command = Command(id: UUID().uuidString.lowercased(), by: by, order: order)
        try Inbox(folder).put(command)
        Terminal.say("asked; the run obeys when it next looks (watch: sluice run status --dir \(place.path))")
    }
}

struct RunHold: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold", abstract: "Let nothing expand until somebody resumes. Exposure stays as it is.",
        discussion: "Example:\n  sluice run hold --dir run --by ada \"the ERP is slow\"")

    @OptionGroup var steer: SteerOptions

    @Argument(help: "Why.")
    var reason: String

    func run() async throws { try steer.put(.hold(reason)) }
}

struct RunResume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Go on after a hold, or after a rollback with a mended version.",
        discussion: "Example:\n  sluice run resume --dir run --by ada --version 2.0.1")

    @OptionGroup var steer: SteerOptions

    @Option(help: "The mended version of the new side; needed after a rollback.")
    var version: String?

    func run() async throws { try steer.put(.resume(version: version)) }
}

struct RunRollback: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback", abstract: "Take a stage, and every later one that is exposed, back.",
        discussion: """
            Done by routing, where the way back allows it (R0, R1); refused otherwise (exit 4).

            Example:
              sluice run rollback checkout-eu --dir run --by ada
            """)

    @OptionGroup var steer: SteerOptions

    @Argument(help: "The stage.")
    var stage: String

    func run() async throws {
        let state = try RunStatus.history(steer.place.folder).state
        guard let first = state.itinerary.stages.firstIndex(where: { $0.id == stage }) else {
            let known = state.itinerary.stages.map(\.id).joined(separator: ", ")
            throw Failure("the plan has no stage `\(stage)`; it has \(known)", .unusable)
        }
        let stages = state.itinerary.stages
        let exposed = stages.indices[first...].filter { state.exposure.units[stages[$0].unit]?.newBelow ?? 0 > 0 }
        if let stuck = exposed.first(where: { !state.wayBack(of: $0).isRoutable }) {
            let back = state.wayBack(of: stuck)
            let why = back.isWorse ? back.why : stages[stuck].why
            throw Failure(
                "\(stages[stuck].id) is \(back.wayBack.rawValue)"
                    + (back.isWorse ? " now (promised \(back.promised.rawValue))" : "")
                    + " and cannot be taken back by routing:\n  " + why.joined(separator: "\n  "), .refused)
        }
        try steer.put(.rollback(stage: stage))
    }
}

struct RunStop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop", abstract: "End the run; the store goes on as it stands.",
        discussion: "Example:\n  sluice run stop --dir run --by ada")

    @OptionGroup var steer: SteerOptions

    func run() async throws { try steer.put(.stop) }
}
