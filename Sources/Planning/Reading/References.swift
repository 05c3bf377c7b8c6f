/// Checks that every id of a plan names one thing, and every reference names something.
struct References {
    let plan: Plan
    let reading: Reading
    let people: Set<String>
    let teams: Set<String>
    let systems: Set<String>
    let entities: Set<String>
    let flows: Set<String>
    let signals: Set<String>
    let integrations: Set<String>
    let units: Set<String>
    let stages: Set<String>
    let access: Set<String>
    let probeCases: Set<String>

    init(_ plan: Plan, _ reading: Reading) {
        self.plan = plan
        self.reading = reading
        people = Self.names(plan.index.people)
        teams = Self.names(plan.index.teams)
        systems = Self.names(plan.index.systems)
        entities = Self.names(plan.index.entities)
        flows = Self.names(plan.index.flows)
        signals = Self.names(plan.index.signals)
        integrations = Self.names(plan.index.integrations)
        units = Self.names(plan.index.units)
        stages = Self.names(plan.index.stages)
        access = Self.names(plan.index.access)
        probeCases = Set(plan.probes?.cases.map(\.id.value.rawValue) ?? [])
    }

    private static func names<Owner>(_ places: [Identifier<Owner>: Int]) -> Set<String> {
        Set(places.keys.map(\.rawValue))
    }

    func check() {
        checkIDs()
        checkPeople()
        checkSystems()
        checkEntities()
        plan.flows.forEach(check(flow:))
        plan.signals.forEach(check(signal:))
        checkProbes()
        checkRisks()
        for unit in plan.units { unit.entities.forEach { known($0, entities, "entity") } }
        plan.stages.forEach(check(stage:))
        checkPreparation()
        checkRelocation()
        checkEnd()
    }

    private func checkIDs() {
        unique(plan.environments.map(\.id), "environment")
        unique(plan.people.map(\.id), "person")
        unique(plan.teams.map(\.id), "team")
        unique(plan.systems.map(\.id), "system")
        unique(plan.integrations.map(\.id), "integration")
        unique(plan.callbacks.map(\.id), "callback")
        unique(plan.entities.map(\.id), "entity")
        unique(plan.flows.map(\.id), "flow")
        unique(plan.signals.map(\.id), "signal")
        unique(plan.risks.map(\.id), "risk")
        unique(plan.units.map(\.id), "unit")
        unique(plan.stages.map(\.id), "stage")
        unique(plan.milestones.map(\.id), "milestone")
        unique(plan.tasks.map(\.id), "task")
        unique(plan.access.map(\.id), "access item")
        unique(plan.imports.map(\.id), "import")
        unique(plan.probes?.journeys.map(\.id) ?? [], "journey")
        unique(plan.probes?.cases.map(\.id) ?? [], "probe case")
        unique(plan.notices?.channels.map(\.id) ?? [], "channel")
    }

    private func checkPeople() {
        for person in plan.people {
            known(person.team, teams, "team")
            known(person.deputy, people, "person")
        }
        for team in plan.teams { known(team.lead, people, "person") }
        guard let duties = plan.responsibilities else { return }
        for duty in [
            duties.integrationFailures, duties.monitoring, duties.alerting, duties.incidentResponse,
            duties.seoValidation,
        ] {
            owner(duty?.owner)
            owner(duty?.deputy)
        }
    }

    private func checkSystems() {
        for system in plan.systems {
            owner(system.owner)
            owner(system.deputy)
            system.records.forEach { known($0, entities, "entity") }
        }
        for integration in plan.integrations {
            known(integration.from, systems, "system", code: Self.undeclaredSystem)
            known(integration.to, systems, "system", code: Self.undeclaredSystem)
            integration.carries.forEach { known($0, entities, "entity") }
            owner(integration.owner)
            known(integration.reconciledBy, signals, "signal")
            known(integration.since, stages, "stage")
            known(integration.until, stages, "stage")
        }
        for callback in plan.callbacks {
            known(callback.system, systems, "system")
            known(callback.before, stages, "stage")
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
            if let terms = entity.reconcile { MappingCheck(reading, plan: plan).check(terms) }
        }
        unique(plan.entities.flatMap { $0.reconcile?.tables.map(\.id) ?? [] }, "table that is compared")
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

    private func checkProbes() {
        let journeys = Set(plan.probes?.journeys.map(\.id.value.rawValue) ?? [])
        for it in plan.probes?.cases ?? [] { known(it.journey, journeys, "journey") }
        for exception in plan.probes?.except ?? [] { known(exception.of, probeCases, "probe case") }
    }

    private func check(signal: Signal) {
        known(signal.flow, flows, "flow")
        known(signal.entity, entities, "entity")
        known(signal.integration, integrations, "integration")
        signal.cases.forEach { known($0, probeCases, "probe case") }
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

    private func checkRisks() {
        let integrations = Self.names(plan.index.integrations)
        let places = stages.union(units).union(flows).union(systems).union(integrations)
        for risk in plan.risks {
            known(risk.place.map { Identifier<Risk>($0) }, places, "stage, unit, flow, system or integration")
            risk.signals.forEach { known($0, signals, "signal") }
            owner(risk.mitigation?.owner)
            known(risk.mitigation?.before, stages, "stage")
            known(risk.acceptance?.signer, people, "person")
        }
        for domain in plan.notApplicable { known(domain.signedBy, people, "person") }
    }

    private func check(stage: Stage) {
        known(stage.unit, units, "unit")
        owner(stage.owner)
        owner(stage.deputy)
        stage.approvers.forEach { known($0, people, "person") }
        stage.access.forEach { known($0, access, "access item", code: Self.missingAccess) }
        stage.mirror?.flows.forEach { known($0, flows, "flow") }
        stage.gates.forEach { known($0, signals, "signal") }
        known(stage.business?.acceptedBy, people, "person")
        for move in stage.authority {
            known(move.entity, entities, "entity")
            facet(move.facet, of: move.entity.value)
            known(move.to, systems, "system", code: Self.undeclaredSystem)
            known(move.selector, systems, "system", code: Self.undeclaredSystem)
        }
        for person in [stage.rollback?.trigger, stage.rollback?.decider, stage.rollback?.executor] {
            known(person, people, "person")
        }
        stage.rollback?.until.forEach { known($0, stages, "stage") }
        stage.communications?.to.forEach { known($0, teams, "team") }
        known(stage.communications?.sender, people, "person")
        stage.communications?.audiences.forEach { known($0.sender, people, "person") }
        known(stage.decision?.escalateTo, people, "person")
    }

    private func steps(_ flow: Flow) -> Set<String> { Set(flow.steps.map(\.id.value.rawValue)) }
}
