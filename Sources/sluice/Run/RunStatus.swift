import ArgumentParser
import Conducting
import Cutover
import Foundation
import Gating
import Journaling
import Planning
import Reporting

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
        /// The class now.
        let wayBack: String
        /// What was measured of it; left out where it is as promised and nothing ends it.
        let measuredWayBack: WayBackNow?
        let gate: Verdict
        let verdicts: [SignalVerdict]
        /// By signal, where it is known: ms until health is proven.
        let timeToDecide: [String: TimeToDecide]
    }

    struct OpenIncident: Encodable {
        let id: String
        let source: String
        let title: String
        let severity: String
        let link: String?
        let stage: String?
        /// ms since 1970.
        let openedAt: Int
        /// When its source said that it is over, ms since 1970.
        let resolvedAt: Int?
    }

    let name: String
    let planDigest: String
    let phase: String
    let hold: String?
    let obstacle: RunState.Obstacle?
    let openIncidents: [OpenIncident]
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
        obstacle = state.hold?.obstacle
        openIncidents = state.openIncidents.map {
            OpenIncident(
                id: $0.id, source: $0.source, title: $0.title, severity: $0.severity, link: $0.link, stage: $0.stage,
                openedAt: $0.openedAt, resolvedAt: $0.resolvedAt)
        }
        serial = state.serial
        row = history.row
        exposure = state.exposure
        stages = zip(state.itinerary.stages, state.stages).enumerated().map { index, pair in
            let (plan, stage, back) = (pair.0, pair.1, state.wayBack(of: index))
            return StageView(
                id: plan.id, phase: stage.phase.word, attempt: stage.attempt,
                exposure: Double(state.exposure.units[plan.unit]?.newBelow ?? 0) / 10_000,
                wayBack: back.wayBack.rawValue, measuredWayBack: back.isPlain ? nil : back, gate: stage.gate,
                verdicts: stage.verdicts,
                timeToDecide: stage.timeToDecide(plan, at: state.clock))
        }
    }
}

/// A run's standing as a tree for people.
enum StatusTree {
    static func text(_ history: RunHistory) -> String {
        let state = history.state
        var lines = ["\(Terminal.strong(state.itinerary.name))  \(state.phase.word), \(history.row) journal rows"]
        if let hold = state.hold { lines.append(Terminal.alarm("  \(hold.reason)")) }
        if let obstacle = state.hold?.obstacle {
            lines.append(Terminal.alarm("  the gate stays shut, \(obstacle.kind.words): \(obstacle.subject)"))
        }
        for incident in state.openIncidents {
            let age = Figures.duration((state.clock - incident.openedAt) / 1000 * 1000)
            let over = incident.resolvedAt == nil ? "" : ", over, says its source"
            lines.append(
                Terminal.alarm(
                    "  incident \(incident.id) (\(incident.severity), from \(incident.source)) open for \(age)\(over): "
                        + incident.title))
        }
        for (index, (plan, stage)) in zip(state.itinerary.stages, state.stages).enumerated() {
            let share = Double(state.exposure.units[plan.unit]?.newBelow ?? 0) / 100
            lines.append(
                "├ \(plan.id): \(stage.phase.word), \(share) % new, way back \(plan.wayBack.rawValue), attempt \(stage.attempt)"
            )
            let back = state.wayBack(of: index)
            if back.isWorse { lines.append(Terminal.alarm("│   way back now: \(back.words)")) }
            if let end = back.endWords(at: state.clock) { lines.append("│   \(end)") }
            let times = stage.timeToDecide(plan, at: state.clock)
            for verdict in stage.verdicts where stage.phase.isLive {
                let time = times[verdict.signal].map { "; to decide: \($0.words)" } ?? ""
                lines.append("│   \(verdict.signal): \(verdict.verdict.rawValue) – \(verdict.reason)\(time)")
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

extension RunState.Hold {
    fileprivate var obstacle: RunState.Obstacle? { if case .gate(let obstacle) = self { obstacle } else { nil } }
}

extension StageState {
    /// How long the signals of the step that is open may still take, where that is known.
    fileprivate func timeToDecide(_ plan: StageItinerary, at now: Int) -> [String: TimeToDecide] {
        guard case .exposing(_, let openedAt?) = phase else { return [:] }
        let times = verdicts.compactMap { verdict -> (String, TimeToDecide)? in
            let maturing = plan.signals.first { $0.id == verdict.signal }?.milestones.last ?? 0
            let time = TimeToDecide(verdict, openFor: now - openedAt, maturing: maturing)
            return time.map { (verdict.signal, $0) }
        }
        return Dictionary(times, uniquingKeysWith: { first, _ in first })
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
