package import Planning

/// Staging first: before production is touched the same plan has passed on staging, and a backup of everything that
/// moves was restored elsewhere. Pure: what is on record in, what is lacking out.
package struct StagingGate: Sendable {
    /// How old a passed staging may be: what is sold, and who sells it, changes.
    package static let stagingAge = Duration.seconds(30 * 86_400)
    /// How old a restored backup may be: what was sold since is not in it.
    package static let backupAge = Duration.seconds(7 * 86_400)

    /// A record that is lacking, and the command that would leave it.
    package struct Lack: Sendable, Hashable, CustomStringConvertible {
        package let kind: EvidenceKind
        package let subject: String
        package let why: String
        package let command: String

        package var description: String { "\(why); `\(command)` leaves one" }
    }

    /// The plan without the overlay of any environment.
    private let plan: Plan
    /// As commands name it.
    private let path: String

    package init(_ plan: Plan, path: String) { (self.plan, self.path) = (plan, path) }

    private static func staging(of plan: Plan) -> PlanEnvironment? {
        plan.environments.first { $0.kind?.value == .staging }
    }

    /// Whether it stands before what is done in this environment; nil is the plan as it is. A rehearsal's plan is held to
    /// it where it has a staging of its own.
    package func applies(in environment: PlanEnvironment?) -> Bool {
        if environment?.kind?.value == .staging { return false }
        return !plan.isRehearsal || Self.staging(of: plan) != nil
    }

    /// The old systems that hold what is moved, in the plan's order.
    package var systems: [System.ID] {
        let moved = plan.relocation
        let sources = Set(moved?.files.map(\.from.value) ?? [])
        let holders =
            (moved?.databases.map(\.from.value) ?? [])
            + (moved?.hosts ?? []).filter { sources.contains($0.id.value) }.compactMap { $0.system?.value }
        return plan.systems.filter { $0.side.value == .old && holders.contains($0.id.value) }.map(\.id.value)
    }

    /// What is lacking; empty where production may be touched. The newest record about a subject counts, a failed one
    /// too, of those that were measured for this plan.
    package func lacks(_ records: EvidenceRecords, at time: PlanTime) -> [Lack] {
        let own = records.measured(for: plan.digest)
        var lacks: [Lack] = []
        let environment = Self.staging(of: plan)?.id.value.rawValue ?? "staging"
        if let why = why(.staging, "staging", own, at: time, within: Self.stagingAge) {
            lacks.append(
                Lack(
                    kind: .staging, subject: "staging", why: why,
                    command: "sluice relocation verify \(path) --environment \(environment)"))
        }
        for system in systems {
            let subject = system.rawValue
            guard let why = why(.backupRestored, subject, own, at: time, within: Self.backupAge) else { continue }
            lacks.append(
                Lack(
                    kind: .backupRestored, subject: subject, why: why,
                    command: "sluice relocation backup \(path) --prove"))
        }
        return lacks
    }

    private func why(
        _ kind: EvidenceKind, _ subject: String, _ records: EvidenceRecords, at time: PlanTime, within age: Duration
    ) -> String? {
        let name = kind == .staging ? "`staging`" : "`\(kind.rawValue)` of `\(subject)`"
        guard let newest = records.newest(kind, of: subject, at: time) else {
            return "no record \(name) for this plan (\(plan.digest.prefix(12)))"
        }
        if !newest.passed { return "the newest record \(name), of \(newest.at.seconds), failed" }
        guard records.proof(kind, of: subject, at: time, within: age) != nil else {
            return "the record \(name) is of \(newest.at.seconds), older than \(PlanText.duration(age))"
        }
        return nil
    }
}
