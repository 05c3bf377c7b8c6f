/// Checks that every id of a plan names one thing, and every reference names something.
struct References {
    private let plan: Plan
    private let reading: Reading
    private let people: Set<String>
    private let teams: Set<String>
    private let systems: Set<String>
    private let entities: Set<String>
    private let flows: Set<String>
    private let signals: Set<String>
    private let units: Set<String>
    private let stages: Set<String>

    init(_ plan: Plan, _ reading: Reading) {
        self.plan = plan
        self.reading = reading
        people = Set(plan.people.map(\.id.value.rawValue))
        teams = Set(plan.teams.map(\.id.value.rawValue))
        systems = Set(plan.systems.map(\.id.value.rawValue))
        entities = Set(plan.entities.map(\.id.value.rawValue))
        flows = Set(plan.flows.map(\.id.value.rawValue))
        signals = Set(plan.signals.map(\.id.value.rawValue))
        units = Set(plan.units.map(\.id.value.rawValue))
        stages = Set(plan.stages.map(\.id.value.rawValue))
    }

    func check() {
        unique(plan.people.map(\.id), "person")
        unique(plan.teams.map(\.id), "team")
        unique(plan.systems.map(\.id), "system")
        unique(plan.integrations.map(\.id), "integration")
        unique(plan.entities.map(\.id), "entity")
        unique(plan.flows.map(\.id), "flow")
        unique(plan.signals.map(\.id), "signal")
        unique(plan.risks.map(\.id), "risk")
        unique(plan.units.map(\.id), "unit")
        unique(plan.stages.map(\.id), "stage")
        checkPeople()
        checkSystems()
        checkEntities()
        plan.flows.forEach(check(flow:))
        plan.signals.forEach(check(signal:))
        plan.risks.forEach(check(risk:))
        for unit in plan.units { unit.entities.forEach { known($0, entities, "entity") } }
        plan.stages.forEach(check(stage:))
        plan.report?.signers.forEach { known($0, people, "person") }
    }

    private func checkPeople() {
        for person in plan.people {
            known(person.team, teams, "team")
            known(person.deputy, people, "person")
        }
        for team in plan.teams { known(team.lead, people, "person") }
    }

    private func checkSystems() {
        for system in plan.systems {
            owner(system.owner)
            owner(system.deputy)
            system.records.forEach { known($0, entities, "entity") }
        }
        for integration in plan.integrations {
            known(integration.from, systems, "system")
            known(integration.to, systems, "system")
            integration.carries.forEach { known($0, entities, "entity") }
            owner(integration.owner)
        }
    }

    private func checkEntities() {
        for entity in plan.entities {
            owner(entity.owner)
            owner(entity.deputy)
            known(entity.allocator, systems, "system")
            unique(entity.facets, "facet")
            for case (_, let writer?) in entity.writers?.ways ?? [] {
                if case .system(let id) = writer.value { known(At(id, writer.position), systems, "system") }
            }
            for effect in entity.effects { facet(effect.facet, of: entity.id.value) }
        }
        for grant in plan.authority {
            known(grant.entity, entities, "entity")
            facet(grant.facet, of: grant.entity.value)
            known(grant.writer, systems, "system")
        }
    }

    private func check(flow: Flow) {
        unique(flow.steps.map(\.id), "step of this flow")
        known(flow.success, steps(flow), "step of this flow")
        (flow.reads + flow.writes).forEach { known($0, entities, "entity") }
    }

    private func check(signal: Signal) {
        known(signal.flow, flows, "flow")
        known(signal.entity, entities, "entity")
        guard let id = signal.flow?.value, let flow = plan.flow(id) else {
            for step in [signal.start, signal.success].compactMap({ $0 }) {
                reading.note(
                    .danglingReference, "the step `\(step.value)` is named, but no flow", step.position,
                    mend: "add `flow:` to this signal")
            }
            return
        }
        known(signal.start, steps(flow), "step of flow `\(id)`")
        known(signal.success, steps(flow), "step of flow `\(id)`")
    }

    private func check(risk: Risk) {
        let integrations = plan.integrations.map(\.id.value.rawValue)
        let places = stages.union(units).union(flows).union(systems).union(integrations)
        known(risk.place.map { Identifier<Risk>($0) }, places, "stage, unit, flow, system or integration")
        risk.signals.forEach { known($0, signals, "signal") }
        owner(risk.mitigation?.owner)
        known(risk.mitigation?.before, stages, "stage")
        known(risk.acceptance?.signer, people, "person")
    }

    private func check(stage: Stage) {
        known(stage.unit, units, "unit")
        owner(stage.owner)
        owner(stage.deputy)
        stage.gates.forEach { known($0, signals, "signal") }
        known(stage.business?.acceptedBy, people, "person")
        for move in stage.authority {
            known(move.entity, entities, "entity")
            facet(move.facet, of: move.entity.value)
            known(move.to, systems, "system")
        }
        for person in [stage.rollback?.trigger, stage.rollback?.decider, stage.rollback?.executor] {
            known(person, people, "person")
        }
        stage.communications?.to.forEach { known($0, teams, "team") }
    }

    private func steps(_ flow: Flow) -> Set<String> { Set(flow.steps.map(\.id.value.rawValue)) }

    private func unique<Name: CustomStringConvertible & Hashable>(_ names: [At<Name>], _ what: String) {
        var first: [Name: Position] = [:]
        for name in names {
            if let earlier = first[name.value] {
                reading.note(
                    .duplicate, "the \(what) `\(name.value)` was already declared at \(earlier)", name.position,
                    mend: "give one of the two another id")
            } else {
                first[name.value] = name.position
            }
        }
    }

    private func known<Owner>(_ id: At<Identifier<Owner>>?, _ ids: Set<String>, _ what: String) {
        guard let id, !reading.isFull, !ids.contains(id.value.rawValue) else { return }
        let hint = NearestKey.hint(for: id.value.rawValue, among: ids)
        reading.note(
            .danglingReference, "there is no \(what) `\(id.value)`\(hint)", id.position,
            mend: "declare it, or name one that is declared")
    }

    /// A team in the place of a person is a matter for rule OWN001, which can say more.
    private func owner(_ id: At<Person.ID>?) {
        if let id, !teams.contains(id.value.rawValue) { known(id, people, "person") }
    }

    private func facet(_ facet: At<String>?, of entity: Entity.ID) {
        guard let facet, !reading.isFull, let owner = plan.entity(entity) else { return }
        let facets = owner.facets.map(\.value)
        guard !facets.contains(facet.value) else { return }
        reading.note(
            .danglingReference,
            "`\(entity)` has no facet `\(facet.value)`\(NearestKey.hint(for: facet.value, among: facets))",
            facet.position, mend: "declare it under the entity's facets, or name one that is declared")
    }
}
