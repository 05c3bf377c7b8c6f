import Cutover
import Planning

extension FacetTerms {
    /// What is measured of a stage's way back: every facet that it moves, and what else its unit carries, as far as a
    /// signal compares the stores of the entity. Nil where none does.
    static func all(of stage: Stage, in plan: Plan, _ evidence: WayBackEvidence) -> [FacetTerms]? {
        let moved = stage.authority.compactMap { FacetTerms($0, in: plan, evidence) }
        let spoken = Set(stage.authority.map(\.entity.value))
        let carried = plan.unit(stage.unit.value)?.entities.map(\.value) ?? []
        let written = plan.flows(through: stage.unit.value).flatMap(\.writes).map(\.value)
        var seen = spoken
        let unmoved = (carried + written).filter { seen.insert($0).inserted }
            .filter { !plan.isWrittenInOnePlace($0, before: stage) }
            .compactMap { FacetTerms(entity: $0, place: $0.rawValue, in: plan) }
        let all = moved + unmoved
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
    /// Whether what the new side writes of an entity is no news to going back from a stage: both sides write into one
    /// place, or the new side wrote all of it before.
    fileprivate func isWrittenInOnePlace(_ id: Entity.ID, before stage: Stage) -> Bool {
        guard let entity = entity(id) else { return true }
        if entity.isShared, entity.allocator != nil { return true }
        let before = authority(of: id, before: stage.id.value).writers(of: id).values
        return !before.isEmpty && before.allSatisfy { system($0.value)?.side.value == .new }
    }
}
