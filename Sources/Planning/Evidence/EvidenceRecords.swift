/// What is on record, found by kind and subject.
public struct EvidenceRecords: Sendable {
    private struct Key: Hashable {
        let kind: EvidenceKind
        let subject: String
    }

    /// Oldest first.
    private let found: [Key: [EvidenceRecord]]

    /// Nothing was measured.
    public static let none = EvidenceRecords([])

    public init(_ records: some Sequence<EvidenceRecord>) {
        found = Dictionary(grouping: records) { Key(kind: $0.kind, subject: $0.subject) }
            .mapValues { $0.sorted { ($0.at, $0.passed ? 0 : 1) < ($1.at, $1.passed ? 0 : 1) } }
    }

    /// Those that were measured for one plan.
    ///
    /// - Parameter plan: its digest, without the overlay of any environment.
    public func measured(for plan: String) -> EvidenceRecords {
        EvidenceRecords(found.values.joined().filter { $0.plan == plan })
    }

    /// How many there are.
    public var count: Int { found.values.reduce(0) { $0 + $1.count } }

    /// Every record about `subject`, oldest first.
    public func all(_ kind: EvidenceKind, of subject: String) -> [EvidenceRecord] {
        found[Key(kind: kind, subject: subject)] ?? []
    }

    /// Every record of a kind, oldest first within a subject.
    public func all(_ kind: EvidenceKind) -> [EvidenceRecord] {
        found.filter { $0.key.kind == kind }.sorted { $0.key.subject < $1.key.subject }.flatMap(\.value)
    }

    /// The newest record about `subject` that is not of the future, whether it passed or not.
    public func newest(_ kind: EvidenceKind, of subject: String, at time: PlanTime) -> EvidenceRecord? {
        found[Key(kind: kind, subject: subject)]?.last { $0.at <= time }
    }

    /// The newest record about `subject` that is not of the future, when it passed: a failure takes back every success
    /// before it.
    ///
    /// - Parameter age: how old it may be; nil for any age.
    public func proof(
        _ kind: EvidenceKind, of subject: String, at time: PlanTime, within age: Duration? = nil
    ) -> EvidenceRecord? {
        guard let record = newest(kind, of: subject, at: time), record.passed else { return nil }
        guard let age else { return record }
        return time.milliseconds - record.at.milliseconds <= age.milliseconds ? record : nil
    }

    /// The proofs and drills that the moves of a plan may rest on. A round trip without a bound on its age is none.
    public func wayBackEvidence(for plan: Plan, at time: PlanTime) -> WayBackEvidence {
        var evidence = WayBackEvidence.none
        for move in plan.stages.flatMap(\.authority) {
            let subject = move.place.description
            if let age = move.proofAge?.value, proof(.roundTrip, of: subject, at: time, within: age) != nil {
                evidence.proven.insert(move.place)
            }
            if proof(.replayDrill, of: subject, at: time, within: Check.drillAge) != nil {
                evidence.drilled.insert(move.place)
            }
        }
        return evidence
    }
}
