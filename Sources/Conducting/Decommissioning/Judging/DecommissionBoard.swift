package import Planning

/// What still keeps each old host, and how far its end has come.
///
/// A pure function of the plan, of what was seen and of what is on record. What was not seen lacks as much as what was
/// seen to be wrong, and says why.
package struct DecommissionBoard: Sendable, Hashable, Codable {
    package enum State: Sendable, Hashable, Codable {
        case met(String)
        case lacking(String, mend: String)
        case unseen(String, mend: String)

        package var isMet: Bool { if case .met = self { true } else { false } }

        package var word: String {
            switch self {
            case .met: "ok"
            case .lacking: "LACKS"
            case .unseen: "NOT SEEN"
            }
        }

        package var why: String {
            switch self {
            case .met(let why), .lacking(let why, _), .unseen(let why, _): why
            }
        }

        package var mend: String? {
            switch self {
            case .met: nil
            case .lacking(_, let mend), .unseen(_, let mend): mend
            }
        }
    }

    package struct Item: Sendable, Hashable, Codable {
        /// `report`, `requests`, `credential data-shop`.
        package var name: String
        package var state: State

        package init(_ name: String, _ state: State) { (self.name, self.state) = (name, state) }
    }

    package enum Phase: Sendable, Hashable, Codable {
        /// It runs, and what is missing keeps it.
        case runs
        /// Since when, and from when it may be wiped; nil where the plan does not say.
        case off(since: PlanTime, wipe: PlanTime?)
        case wiped(PlanTime)
    }

    package struct Row: Sendable, Hashable, Codable {
        package var host: String
        package var phase: Phase
        package var items: [Item]

        package var lacking: [Item] { items.filter { !$0.state.isMet } }
        package var isWhole: Bool { lacking.isEmpty }
    }

    package let rows: [Row]
    /// When it was looked.
    package let at: PlanTime

    /// Old hosts in all, and those that still run.
    package var total: Int { rows.count }
    package var left: Int { rows.count { $0.phase == .runs } }
    package var isWhole: Bool { rows.allSatisfy { $0.phase != .runs || $0.isWhole } }

    package init(_ plan: Plan, seen: DecommissionSeen, records: EvidenceRecords, at time: PlanTime) {
        at = time
        rows = plan.oldHosts.map { host in
            let id = host.id.value.rawValue
            let phase = Self.phase(id, plan, records, at: time)
            let items = phase == .runs ? DecommissionRules(plan, host, seen, records, at: time).items : []
            return Row(host: id, phase: phase, items: items)
        }
    }

    /// How far a host's end has come, by the records: one that answered again has taken back that it was off.
    package static func phase(
        _ host: String, _ plan: Plan, _ records: EvidenceRecords, at time: PlanTime
    ) -> Phase {
        guard let off = records.proof(.poweredOff, of: host, at: time) else { return .runs }
        if let wiped = records.proof(.wiped, of: host, at: time) { return .wiped(wiped.at) }
        return .off(since: off.at, wipe: plan.decommission?.wipeAfter.map { off.at + $0.value })
    }
}

extension Plan {
    package var oldHosts: [RelocatedHost] { relocation?.hosts.filter { $0.side.value == .old } ?? [] }

    /// What the plan says about the end of a host.
    package func ending(of host: RelocatedHost) -> EndingHost? {
        decommission?.hosts.first { $0.host.value == host.id.value }
    }

    /// The databases on a host: those of its system; those that no host claims may be on any.
    package func databases(on host: RelocatedHost) -> [RelocatedDatabase] {
        relocation?.databases.filter { database in
            let claimed = oldHosts.filter { $0.system?.value == database.from.value }
            return claimed.isEmpty || claimed.contains { $0.id.value == host.id.value }
        } ?? []
    }

    /// The access items that open a database on its old side.
    package func oldCredentials(of database: RelocatedDatabase) -> [AccessItem.ID] {
        let writers = database.writers.filter { $0.side.value != .new }.map(\.access)
        var seen: Set<AccessItem.ID> = []
        return ([database.access, database.replication?.access] + writers).compactMap { $0?.value }
            .filter { seen.insert($0).inserted }
    }

    /// The end of the last planned way back.
    package var wayBackEnds: PlanTime? { stages.compactMap { $0.wayBackSpan?.to }.max() }

    /// The longest time for which a stage promises its way back.
    package var longestWayBack: Duration? { stages.compactMap { $0.rollback?.window?.value }.max() }
}
