import Gating

extension Decision {
    /// A stage's entry criteria, each met or worked for; what it does besides traffic; then its first step.
    mutating func enter(_ index: Int) {
        let plan = state.itinerary.stages[index]
        // Nobody is asked to sign for a stage that lacks a proof.
        guard carryOut(plan.works.filter(\.isLook), index) else { return }
        var isReady = !isExposing
        for criterion in plan.entry {
            switch criterion {
            case .freshEvidence: isReady = isReady && state.isSighted
            case .approved: isReady = askApproval(index) && isReady
            case .ordersReconciled: isReady = reconcile(index) && isReady
            case .stepsProven: break  // of the stages it needs, which are done
            case .stagingPassed, .backupRestored: break  // looked for above
            }
        }
        guard isReady else { return }
        if let obstacle = incidentObstacle(index) {
            hold(.gate(obstacle))
        } else if carryOut(plan.works, index) {
            openStep(index, 0)
        }
    }

    private mutating func askApproval(_ index: Int) -> Bool {
        let plan = state.itinerary.stages[index]
        let people = Set(
            state.stages[index].approvals.filter { $0.attempt == state.stages[index].attempt }.map(\.person))
        if people.count >= plan.approvalsNeeded { return true }
        if !state.stages[index].hasAsked {
            state.stages[index].hasAsked = true
            remark(.person, stage: plan.id, "asks \(plan.approvalsNeeded) to sign")
            effect(.askApproval(stage: plan.id, attempt: state.stages[index].attempt))
        }
        return false
    }

    mutating func reconcile(_ index: Int) -> Bool {
        if state.stages[index].isReconciled { return true }
        compareAgain()
        return false
    }

    /// Compares the orders, unless that is under way, or could not be done less than a second ago: a shop that does not
    /// answer is not asked as fast as the journal can be written.
    mutating func compareAgain() {
        if let last = state.lastComparison, !last.result.couldCheck, now - last.at < 1_000 { return }
        if !isComparing { effect(.compareOrders) }
    }

    mutating func note(_ approval: Approval) {
        guard let index = state.stages.firstIndex(where: { $0.id == approval.stage }),
            state.stages[index].attempt == approval.attempt,
            !state.stages[index].approvals.contains(where: {
                $0.requestDigest == approval.requestDigest && $0.person == approval.person
            })
        else { return }
        state.stages[index].approvals.append(approval)
        remark(.person, stage: approval.stage, "\(approval.person) signed")
    }

    /// Opens a step: the edge is told, and once it acknowledged, evidence starts afresh.
    mutating func openStep(_ index: Int, _ step: Int) {
        let plan = state.itinerary.stages[index]
        let isGrowing = (state.exposure.units[plan.unit]?.newBelow ?? 0) <= plan.steps[step]
        state.exposure.units[plan.unit]?.newBelow = plan.steps[step]
        state.exposure.units[plan.unit]?.leased = plan.lease != nil
        let decision = newDecision()
        state.exposure.units[plan.unit]?.decision = decision
        for scope in plan.orderScopes where state.authority[scope] == nil { state.authority[scope] = now }
        state.stages[index].phase = .exposing(step: step, openedAt: nil)
        state.stages[index].closing = state.stages[index].verdicts
        state.stages[index].verdicts = []
        state.stages[index].stepRequests = Block()
        state.stages[index].firstFailure = nil
        effect(.expose(state.exposure, isGrowing ? .forward : .back))
    }
}
