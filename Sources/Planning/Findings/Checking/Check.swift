/// What a rule sees: a plan, the moment for which it is judged, and what was measured or drilled before that.
package struct Check: Sendable {
    package let plan: Plan
    /// The moment for which freezes, expiries and the age of proofs are judged.
    package let time: PlanTime
    /// What measuring commands wrote down; text in a plan never stands in for it.
    package let records: EvidenceRecords
    /// Proofs and drills on record that are neither of the future nor too old.
    package let wayBackEvidence: WayBackEvidence

    /// How long before its planned start the proofs for a stage are demanded.
    static let lead = Duration.seconds(7 * 86_400)
    /// How long a drill of a replay counts.
    static let drillAge = Duration.seconds(30 * 86_400)

    package init(_ plan: Plan, at time: PlanTime, records: EvidenceRecords = .none) {
        self.plan = plan
        self.time = time
        self.records = records
        wayBackEvidence = records.wayBackEvidence(for: plan, at: time)
    }

    /// Whether the proofs for a stage are demanded yet: from ``lead`` before its planned start on, at once when it has
    /// none, and never in a plan that only rehearses, for its estate does not exist before it runs.
    package func isDue(_ stage: Stage) -> Bool { isDue(at: stage.starts?.value) }

    /// Whether what has to be there at `start` is demanded yet; at once when it is not known when that is.
    func isDue(at start: PlanTime?) -> Bool {
        guard !plan.isRehearsal else { return false }
        return start.map { time.milliseconds >= $0.milliseconds - Self.lead.milliseconds } ?? true
    }

    /// The class of a stage as the plan may promise it: from the proofs on record, and, for moves whose proofs are not
    /// demanded yet, as it will be once they are made.
    package func promisedWayBack(of stage: Stage) -> WayBackDerivation {
        // No later stage is live, so only the stage's own moves are asked about.
        let own = Set(stage.authority.map(\.place))
        let evidence = isDue(stage) ? wayBackEvidence : WayBackEvidence(proven: own, drilled: own)
        return plan.wayBack(of: stage.id.value, evidence: evidence)
    }

    /// The newest record about `subject`, when it passed, is not of the future and is at most `age` old.
    func proof(_ kind: EvidenceKind, of subject: String, within age: Duration? = nil) -> EvidenceRecord? {
        records.proof(kind, of: subject, at: time, within: age)
    }
}
