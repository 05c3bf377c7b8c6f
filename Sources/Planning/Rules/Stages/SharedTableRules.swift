extension Rule {
    static let stg006 = Rule(
        "STG006",
        catches: "a hand over of one region or unit whose tables are used by the others too",
        why: """
            A replica carries whole tables. Where one table holds all regions, handing over one of them either breaks \
            replication of the rest or takes their rows along.
            """,
        incident: """
            Replication of a network of WordPress sites, split by site, stops with error 1032: rows of the tables that \
            all sites share are missing on one side.
            """,
        mend: """
            move the entity with scope "*", move what shares its tables in the same stage and scope, or give each \
            scope tables of its own first
            """
    ) { check in
        let plan = check.plan
        var users: [String: [Entity.ID]] = [:]
        for entity in plan.entities {
            for table in Set(entity.tables.map(\.value)) { users[table, default: []].append(entity.id.value) }
        }
        let shared = Dictionary(
            plan.systems.map { ($0.id.value, Set($0.sharedTables.map(\.value))) },
            uniquingKeysWith: { first, _ in first })
        return zip(plan.stages, LosingWriters(plan).stages).flatMap { stage, losses in
            sharedTables(of: stage, losses, users: users, shared: shared, plan)
        }
    }

    private static func sharedTables(
        of stage: Stage, _ losses: [LosingWriters.Loss], users: [String: [Entity.ID]],
        shared: [System.ID: Set<String>], _ plan: Plan
    ) -> [Violation] {
        let split = losses.filter { $0.move.scope.value != .everywhere && $0.move.handover?.value.carriesOver == true }
        var moving: [Scope: Set<Entity.ID>] = [:]
        for loss in split { moving[loss.move.scope.value, default: []].insert(loss.move.entity.value) }
        var seen: Set<ScopedTable> = []
        return split.flatMap { loss -> [Violation] in
            let move = loss.move
            let scope = move.scope.value
            return (plan.entity(move.entity.value)?.tables ?? []).compactMap { table in
                // A table of several entities that move, or of several facets, is one finding.
                guard seen.insert(ScopedTable(table: table.value, scope: scope)).inserted else { return nil }
                if let system = loss.stores.first(where: { shared[$0.id.value]?.contains(table.value) == true }) {
                    return Violation(
                        "stage \(stage.id.value) hands over \(move.place), but its table \(table.value) is shared by "
                            + "all units of \(system.id.value)",
                        move.scope.position)
                }
                guard let other = users[table.value]?.first(where: { moving[scope]?.contains($0) != true })
                else { return nil }
                return Violation(
                    "stage \(stage.id.value) hands over \(move.place), but its table \(table.value) also holds "
                        + "\(other), which does not move with it",
                    move.scope.position)
            }
        }
    }

    private struct ScopedTable: Hashable {
        let table: String
        let scope: Scope
    }
}

extension AuthorityMove.Handover {
    /// Whether what the old side has is carried to the new one, rather than finished where it is.
    fileprivate var carriesOver: Bool { self != .birthPinned }
}
