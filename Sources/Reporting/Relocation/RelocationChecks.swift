import Foundation
import Planning

/// Everything that a move must have seen, by its plan, and what was seen of it.
struct RelocationChecks {
    let all: [RelocationReport.Check]

    init(_ plan: Plan, _ seen: SeenRecords) {
        var asked: [(EvidenceKind, String)] = []
        let relocation = plan.relocation
        let old = (relocation?.hosts ?? []).filter { $0.side.value == .old }.map(\.id.value.rawValue)
        let databases = relocation?.databases.map(\.id.value.rawValue) ?? []
        let files = relocation?.files.map(\.id.value.rawValue) ?? []
        asked += old.map { (.assessed, $0) }
        asked += (databases + files).map { (.copied, $0) }
        if seen.newest(.backupRestored).isEmpty { asked.append((.backupRestored, "backup")) }
        if !plan.stagingEnvironments.isEmpty { asked.append((.staging, "staging")) }
        asked += plan.productionNames.map { (.verified, $0) }
        asked += plan.movedNames.map { (.named, $0) }
        asked += databases.map { (.handedOver, $0) }
        if seen.newest(.orders).isEmpty { asked += plan.units.map { (.orders, $0.id.value.rawValue) } }
        var checks: [RelocationReport.Check] = []
        var told: Set<String> = []
        func add(_ kind: EvidenceKind, _ subject: String, _ filed: RelocationReport.Filed?) {
            guard told.insert("\(kind.rawValue) \(subject)").inserted else { return }
            checks.append(
                RelocationReport.Check(
                    kind: kind.rawValue, subject: subject,
                    state: filed.map { $0.passed ? .passed : .failed } ?? .notMeasured,
                    detail: filed.map(Self.detail) ?? "nobody has measured it", source: filed?.source))
        }
        for (kind, subject) in asked { add(kind, subject, seen.newest(kind, subject)) }
        for filed in seen.newest {
            guard let kind = EvidenceKind(rawValue: filed.kind) else { continue }
            add(kind, filed.subject, filed)
        }
        all = checks
    }

    private static func detail(_ filed: RelocationReport.Filed) -> String {
        let figures = filed.figures.sorted { $0.key < $1.key }
            .map { "\($0.key.replacing("_", with: " ")) \(Figures.plain($0.value))" }
        return ([Figures.moment(filed.at), filed.by] + figures + (filed.note.map { [$0] } ?? [])).joined(
            separator: "; ")
    }
}

extension Figures {
    /// A count without decimals, anything else with two.
    static func plain(_ value: Double) -> String {
        guard value.magnitude < 1e15 else { return "\(value)" }
        return value.rounded() == value ? count(Int(value)) : decimal(value, 2)
    }
}

extension Plan {
    var stagingEnvironments: [String] {
        environments.filter { $0.kind?.value == .staging }.map(\.id.value.rawValue)
    }

    /// What a verification of production is called: environments of that kind, or `production` where none is named.
    var productionNames: [String] {
        let named = environments.filter { $0.kind?.value == .production }.map(\.id.value.rawValue)
        return named.isEmpty ? ["production"] : named
    }

    /// Domains that the moved sites answer on, each once, in the plan's order.
    var movedNames: [String] {
        var seen: Set<String> = []
        return (relocation?.networks ?? []).flatMap(\.sites).map { $0.mapped?.value ?? $0.domain.value }
            .filter { seen.insert($0).inserted }
    }
}
