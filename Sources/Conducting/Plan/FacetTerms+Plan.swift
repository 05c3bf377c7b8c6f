import Cutover
import Planning

extension FacetTerms {
    /// What is measured of a stage's way back: every facet that it moves, as far as a signal compares the stores of its
    /// entity. A stage that moves none promises that nothing is written on the new side: what its gates compare shows it.
    /// Nil where nothing is measured.
    static func all(of stage: Stage, in plan: Plan, _ evidence: WayBackEvidence) -> [FacetTerms]? {
        let moved = stage.authority.compactMap { FacetTerms($0, in: plan, evidence) }
        let gates = stage.authority.isEmpty ? stage.gates.compactMap { plan.signal($0.value) } : []
        let watched = gates.filter(\.comparesStores).compactMap(\.entity?.value)
            .filter { !plan.mayBeWrittenByNew($0, before: stage) }
            .compactMap { FacetTerms(entity: $0, place: $0.rawValue, in: plan) }
        let all = moved + watched
        return all.isEmpty ? nil : all
    }

    private init?(_ move: AuthorityMove, in plan: Plan, _ evidence: WayBackEvidence) {
        self.init(entity: move.entity.value, place: "\(move.place)", in: plan)
        handover = move.handover?.value == .birthPinned ? .birthPinned : .whole
        isSynced = handover == .whole && move.reverse?.value == .sync
        proofAge = move.proofAge.map { Int($0.value.milliseconds) }
        most = move.reverse?.value == Planning.AuthorityMove.Reverse.none ? nil : move.unacknowledged?.value
        isDrilled = evidence.drilled.contains(move.place)
        let keepers = [move.to.value, plan.entity(move.entity.value)?.reconcile?.stores?.new?.system?.value]
        retention = keepers.compactMap { $0.flatMap { plan.system($0)?.logRetention } }
            .map { Int($0.value.milliseconds) }.min()
    }

    /// Nil where no signal compares the entity's stores.
    private init?(entity: Entity.ID, place: String, in plan: Plan) {
        let signals = plan.signals.filter { $0.comparesStores && $0.entity?.value == entity }
        guard !signals.isEmpty else { return nil }
        self.init(place: place, entity: entity.rawValue, signals: signals.map(\.id.value.rawValue))
    }
}

extension Plan {
    /// Whether what the new side has of an entity is no news to going back from a stage: an earlier one gave it some of
    /// the authority, or one system decides about it for both sides.
    fileprivate func mayBeWrittenByNew(_ id: Entity.ID, before stage: Stage) -> Bool {
        if let entity = entity(id), entity.isShared, entity.allocator != nil { return true }
        return authority(of: id, before: stage.id.value).writers(of: id).values
            .contains { system($0.value)?.side.value == .new }
    }
}
