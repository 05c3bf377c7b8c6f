import Cutover
import Gating

extension ReportFold {
    /// Follows one stage through one event.
    mutating func follow(_ index: Int, _ event: Event, _ after: RunState, _ mark: Mark) {
        let was = before.stages.indices.contains(index) ? before.stages[index].phase : .waiting
        let stage = after.stages[index]
        stages[index].phase = StageReport.Phase(stage.phase)
        if let startedAt = stage.startedAt {
            stages[index].started = stages[index].started ?? Mark(at: startedAt, row: mark.row)
            stages[index].attempts = stage.attempt
        }
        if stages[index].openings.last?.closed == nil { note(verdicts(index, after), in: index, event, mark) }
        if case .rollingBack = stage.phase, was != .rollingBack { beginRollback(index, event, after, mark) }
        close(index, was, after, mark)
        if case .exposing(let step, nil) = stage.phase { open(index, step, after, mark) }
        if case .exposing(_, let openedAt?) = stage.phase, let place = stages[index].openings.indices.last,
            stages[index].openings[place].opened == nil
        {
            stages[index].openings[place].opened = Mark(at: openedAt, row: mark.row)
            stages[index].openings[place].took = took(event)
        }
        if was == .rollingBack, stage.phase == .rolledBack,
            let place = rollbacks.lastIndex(where: { $0.stage == index })
        {
            rollbacks[place].report.acknowledged = mark
            rollbacks[place].report.took = took(event)
        }
        if was == .rolledBack, stage.phase != .rolledBack, case .command(let command) = event,
            let version = after.version, let place = rollbacks.lastIndex(where: { $0.stage == index })
        {
            rollbacks[place].report.mended = .init(version: version, by: command.by, mark: mark)
        }
        for pace in stage.paces.dropFirst(stages[index].paces?.count ?? 0) {
            stages[index].paces = (stages[index].paces ?? []) + [PaceReport(pace, mark)]
        }
        turnWayBack(index, after, mark)
        stages[index].ended = stage.phase == .done ? stages[index].ended ?? mark : nil
    }

    private mutating func turnWayBack(_ index: Int, _ after: RunState, _ mark: Mark) {
        // A plan without comparisons of stores has nothing to be asked at every event.
        guard !after.measured.isEmpty, before.stages.indices.contains(index) else { return }
        let (was, back) = (before.wayBack(of: index), after.wayBack(of: index))
        guard was.wayBack != back.wayBack, was.promised == back.promised else { return }
        let turn = WayBackTurn(words: back.words, isWorse: back.isWorse, mark: mark)
        stages[index].wayBacks = (stages[index].wayBacks ?? []) + [turn]
    }

    private func took(_ event: Event) -> Double? {
        guard case .outcome(let outcome) = event, case .exposed(let took, _) = outcome.result else { return nil }
        return rounded(took, 3)
    }

    private mutating func open(_ index: Int, _ step: Int, _ after: RunState, _ mark: Mark) {
        let plan = after.itinerary.stages[index]
        let unit = after.exposure.units[plan.unit] ?? UnitExposure()
        let decision = "\(after.exposure.generation)/\(unit.decision)"
        guard stages[index].openings.last?.decision != decision else { return }
        if let place = stages[index].openings.indices.last, stages[index].openings[place].closed == nil {
            nameRows(index, place)
            stages[index].openings[place].closed = mark
            let isNext = stages[index].openings[place].step < step + 1
            stages[index].openings[place].ending = isNext ? .proven : .judgedAfresh
        }
        reads = [:]
        stages[index].openings.append(
            StepReport(
                attempt: after.stages[index].attempt, step: step + 1, share: Double(unit.newBelow) / 10_000,
                decision: decision, asked: mark))
    }

    private mutating func close(_ index: Int, _ was: StageState.Phase, _ after: RunState, _ mark: Mark) {
        guard case .exposing = was, let place = stages[index].openings.indices.last,
            stages[index].openings[place].closed == nil
        else { return }
        switch after.stages[index].phase {
        case .exposing: return
        case .leaving, .done: stages[index].openings[place].ending = .passed
        case .rollingBack, .rolledBack, .waiting, .entering: stages[index].openings[place].ending = .takenBack
        }
        nameRows(index, place)
        stages[index].openings[place].closed = mark
    }

    private mutating func beginRollback(_ index: Int, _ event: Event, _ after: RunState, _ mark: Mark) {
        let unit = after.itinerary.stages[index].unit
        var report = RollbackReport(
            stage: stages[index].id, attempt: after.stages[index].attempt,
            share: Double(before.exposure.units[unit]?.newBelow ?? 0) / 10_000, decided: mark)
        let opening = stages[index].openings.indices.last { stages[index].openings[$0].closed == nil }
        if let opening {
            nameRows(index, opening)
            let step = stages[index].openings[opening]
            report.step = step.step
            report.afterOpening = step.opened.map { mark.at - $0.at }
        }
        if case .command(let command) = event {
            report.person = command.by
        } else if let opening {
            let condemning = Set(after.itinerary.stages[index].signals.filter { $0.response == .rollback }.map(\.id))
            report.gate = stages[index].openings[opening].signals.first {
                $0.verdict == .regressed && condemning.contains($0.signal)
            }
            report.newSessions = report.gate?.new.units
        }
        rollbacks.append((report, index, opening))
    }

    /// What was still seen of a step after the decision belongs to it too: those requests met the new side as well.
    package var finishedRollbacks: [RollbackReport] {
        rollbacks.map { entry in
            var report = entry.report
            if let opening = entry.opening {
                report.requests = stages[entry.stage].openings[opening].requests
                report.rows = stages[entry.stage].openings[opening].rows
                report.firstFailure = stages[entry.stage].openings[opening].firstFailure
            }
            return report
        }
    }
}
