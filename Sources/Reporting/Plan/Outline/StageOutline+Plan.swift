public import Planning

extension StageOutline {
    /// All stages of a plan, in order, as it is judged.
    package static func all(of check: Check) -> [StageOutline] {
        let plan = check.plan
        let names = PersonNames(plan)
        return zip(plan.stages, plan.handovers()).enumerated().map { place, found in
            let (stage, handovers) = found
            return StageOutline(
                number: place + 1, id: stage.id.value.rawValue, unit: stage.unit.value.rawValue,
                domain: plan.unit(stage.unit.value)?.domain.value.rawValue, needs: stage.needs.map(\.value.rawValue),
                starts: stage.starts?.value.stamp, hours: stage.hours?.value.words,
                access: stage.access.map(\.value.rawValue), entry: stage.entry.map(\.value),
                exit: stage.exit.map(\.value), moves: handovers.map(words),
                dwell: PlanText.duration(stage.exposure.dwell.value), steps: steps(of: stage, plan),
                gates: gates(of: stage, plan), staff: staff(of: stage, names), wayBack: wayBack(of: stage, check),
                words: stage.communications.map { words($0, plan, names) },
                incidents: stage.incidents?.value.meaning, noBusinessSignal: noIncome(stage, names),
                mirrored: stage.mirror.map(words), changes: stage.changes.map(change), position: stage.position)
        }
    }

    /// All stages of a plan, in order, at a moment and with what was measured by then.
    public static func all(of plan: Plan, at time: PlanTime, records: EvidenceRecords = .none) -> [StageOutline] {
        all(of: Check(plan, at: time, records: records))
    }

    private static func staff(of stage: Stage, _ names: PersonNames) -> Staff {
        Staff(
            owner: names[stage.owner], deputy: names[stage.deputy], approvers: stage.approvers.compactMap { names[$0] },
            trigger: names[stage.rollback?.trigger], decider: names[stage.rollback?.decider],
            executor: names[stage.rollback?.executor], signers: stage.rollback?.signers?.value,
            decideWithin: stage.decision?.within.map { PlanText.duration($0.value) },
            escalateTo: names[stage.decision?.escalateTo])
    }

    private static func wayBack(of stage: Stage, _ check: Check) -> WayBackTerms {
        let back = stage.rollback
        let derived = check.plan.wayBack(of: stage.id.value, evidence: check.wayBackEvidence)
        let promised = check.promisedWayBack(of: stage).wayBack
        // What cannot be taken back has a window all the same, in which people watch it; it is no way back.
        let closes = promised == .r4 ? nil : check.plan.wayBackEnd(of: stage)
        return WayBackTerms(
            derived: derived.wayBack, meaning: derived.wayBack.meaning, why: derived.why,
            promised: promised == derived.wayBack ? nil : promised, declared: back?.declared?.value,
            form: back?.form?.value.rawValue, isAutomatic: back?.isAutomatic ?? false,
            window: back?.window.map { PlanText.duration($0.value) }, closes: closes?.stamp,
            until: back?.until.map(\.value.rawValue) ?? [], pointOfNoReturn: back?.pointOfNoReturn?.value,
            evicted: back?.evicted?.value)
    }

    private static func words(_ said: Communications, _ plan: Plan, _ names: PersonNames) -> Words {
        Words(
            go: said.go?.value, hold: said.hold?.value, rollback: said.rollback?.value,
            to: said.to.map { plan.team($0.value)?.name.value ?? $0.value.rawValue }, channel: said.channel?.value,
            sender: names[said.sender],
            audiences: said.audiences.map {
                Audience(
                    who: $0.who.value, channel: $0.channel?.value, sender: names[$0.sender], go: $0.go?.value,
                    hold: $0.hold?.value, rollback: $0.rollback?.value)
            })
    }

    private static func change(_ change: CustomerChange) -> Change {
        Change(
            what: change.what.value, notice: change.notice?.value, channel: change.channel?.value,
            at: change.at?.value.stamp)
    }

    private static func noIncome(_ stage: Stage, _ names: PersonNames) -> String? {
        stage.business?.none.map { reason in
            "\(reason.value), accepted by \(names[stage.business?.acceptedBy] ?? "nobody")"
        }
    }

    /// `10% of checkout is copied; effects end in the sink; names are hashed`
    private static func words(_ mirror: MirrorTerms) -> String {
        let flows = mirror.flows.map(\.value.rawValue).joined(separator: ", ")
        let share = mirror.share.map { PlanText.percent($0.value) } ?? "a share not said"
        return "\(share) of \(flows.isEmpty ? "flows not named" : flows) is copied; effects end in "
            + "\(mirror.sink?.value ?? "a place not said"); personal data: \(mirror.masking?.value ?? "not said")"
    }

    /// `orders.create EU: shop-old → shop-new, birth-pinned`
    private static func words(_ handover: Handover) -> String {
        let move = handover.move
        let how = move.handover?.value.rawValue ?? "hand over not said"
        return "\(move.entity.value).\(move.facet.value) \(move.place.scopeWords): "
            + "\(handover.from?.rawValue ?? "nobody") → \(move.to.value), \(how)"
    }

    private static func steps(of stage: Stage, _ plan: Plan) -> [Step] {
        let forecasts = Dictionary(grouping: plan.forecast(of: stage), by: \.exposure)
        let sessions = plan.unit(stage.unit.value)?.sessions?.value
        return stage.exposure.steps.map { step in
            let share = stage.exposure.share(of: step.value)
            return Step(
                step: step.value.description, exposure: share, newSessionsPerHour: sessions.map { $0 * share },
                expected: (forecasts[share] ?? []).filter { $0.step.position == step.position }.map(expectation))
        }
    }

    private static func expectation(_ forecast: StepForecast) -> Expectation {
        func finite(_ hours: Double) -> Double? { hours.isFinite ? hours : nil }
        return Expectation(
            signal: forecast.signal.rawValue, margin: forecast.margin, newUnitsPerHour: forecast.newUnitsPerHour,
            hours: finite(forecast.hours), hoursAtMost: finite(forecast.hoursAtMost), hoursAllowed: forecast.bound,
            isDecidedInTime: forecast.isDecidedInTime, hoursToCatch: forecast.hoursToCatch.map(finite))
    }

    private static func gates(of stage: Stage, _ plan: Plan) -> [Gate] {
        let hasSessions = plan.unit(stage.unit.value)?.sessions != nil
        return stage.gates.map { id in
            guard let signal = plan.signal(id.value) else {
                return Gate(signal: id.value.rawValue, says: "is not declared", unforeseen: "the signal is unknown")
            }
            let unforeseen: String? =
                if let every = signal.every?.value, signal.baseline == nil {
                    "looked at every \(PlanText.duration(every))"
                } else if signal.baseline == nil {
                    "what the old side shows is not said"
                } else if !hasSessions {
                    "how many sessions unit \(stage.unit.value) has is not said"
                } else {
                    nil
                }
            return Gate(signal: id.value.rawValue, says: signal.words, unforeseen: unforeseen)
        }
    }
}

extension Signal {
    /// What it measures and what would be wrong with it, in a few words.
    package var words: String {
        var words = kind.value.rawValue
        if let flow { words += " of \(flow.value)" }
        if let entity { words += " of \(entity.value)" }
        if let start, let success { words += ", \(start.value) to \(success.value)" }
        if let baseline { words += ", \(PlanText.percent(baseline.value)) on the old side" }
        if let margin { words += ", \(direction.value.rawValue) of \(PlanText.points(margin.value)) matters" }
        if let above { words += ", slow above \(PlanText.duration(above.value))" }
        return words + (isBusiness ? ", sees income" : "")
    }
}
