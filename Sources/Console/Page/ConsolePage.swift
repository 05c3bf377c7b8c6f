import Crypto
import Foundation
import Gating
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
            "standing": "How the run stands", "gates": "Gate", "stages": "Stages", "orders": "Orders",
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
            case "gates": gates
            case "stages": ["stages": view.stages.map(stage)]
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
        let present = view.stages.first { $0.isPresent }
        var words = view.hold ?? "Nothing is held."
        if view.ending == .completed { words = "All units are on the new side." }
        if view.ending == .stopped { words = "The store goes on as it stands." }
        if !view.pending.isEmpty, view.ending != .completed {
            words += " Now: \(view.pending.joined(separator: ", "))."
        }
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
                "more": present?.why.last ?? "no stage is under way",
            ],
        ]
        if let version = view.version { tiles.append(["label": "New side", "value": version, "more": "version"]) }
        return ["sign": sign, "ending": word, "look": look, "words": words, "tiles": tiles]
    }

    private var gates: [String: Any] {
        guard let stage = view.stages.first(where: { $0.isPresent || $0.phase == .rolledBack }), !stage.signals.isEmpty,
            let gate = stage.gate
        else { return ["hasGates": false] }
        var dwell = "The step stays open for at least \(Figures.duration(stage.dwell))"
        if let openedAt = stage.openedAt {
            dwell += "; it is open for \(Figures.duration((view.clock - openedAt) / 1000 * 1000))"
        }
        return [
            "hasGates": true, "stage": stage.id, "share": Figures.percent(stage.exposure), "gate": gate.rawValue,
            "gateSign": gate.sign, "gateLook": gate.look, "dwell": dwell + ".",
            "signals": stage.signals.map { fields(of: $0, isExact: stage.exact.contains($0.signal)) },
        ]
    }

    private func fields(of signal: SignalVerdict, isExact: Bool) -> [String: Any] {
        var fields: [String: Any] = [
            "signal": signal.signal, "verdict": signal.verdict.rawValue, "sign": signal.verdict.sign,
            "look": signal.verdict.look, "reason": signal.reason,
        ]
        guard !isExact else { return fields }
        let counts = signal.counts
        fields["sides"] = [
            "oldWords": words(counts.oldEvents, counts.oldUnits, signal.oldInterval),
            "newWords": words(counts.newEvents, counts.newUnits, signal.newInterval),
            "whiskers": Pictures.intervals(
                old: picture(counts.oldEvents, counts.oldUnits, signal.oldInterval),
                new: picture(counts.newEvents, counts.newUnits, signal.newInterval)),
        ]
        var bars = [bar("regression", signal.regressionLogE, signal.regressionThreshold)]
        if let health = signal.healthLogE, let needed = signal.healthThreshold {
            bars.append(bar("health", health, needed))
        }
        fields["bars"] = bars
        return fields
    }

    private func bar(_ kind: String, _ log: Double, _ needed: Double) -> [String: Any] {
        [
            "barName": kind, "barWords": Pictures.barWords(log, of: needed),
            "bar": Pictures.bar(log, of: needed, kind: kind),
        ]
    }

    private func picture(
        _ events: Int, _ units: Int, _ interval: RateInterval
    ) -> (rate: Double, lower: Double, upper: Double)? {
        units == 0 ? nil : (Double(events) / Double(units), interval.lower, interval.upper)
    }

    private func words(_ events: Int, _ units: Int, _ interval: RateInterval) -> String {
        guard units > 0 else { return "nothing counted" }
        return "\(Figures.percent(Double(events) / Double(units))) (\(Figures.percent(interval.lower)) to "
            + "\(Figures.percent(interval.upper))) of \(Figures.count(units))"
    }
}
