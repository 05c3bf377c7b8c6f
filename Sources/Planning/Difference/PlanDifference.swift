import Foundation

/// What changes in meaning between two plans, weightiest first.
///
///     let difference = PlanDifference(from: before, to: after)
///     print(difference.text)
///
/// Comments, the order of keys, styles of writing, the borders of files and other ways of saying the same (`60s`, `1m`)
/// are no change. Above all it tells which stages are of another class than before, and by which facts.
public struct PlanDifference: Sendable, Hashable, Codable {
    /// The digests of the two plans; see ``Plan/digest``.
    public let old: String
    public let new: String
    /// Classes first, then what loosens the plan, what neither loosens nor tightens it, and what tightens it.
    public let changes: [PlanChange]

    public init(from old: Plan, to new: Plan) {
        self.old = old.digest
        self.new = new.digest
        guard let before = old.values, let after = new.values else {
            changes = []
            return
        }
        let values = ValueWalk(before, after).differences.map { Weighing.change($0) }
        changes = (WayBackChanges.between(old, new) + values).sorted { Self.rank($0) < Self.rank($1) }
    }

    /// Whether the two plans mean the same.
    public var isEmpty: Bool { changes.isEmpty }

    /// Whether some change asks for less safety than before.
    public var loosens: Bool { changes.contains { $0.weight == .worse } }

    private static let parts = ["stages", "authority", "signals", "entities", "flows", "units", "risks", "people"]

    private static func rank(_ change: PlanChange) -> (Int, Int, Int, String) {
        let weight = PlanChange.Weight.allCases.firstIndex(of: change.weight) ?? 0
        let part = String(change.path.prefix { $0 != "." && $0 != "[" })
        return (
            change.kind == .wayBack ? 0 : 1, weight, parts.firstIndex(of: part) ?? parts.count,
            change.path + change.kind.rawValue
        )
    }
}

extension PlanDifference {
    /// For people: a heading for each weight, a line for each change, and a line that counts.
    public var text: String {
        guard !isEmpty else { return "nothing changes in meaning\n" }
        var lines: [String] = []
        func list(_ title: String, _ listed: [PlanChange]) {
            guard !listed.isEmpty else { return }
            lines.append(title)
            lines += listed.map { "  \($0)" }
        }
        let values = changes.filter { $0.kind != .wayBack }
        list("way back", changes.filter { $0.kind == .wayBack })
        list("looser than before", values.filter { $0.weight == .worse })
        list("different", values.filter { $0.weight == .neutral })
        list("tighter than before", values.filter { $0.weight == .better })
        let worse = changes.count { $0.weight == .worse }
        lines.append("\(changes.count) \(changes.count == 1 ? "change" : "changes"), \(worse) for the worse")
        return lines.joined(separator: "\n") + "\n"
    }

    /// For programs: the same as a value, keys sorted.
    public var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let body = try? encoder.encode(self)
        return body.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
