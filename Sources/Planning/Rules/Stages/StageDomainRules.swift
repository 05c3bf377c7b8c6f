extension Rule {
    static let stg003 = Rule(
        "STG003",
        catches: "a stage that moves authority in more than one domain at once",
        why: """
            When checkout and the catalogue change hands in one step and sales fall, nobody can tell which of the two \
            it was, and both must go back. It is sound only where one store of record holds all of it and can be taken \
            back as a whole.
            """,
        incident: "TSB moved all of its customers and services in one weekend in 2018; many were locked out for weeks.",
        mend: "make a stage for each domain, or move what one system of record holds, with a way back of R2 or better"
    ) { check in
        let plan = check.plan
        var keepers: [Entity.ID: Set<System.ID>] = [:]
        for system in plan.systems {
            for entity in system.records { keepers[entity.value, default: []].insert(system.id.value) }
        }
        return plan.stages.compactMap { stage in
            let own = plan.unit(stage.unit.value)?.domain.value
            let domains = stage.authority.map { plan.entity($0.entity.value)?.domain?.value ?? own }
            guard let place = domains.indices.first(where: { domains[$0] != domains[0] }),
                let one = domains[0], let other = domains[place]
            else { return nil }
            let moved = Set(stage.authority.map(\.entity.value))
            let together = moved.map { keepers[$0] ?? [] }
            let keeper = together.dropFirst().reduce(together.first ?? []) { $0.intersection($1) }
            let reason: String
            if keeper.isEmpty {
                reason = "no one system keeps all of it (`records`)"
            } else {
                let wayBack = check.promisedWayBack(of: stage).wayBack
                guard wayBack > .r2 else { return nil }
                reason = "its way back is \(wayBack)"
            }
            return Violation(
                "stage \(stage.id.value) moves \(stage.authority[0].entity.value) (\(one.rawValue)) and "
                    + "\(stage.authority[place].entity.value) (\(other.rawValue)) at once, and \(reason)",
                stage.authority[place].entity.position)
        }
    }
}
