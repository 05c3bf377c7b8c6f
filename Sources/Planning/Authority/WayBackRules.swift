extension Plan {
    /// What taking this stage back would cost, and why.
    ///
    /// The class is the worst over the stage's facets, its effects, and the later stages that are live: a rollback
    /// undoes a suffix of the sequence. What is measured while the stage is live can only worsen it further; that is
    /// for the caller to add, by `max`.
    ///
    /// - Parameters:
    ///   - stage: a stage of this plan; R4 when it is none, for what is unknown is not safe.
    ///   - live: stages whose exposure is above zero. Those that come before `stage` make no difference.
    ///   - evidence: proofs and drills on record.
    public func wayBack(
        of stage: Stage.ID, after live: Set<Stage.ID> = [], evidence: WayBackEvidence = .none
    ) -> WayBackDerivation {
        guard let place = place(of: stage) else {
            return WayBackDerivation(.r4, why: [Fact("there is no stage \(stage)"), Fact("so R4")])
        }
        let own = alone(stages[place], evidence)
        let after = live.compactMap { self.place(of: $0) }.filter { $0 > place }.sorted()
        return after.map { stages[$0] }.reduce(own) { worst, later in
            let theirs = alone(later, evidence)
            let cause = Fact("stage \(later.id.value) is live and would be taken back first", later.position)
            return worst.worse(WayBackDerivation(theirs.wayBack, why: [cause] + theirs.why))
        }
    }

    /// The class of a stage for itself.
    private func alone(_ stage: Stage, _ evidence: WayBackEvidence) -> WayBackDerivation {
        let parts =
            stage.authority.map { moved($0, in: stage, evidence) }
            + written(by: stage).map { unmoved($0, in: stage) }
            + silent(stage)
        guard let first = parts.first else {
            return WayBackDerivation(
                .r0,
                why: [
                    Fact("no writer changes, and no flow through unit \(stage.unit.value) writes", stage.unit.position),
                    Fact("so R0"),
                ])
        }
        return parts.dropFirst().reduce(first) { $0.worse($1) }
    }

    /// The class of one facet whose writer changes.
    private func moved(
        _ move: AuthorityMove, in stage: Stage, _ evidence: WayBackEvidence
    ) -> WayBackDerivation {
        let start = Fact("\(move.place) moves to \(move.to.value)", move.position)
        let body = FacetReasoning(plan: self, stage: stage, move: move, evidence: evidence).conclude()
        return WayBackDerivation(body.wayBack, why: [start] + body.why + [Fact("so \(body.wayBack)")])
    }

    /// The class of an entity that the stage's flows write though its writer does not change here.
    private func unmoved(_ write: At<Entity.ID>, in stage: Stage) -> WayBackDerivation {
        guard let entity = entity(write.value) else {
            return WayBackDerivation(.r4, why: [Fact("\(write.value) is unknown", write.position), Fact("so R4")])
        }
        let start = Fact("\(write.value) is written through unit \(stage.unit.value)", write.position)
        guard entity.isShared, let allocator = entity.allocator else {
            if isWrittenByNewSide(entity, before: stage) {
                return WayBackDerivation(
                    .r0, why: [start, Fact("the new side writes all of it already"), Fact("so R0")])
            }
            let why = Fact("stage \(stage.id.value) does not say who writes it, so it is unknown", stage.position)
            return WayBackDerivation(.r4, why: [start, why, Fact("so R4")])
        }
        // Both sides write into one place, so the old one finds there what the new one wrote, and what followed from it.
        let shared = Fact("\(allocator.value) alone decides about it, for both sides", allocator.position)
        return WayBackDerivation(
            .r0, why: [start, shared, Fact("so the old side goes on from it"), Fact("so R0")])
    }

    /// Entities that the unit carries but about which the stage says nothing.
    private func silent(_ stage: Stage) -> [WayBackDerivation] {
        let spoken = Set(stage.authority.map(\.entity.value) + written(by: stage).map(\.value))
        guard let unit = unit(stage.unit.value) else {
            return [WayBackDerivation(.r4, why: [Fact("the unit is unknown", stage.unit.position), Fact("so R4")])]
        }
        return unit.entities.filter { !spoken.contains($0.value) }.map { unmoved($0, in: stage) }
    }

    /// Whether the new side writes every facet of an entity, everywhere, by the time a stage begins.
    func isWrittenByNewSide(_ entity: Entity, before stage: Stage) -> Bool {
        let before = authority(of: entity.id.value, before: stage.id.value).writers(of: entity.id.value)
        return entity.facets.allSatisfy { facet in
            let writers = before.filter { $0.key.facet == facet.value }
            return !writers.isEmpty && writers.values.allSatisfy { system($0.value)?.side.value == .new }
        }
    }

    /// What the flows through the stage's unit write apart from what the stage moves, each entity once.
    func written(by stage: Stage) -> [At<Entity.ID>] {
        var seen = Set(stage.authority.map(\.entity.value))
        return flows(through: stage.unit.value).flatMap(\.writes).filter { seen.insert($0.value).inserted }
    }
}

extension Effect.Kind {
    /// The best class a stage can have when going back meets such an effect.
    var wayBack: WayBack {
        switch self {
        case .idempotent: .r0
        case .compensable: .r3
        case .irrevocable: .r4
        }
    }
}
