package import Planning
package import Relocation

package import class Foundation.FileManager
package import struct Foundation.URL

/// Does what is due of the maintenance, and leaves a record of each item: done and good, or not.
package struct MaintenanceDesk: Sendable {
    let plan: Plan
    /// The plan as it is carried out on staging; nil where it has no such environment.
    let staging: Plan?
    let logins: PlanLogins
    /// Where records are left.
    private let evidence: String
    private let digest: String
    /// The folder that relative paths of the plan start from.
    let base: URL
    /// Restores every part of the backup elsewhere, and says when it was taken where that was not just now; nil where
    /// the plan backs nothing up.
    let restore: (@Sendable () async throws -> (proof: Proof, takenAt: String?))?

    /// The program and version in its records.
    private static let author = "sluice maintain 0.1"

    /// - Parameter digest: of the plan without any environment's overlay.
    package init(
        _ plan: Plan, staging: Plan?, _ logins: PlanLogins, evidence: String, digest: String, base: URL,
        restore: (@Sendable () async throws -> (proof: Proof, takenAt: String?))?
    ) {
        (self.plan, self.staging, self.logins, self.evidence) = (plan, staging, logins, evidence)
        (self.digest, self.base, self.restore) = (digest, base, restore)
    }

    package func calendar(at time: PlanTime) throws(PlanningError) -> MaintenanceCalendar? {
        guard let terms = plan.maintenance else { return nil }
        let records =
            FileManager.default.fileExists(atPath: evidence)
            ? EvidenceRecords(
                try EvidenceFolder.filed(evidence).map(\.record).filter { $0.plan == nil || $0.plan == digest }) : .none
        return MaintenanceCalendar(terms, records: records, at: time)
    }

    /// Does one item and writes it down.
    package func perform(_ item: MaintenanceItem) async throws -> MaintenanceOutcome {
        let began = ContinuousClock.now
        var outcome = await outcome(of: item)
        let took = (ContinuousClock.now - began) / .seconds(1)
        outcome.figures["took_seconds"] = (took * 10).rounded() / 10
        try FileManager.default.createDirectory(atPath: evidence, withIntermediateDirectories: true)
        try EvidenceRecord(
            .maintained, of: outcome.id, at: .now, plan: digest, by: Self.author, passed: outcome.state == .good,
            figures: outcome.figures.filter { $0.value.isFinite },
            note: "\(outcome.state.rawValue): \(String(outcome.why.prefix(2_000)))"
        ).write(into: evidence)
        return outcome
    }

    private func outcome(of item: MaintenanceItem) async -> MaintenanceOutcome {
        do {
            switch item.what.value {
            case .certificates: return await certificates(item)
            case .domains: return await domains(item)
            case .links: return await links(item)
            case .versions: return await versions(item)
            case .restoreTest: return try await restoreTest(item)
            case .updates: return try await updates(item)
            case .uptime where item.source == nil: return try await uptime(item)
            case .uptime, .feeds, .oversell, .files, .mail, .translations: return await source(item)
            }
        } catch {
            return .notSeen(item, "\(error)")
        }
    }

    private func source(_ item: MaintenanceItem) async -> MaintenanceOutcome {
        guard let rule = SourceRule.rule(item.what.value) else { return .notSeen(item, "nobody measures it") }
        guard let source = item.source?.value else {
            return .notSeen(item, "the plan names no source of it: `source: file or address`")
        }
        switch await SourceFigures.read(source, base: base) {
        case .unseen(let why): return .notSeen(item, why)
        case .seen(let found): return rule.judge(item, found, at: .now)
        }
    }

    private func restoreTest(_ item: MaintenanceItem) async throws -> MaintenanceOutcome {
        guard let restore else { return .notSeen(item, "the plan names no backup: `relocation: backup`") }
        let (proof, takenAt) = try await restore()
        let findings = proof.parts.map { part in
            "\(part.name): \(part.isProven ? "proven" : "NOT PROVEN"), \(part.why); \(part.bytes) bytes in "
                + "\((part.seconds * 10).rounded() / 10) s, SHA-256 \(part.digest.prefix(16))"
        }
        let seconds = (proof.seconds * 10).rounded() / 10
        return MaintenanceOutcome(
            item, proof.isComplete ? .good : .short,
            "\(proof) by restoring elsewhere, in \(seconds) s"
                + (takenAt.map { "; hosts of it have ended, so it is the one taken \($0)" } ?? ""),
            figures: [
                "parts": Double(proof.parts.count), "proven": Double(proof.proven), "seconds": seconds,
                "bytes": Double(proof.bytes),
            ], findings: findings)
    }

    // Where the moved sites answer

    struct Site: Hashable {
        let domain: String
        let path: String
        let endpoint: String
    }

    /// The sites of the new side and where they are asked.
    var sites: [Site] {
        let storefronts = plan.systems.filter { $0.side.value != .old && $0.kind.value == .storefront }
        guard let endpoint = storefronts.flatMap(\.endpoints).first?.value else { return [] }
        return (plan.relocation?.networks ?? []).flatMap(\.sites).map { site in
            Site(
                domain: site.mapped?.value ?? site.domain.value, path: site.path?.value ?? "/",
                endpoint: endpoint.contains("://") ? endpoint : "http://\(endpoint)")
        }
    }

    /// Their domains, each once.
    var domainNames: [String] {
        var seen: Set<String> = []
        return sites.map(\.domain).filter { seen.insert($0).inserted }
    }
}
