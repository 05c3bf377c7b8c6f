import ArgumentParser
import Conducting
import Cutover
import Foundation
import Gating
import Journaling
import Planning

struct RunStatus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Where a run stands, from its journal.",
        discussion: """
            Exit 0 while it runs and when it completed, 1 when it is held or was stopped.

            Examples:
              sluice run status --dir run
              sluice run status --dir run --watch
              sluice run status --dir run --json
            """)

    @OptionGroup var place: RunFolderOption

    @Flag(help: "Show it again every second until the run ends.")
    var watch = false

    @Flag(help: "As JSON.")
    var json = false

    func run() async throws {
        while true {
            let history = try Self.history(place.folder)
            if json {
                Terminal.say(try Terminal.json(StatusView(history), pretty: !watch))
            } else {
                if watch, Terminal.isInteractive { Terminal.say("\u{1B}[2J\u{1B}[H") }
                Terminal.say(StatusTree.text(history))
            }
            let state = history.state
            if case .running = state.phase, watch {
                try await Task.sleep(for: .seconds(1))
                continue
            }
            if state.hold != nil || state.phase == .ended(.stopped) { throw ExitCode(Failure.Code.short.rawValue) }
            return
        }
    }

    static func history(_ folder: RunFolder) throws -> RunHistory {
        var history = RunHistory()
        try history.fold(try Journal.read(path: folder.journal).rows())
        return history
    }
}

/// A run's standing for programs.
struct StatusView: Encodable {
    struct StageView: Encodable {
        let id: String
        let phase: String
        let attempt: Int
        let exposure: Double
        let wayBack: String
        let gate: Verdict
        let verdicts: [SignalVerdict]
    }

    let name: String
    let planDigest: String
    let phase: String
    let hold: String?
    let serial: Int
    let row: Int
    let exposure: Cutover.Exposure
    let stages: [StageView]

    init(_ history: RunHistory) {
        let state = history.state
        name = state.itinerary.name
        planDigest = state.itinerary.planDigest
        phase = state.phase.word
        hold = state.hold?.reason
        serial = state.serial
        row = history.row
        exposure = state.exposure
        stages = zip(state.itinerary.stages, state.stages).map { plan, stage in
            StageView(
                id: plan.id, phase: stage.phase.word, attempt: stage.attempt,
                exposure: Double(state.exposure.units[plan.unit]?.newBelow ?? 0) / 10_000,
                wayBack: plan.wayBack.rawValue, gate: stage.gate, verdicts: stage.verdicts)
        }
    }
}

/// A run's standing as a tree for people.
enum StatusTree {
    static func text(_ history: RunHistory) -> String {
        let state = history.state
        var lines = ["\(Terminal.strong(state.itinerary.name))  \(state.phase.word), \(history.row) journal rows"]
        if let hold = state.hold { lines.append(Terminal.alarm("  \(hold.reason)")) }
        for (plan, stage) in zip(state.itinerary.stages, state.stages) {
            let share = Double(state.exposure.units[plan.unit]?.newBelow ?? 0) / 100
            lines.append(
                "├ \(plan.id): \(stage.phase.word), \(share) % new, way back \(plan.wayBack.rawValue), attempt \(stage.attempt)"
            )
            for verdict in stage.verdicts where stage.phase.isLive {
                lines.append("│   \(verdict.signal): \(verdict.verdict.rawValue) – \(verdict.reason)")
            }
        }
        for moment in history.moments.suffix(5) {
            lines.append(Terminal.faint("  \(Timeline(start: state.beganAt, asJSON: false).line(moment))"))
        }
        return lines.joined(separator: "\n")
    }
}

extension RunState.Phase {
    var word: String {
        switch self {
        case .waiting: "not begun"
        case .running: "running"
        case .ended(let ending): ending.rawValue
        }
    }
}

extension StageState.Phase {
    var word: String {
        switch self {
        case .waiting: "waiting"
        case .entering: "entering"
        case .exposing(let step, let openedAt): openedAt == nil ? "opening step \(step + 1)" : "step \(step + 1) open"
        case .leaving: "leaving"
        case .done: "done"
        case .rollingBack: "rolling back"
        case .rolledBack: "rolled back"
        }
    }

    var isLive: Bool { if case .exposing = self { true } else { false } }
}
