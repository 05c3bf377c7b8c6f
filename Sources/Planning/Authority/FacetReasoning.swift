/// Follows the table of classes for one facet whose writer changes.
struct FacetReasoning {
    let plan: Plan
    let stage: Stage
    let move: AuthorityMove
    let evidence: WayBackEvidence

    func conclude() -> WayBackDerivation {
        switch move.handover?.value {
        case .birthPinned: birthPinned()
        case .drain, .migrate: carriedOver()
        case nil: WayBackDerivation(.r4, why: [Fact("how it is handed over is not said", move.position)])
        }
    }

    /// What is born on the new side finishes there, so going back need not carry anything.
    private func birthPinned() -> WayBackDerivation {
        var why: [Fact] = []
        if let handover = move.handover {
            why.append(
                Fact(
                    "handover birth-pinned: \(move.entity.value) finish where they were born; births can stop",
                    handover.position))
        }
        let births = stage.exposure.birthsOnly
        guard stage.exposure.routesBirthsOnly else {
            why.append(Fact("but not only births are routed", births?.position ?? stage.exposure.position))
            return WayBackDerivation(.r4, why: why)
        }
        guard stage.exposure.isStable else {
            why.append(
                Fact(
                    "but assignment is not stable, so what is born on a side may be served by the other",
                    stage.exposure.stable?.position ?? stage.exposure.position))
            return WayBackDerivation(.r4, why: why)
        }
        guard stage.rollback?.form?.value == .evict, let form = stage.rollback?.form else {
            return WayBackDerivation(.r1, why: why)
        }
        return evicted(after: why, form)
    }

    /// Pins end too: what an evicted visitor loses must be said, and what it may do twice counts.
    private func evicted(after facts: [Fact], _ form: At<Rollback.Form>) -> WayBackDerivation {
        var why =
            facts + [Fact("but rollback evicts visitors from where their \(move.entity.value) are", form.position)]
        guard let evicted = stage.rollback?.evicted else {
            why.append(Fact("and what they lose is not said", stage.rollback?.position))
            return WayBackDerivation(.r4, why: why)
        }
        why.append(Fact("what they lose is said", evicted.position))
        guard let effect = worstEffect, effect.kind.value != .idempotent else {
            return WayBackDerivation(.r1, why: why)
        }
        why.append(Fact("\(effect.what.value) is \(effect.kind.value.rawValue)", effect.what.position))
        return WayBackDerivation(effect.kind.value.wayBack, why: why)
    }

    /// Under drain and migrate going back means carrying back what the new side wrote.
    private func carriedOver() -> WayBackDerivation {
        var why: [Fact] = []
        if let handover = move.handover {
            why.append(Fact("handover \(handover.value.rawValue)", handover.position))
        }
        guard let reverse = move.reverse else {
            return WayBackDerivation(.r4, why: why + [Fact("no reverse is declared", move.position)])
        }
        why.append(Fact("reverse: \(reverse.value.rawValue)", reverse.position))
        return switch reverse.value {
        case .none: WayBackDerivation(.r4, why: why)
        case .sync: synced(after: why)
        case .replay: burdened(replayed(after: why))
        }
    }

    /// A replay does again what has effects; a sync carries their record back, so going back neither repeats nor
    /// undoes them.
    private func burdened(_ direct: WayBackDerivation) -> WayBackDerivation {
        guard let effect = worstEffect, effect.kind.value.wayBack > direct.wayBack else { return direct }
        return WayBackDerivation(
            effect.kind.value.wayBack,
            why: direct.why + [Fact("\(effect.what.value) is \(effect.kind.value.rawValue)", effect.what.position)])
    }

    private func synced(after facts: [Fact]) -> WayBackDerivation {
        guard let fence = move.fence else {
            return WayBackDerivation(.r4, why: facts + [Fact("the losing writer has no fence", move.position)])
        }
        guard let hold = move.hold, hold.value > .zero else {
            return WayBackDerivation(
                .r4, why: facts + [Fact("no hold is kept while the change spreads", move.position)])
        }
        let why =
            facts + [
                Fact("the losing writer is fenced", fence.position), Fact("a hold is kept", hold.position),
            ]
        guard evidence.proven.contains(move.place) else {
            return WayBackDerivation(.r4, why: why + [Fact("no round trip of the sync is on record")])
        }
        return WayBackDerivation(.r2, why: why + [Fact("a fresh and total round trip is on record")])
    }

    private func replayed(after facts: [Fact]) -> WayBackDerivation {
        guard let bound = move.unacknowledged else {
            return WayBackDerivation(
                .r4, why: facts + [Fact("how many writes may be unacknowledged is not said", move.position)])
        }
        let why = facts + [Fact("at most \(bound.value) writes may be unacknowledged", bound.position)]
        guard evidence.drilled.contains(move.place) else {
            return WayBackDerivation(.r4, why: why + [Fact("no drill of the replay is on record")])
        }
        return WayBackDerivation(.r3, why: why + [Fact("a drill of the replay is on record")])
    }

    /// The effect of writing this facet that is hardest to live with.
    private var worstEffect: Effect? {
        plan.entity(move.entity.value)?.effects
            .filter { $0.facet == nil || $0.facet?.value == move.facet.value }
            .max { $0.kind.value.wayBack < $1.kind.value.wayBack }
    }
}
