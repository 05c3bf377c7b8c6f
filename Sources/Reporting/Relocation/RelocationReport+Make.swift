public import Journaling
public import Planning

extension RelocationReport {
    /// A journal of hand overs, as it was read.
    public struct JournalRead: Sendable {
        /// The file's name.
        public var name: String
        public var identity: JournalIdentity
        public var rows: [Row]

        public init(name: String, identity: JournalIdentity, rows: [Row]) {
            (self.name, self.identity, self.rows) = (name, identity, rows)
        }
    }

    /// Folders of the bundle.
    static let evidenceFolder = "evidence"
    static let journalFolder = "journals"

    /// - Parameters:
    ///   - plan: without the overlay of any environment.
    ///   - records: those of this plan.
    ///   - time: the moment it speaks of; what is newer does not count.
    public static func make(
        _ plan: Plan, _ records: [FiledRecord], _ journals: [JournalRead], at time: PlanTime
    ) throws(ReportingError) -> RelocationReport {
        let counted = records.filter { $0.record.at <= time }
        let seen = SeenRecords(counted)
        let kept = journals.sorted { $0.name < $1.name }
        var passages: [Passage] = []
        for journal in kept { passages += try Passage.all(of: journal) }
        return RelocationReport(
            name: plan.name.value, plan: plan.digest, at: Int(time.milliseconds),
            signers: plan.report?.signers.map(\.value.rawValue) ?? [],
            client: plan.report?.client.map(\.value.rawValue) ?? [],
            outcomes: RelocationOutcomes(plan, seen, passages).all, checks: RelocationChecks(plan, seen).all,
            passages: passages,
            records: counted.map(Filed.init),
            journals: kept.map { journal in
                Kept(
                    file: "\(journalFolder)/\(journal.name)", rows: journal.rows.count,
                    head: journal.rows.last?.hash ?? "", plan: journal.identity.planDigest)
            })
    }
}

extension RelocationReport.Filed {
    init(_ filed: FiledRecord) {
        let record = filed.record
        self.init(
            file: "\(RelocationReport.evidenceFolder)/\(filed.name)", digest: filed.digest, kind: record.kind.rawValue,
            subject: record.subject, at: Int(record.at.milliseconds), by: record.by, passed: record.passed,
            figures: record.figures, note: record.note)
    }

    var source: RelocationReport.Source { .init(file: file, digest: digest) }
}

/// The records of a report by what they are about.
struct SeenRecords {
    private let all: EvidenceRecords
    private let filed: [EvidenceRecord: RelocationReport.Filed]

    init(_ records: [FiledRecord]) {
        all = EvidenceRecords(records.map(\.record))
        filed = Dictionary(
            records.map { ($0.record, RelocationReport.Filed($0)) }, uniquingKeysWith: { first, _ in first })
    }

    /// The newest about a subject, whether it passed or not.
    func newest(_ kind: EvidenceKind, _ subject: String) -> RelocationReport.Filed? {
        all.all(kind, of: subject).last.flatMap { filed[$0] }
    }

    /// The newest about each subject, in the order of the subjects' names.
    func newest(_ kind: EvidenceKind) -> [RelocationReport.Filed] {
        Set(all.all(kind).map(\.subject)).sorted().compactMap { newest(kind, $0) }
    }

    /// The newest of each kind and subject.
    var newest: [RelocationReport.Filed] { EvidenceKind.allCases.flatMap { newest($0) } }
}
