import Gating
import Planning

extension Decision {
    /// Takes in a look at the evidence.
    mutating func look(_ batch: EvidenceBatch) {
        guard batch.missing == 0 else {
            blind("\(batch.missing) log lines of the edge are missing")
            return
        }
        if batch.lines > 0 { sight() }
        guard let index = state.current, case .exposing(_, let openedAt?) = state.stages[index].phase else {
            return
        }
        let unit = state.itinerary.stages[index].unit
        let expected = "\(state.exposure.generation)/\(state.exposure.units[unit]?.decision ?? "")"
        state.stages[index].sales += batch.sales
        guard batch.decision == expected else { return }
        for i in state.judges.indices {
            if let evidence = batch.signals[state.judges[i].spec.id] {
                state.judges[i].add(evidence, exposure: batch.exposure, now: now)
            }
        }
        state.stages[index].requests += batch.requests
        state.stages[index].stepRequests += batch.requests
        state.stages[index].firstFailure = state.stages[index].firstFailure ?? batch.firstFailure
        state.stages[index].latency = batch.latency ?? state.stages[index].latency
        state.split.add(
            oldUnits: batch.visitors.oldUnits, newUnits: batch.visitors.newUnits, exposure: batch.exposure)
        weighLoad(index)
        judge(index, openedAt: openedAt)
    }

    /// Takes in a signal that was read from the world.
    mutating func take(_ evidence: SignalEvidence, of signal: String) {
        measure(evidence, of: signal)
        guard let index = state.current, case .exposing(_, let openedAt?) = state.stages[index].phase,
            let place = state.judges.firstIndex(where: { $0.spec.id == signal })
        else { return }
        state.judges[place].add(evidence, exposure: 0, now: now)
        judge(index, openedAt: openedAt)
    }

    /// What the migration asks of people, as a signal of its own.
    private mutating func weighLoad(_ index: Int) {
        guard let terms = state.itinerary.stages[index].load,
            let place = state.judges.firstIndex(where: { $0.spec.id == terms.signal })
        else { return }
        let result = terms.judge(state.load, open: state.openIncidents.count, now: now)
        state.judges[place].add(SignalEvidence(exact: result), exposure: 0, now: now)
    }

    private mutating func judge(_ index: Int, openedAt: Int) {
        let before = Dictionary(uniqueKeysWithValues: state.stages[index].verdicts.map { ($0.signal, $0.verdict) })
        let verdicts = state.judges.map { $0.verdict(now: now) }
        state.stages[index].verdicts = verdicts
        let stage = state.stages[index].id
        for verdict in verdicts where before[verdict.signal] ?? .undecided != verdict.verdict {
            let seconds = Double((now - openedAt) / 100) / 10
            let units = "\(verdict.counts.newUnits) new and \(verdict.counts.oldUnits) old units"
            remark(
                verdict.verdict == .blind ? .alarm : .gate, stage: stage,
                "\(verdict.signal) \(verdict.verdict.rawValue) after \(units), \(seconds) s: \(verdict.reason)")
        }
    }

    /// Acts on the verdicts of an open step.
    mutating func weigh(_ index: Int, step: Int, openedAt: Int) {
        let plan = state.itinerary.stages[index]
        let verdicts = state.stages[index].verdicts
        let exact = Set(plan.signals.filter { $0.kind == .exact }.map(\.id))
        if let worse = verdicts.first(where: { $0.verdict == .regressed && $0.response == .rollback }) {
            regress(index, worse)
            return
        }
        mindObstacles(index, verdicts)
        compareWhenDue(index, openedAt: openedAt)
        guard state.hold == nil, !isExposing, !verdicts.isEmpty, now - openedAt >= plan.dwell else { return }
        let isOpenStep = step == plan.steps.count - 1
        let mayGoOn = verdicts.allSatisfy { verdict in
            // Nothing is left to expand at the open step, and the holdback is too small to prove much: it must not be
            // worse, and it must be seen.
            verdict.verdict == .healthy
                || (isOpenStep && verdict.verdict == .undecided && !exact.contains(verdict.signal))
        }
        guard mayGoOn else { return }
        if isOpenStep {
            state.stages[index].phase = .leaving
            state.stages[index].isReconciled = false
            leave(index)
        } else {
            prove(index, step, openedAt, verdicts)
            openStep(index, step + 1)
        }
    }

    /// Says that a step was proven, and how that went beside what was expected.
    private mutating func prove(_ index: Int, _ step: Int, _ openedAt: Int, _ verdicts: [SignalVerdict]) {
        let plan = state.itinerary.stages[index]
        let expected = plan.expected.indices.contains(step) ? plan.expected[step] : nil
        let pace = StepPace(
            exposure: plan.steps[step], attempt: state.stages[index].attempt, actual: now - openedAt, dwell: plan.dwell,
            expected: expected, counts: verdicts.first { $0.signal == expected?.signal }?.counts)
        state.stages[index].paces.append(pace)
        let forecast = expected.map { ", expected \(seconds($0.mean)) s by \($0.signal)" } ?? ""
        remark(
            .step, stage: plan.id,
            "step \(percent(plan.steps[step])) proven healthy in \(seconds(pace.actual)) s\(forecast): \(pace.advice)")
    }

    private func seconds(_ ms: Int) -> String { "\(Double(ms / 100) / 10)" }

    private mutating func regress(_ index: Int, _ verdict: SignalVerdict) {
        let (plan, back) = (state.itinerary.stages[index], state.wayBack(of: index))
        if plan.isRollbackAutomatic, canTakeBack(index) {
            remark(.rollback, stage: plan.id, "\(verdict.signal) regressed: taking exposure back")
            takeBack(from: index)
        } else {
            hold(.forwardOnly("\(plan.id) is \(back.name); \(verdict.signal): \(verdict.reason)"))
        }
    }

    private mutating func compareWhenDue(_ index: Int, openedAt: Int) {
        guard let every = state.itinerary.stages[index].compareEvery, !isComparing else { return }
        if now - (state.stages[index].lastCompared ?? 0) >= every {
            state.stages[index].lastCompared = now
            effect(.compareOrders)
        }
    }

    /// A stage's exit criteria; then it is done.
    mutating func leave(_ index: Int) {
        let plan = state.itinerary.stages[index]
        if plan.exit.contains(.ordersReconciled), !reconcile(index) { return }
        state.stages[index].phase = .done
        state.stages[index].endedAt = now
        state.judges = []
        remark(.stage, stage: plan.id, "stage done")
        advance()
    }

    func percent(_ buckets: Int) -> String {
        buckets % 100 == 0 ? "\(buckets / 100) %" : "\(Double(buckets) / 100) %"
    }
}
