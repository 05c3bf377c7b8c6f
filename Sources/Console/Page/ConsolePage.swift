import Crypto
import Cutover
import Foundation
import Reporting

/// Renders a view as the live page, or as one of its parts.
struct ConsolePage: Sendable {
    private static let templates = Templates(ConsoleTemplates.all)
    private static let style = Look.style + "\n" + ConsoleAssets.style

    /// What the page may do: its own style and script, and its own stream.
    static let policy =
        "default-src 'none'; style-src '\(hash(style))'; script-src '\(hash(ConsoleAssets.script))'; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    let view: RunView

    func html() -> String {
        let labels = [
            "standing": "How the run stands", "figures": "Figures", "gates": "Gate", "routine": "Who does what",
            "incidents": "Incidents", "stages": "Stages", "paces": "Forecast against fact", "orders": "Orders",
            "tail": "Journal",
        ]
        return Self.templates.render(
            "page",
            [
                "name": view.name, "isRehearsal": view.isRehearsal, "style": Self.style, "script": ConsoleAssets.script,
                "parts": ConsoleTemplates.parts.map { part -> [String: Any] in
                    [
                        "part": part, "label": labels[part] ?? part, "html": html(of: part),
                        "isStanding": part == "standing",
                    ]
                },
            ])
    }

    /// One part of the page.
    func html(of part: String) -> String {
        let fields: [String: Any] =
            switch part {
            case "standing": standing
            case "figures": ["tiles": figures]
            case "gates": gates
            case "routine": routine
            case "incidents": incidents
            case "stages": ["stages": view.stages.map(stage)]
            case "paces": paces
            case "orders": orders
            default: ["moments": moments]
            }
        return Self.templates.render(part, fields)
    }

    private static func hash(_ text: String) -> String {
        "sha256-" + Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
    }

    private var standing: [String: Any] {
        let (sign, word, look) =
            switch view.ending {
            case .completed: ("✓", "Completed", "is-good")
            case .stopped: ("■", "Stopped", "is-warn")
            case .held: ("‖", "Held", view.isAlarm ? "is-bad" : "is-warn")
            case .running: ("▶", "Running", "is-calm")
            }
        var words = view.hold ?? "Nothing is held."
        if let obstacle = view.obstacle {
            words = "The gate stays shut, \(obstacle.kind.words): \(obstacle.why). \(obstacle.kind.end)"
        }
        if let last = words.last, last != "." { words += "." }
        if view.ending == .completed { words = "All units are on the new side." }
        if view.ending == .stopped { words = "The store goes on as it stands." }
        if !view.pending.isEmpty, view.ending != .completed {
            words += " Now: \(view.pending.joined(separator: ", "))."
        }
        return ["sign": sign, "ending": word, "look": look, "words": words]
    }

    private var figures: [[String: Any]] {
        let present = view.stages.first { $0.isPresent }
        var tiles: [[String: Any]] = [
            [
                "label": "Stages done", "value": "\(view.stages.count { $0.phase == .done }) of \(view.stages.count)",
                "more": present.map { "now \($0.id)" } ?? "",
            ],
            [
                "label": "Running for", "value": Figures.duration((view.clock - view.beganAt) / 1000 * 1000),
                "more": "since \(Figures.clock(view.beganAt)) UTC",
            ],
            [
                "label": "Exposure now", "value": Figures.percent(present?.exposure ?? view.stages.last?.exposure ?? 0),
                "more": present.map { "of \($0.unit)" } ?? "",
            ],
            [
                "label": "Way back now", "value": present?.wayBack ?? "–",
                "more": present?.wayBackWords(at: view.clock) ?? "no stage is under way",
            ],
        ]
        if let version = view.version { tiles.append(["label": "New side", "value": version, "more": "version"]) }
        if let budget = view.budget {
            tiles.append([
                "label": "Rollback budget spent", "value": Figures.fine(budget.spent),
                "more": "of the \(Figures.fine(budget.whole)) for false rollbacks in the whole migration",
            ])
        }
        return tiles
    }
}
