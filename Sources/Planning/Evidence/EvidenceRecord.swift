/// What a record is about, and so which rule asks for it.
public enum EvidenceKind: String, Sendable, Hashable, CaseIterable, Codable {
    /// Measured volume and peak; the subject is a system or a flow.
    case volume
    /// A reverse sync carried writes there and back; the subject is a facet and scope, `orders.create *`.
    case roundTrip = "round-trip"
    /// A replay was drilled; the subject is a facet and scope.
    case replayDrill = "replay-drill"
    /// A stage was taken back in earnest, where nobody shops; the subject is the stage.
    case rollbackDrill = "rollback-drill"
    /// A stage was carried out in earnest, where nobody shops; the subject is the stage.
    case rehearsal
    /// Landing paths were asked for; the subject is the path.
    case redirects
    /// A callback or an allow-list was tried from its host; the subject is the callback.
    case callback
    /// The reads and writes of a system were counted; the subject is the system.
    case idle
    /// The whole store passed on staging; the subject is `staging`.
    case staging
    /// A backup was restored and compared; the subject is the system.
    case backupRestored = "backup-restored"
    /// A host was read; the subject is the host.
    case assessed
    /// Everything of a folder or a database is on the new side; the subject is its id under `relocation`.
    case copied
    /// What was moved was compared row by row and file by file, and its sites answer; the subject is the environment.
    case verified
    /// Every watched server gives a name's new address; the subject is the name.
    case named
    /// Authority over a database moved; the subject is the database.
    case handedOver = "handed-over"
    /// Every acknowledged order was looked for on the side that writes; the subject is the unit.
    case orders
    /// A login with an old credential failed; the subject is the access item.
    case revoked
    /// Nothing leads to an old host any more; the subject is the host.
    case unreferenced
    /// An old host no longer runs; the subject is the host.
    case poweredOff = "powered-off"
    /// Nothing is left on an old host's disks; the subject is the host.
    case wiped
    /// An item of the maintenance was done; the subject is the item.
    case maintained
}

/// What one measuring command saw, written down when it saw it.
public struct EvidenceRecord: Sendable, Hashable {
    public let kind: EvidenceKind
    /// What was measured, named as the plan names it.
    public let subject: String
    /// When it was measured; whole seconds once written.
    public let at: PlanTime
    /// The digest of the plan it was measured for, without the overlay of any environment; nil where no plan had a part.
    public let plan: String?
    /// The program and version that measured, such as `sluice reconcile 0.3`.
    public let by: String
    /// Whether what was measured is as it must be.
    public let passed: Bool
    /// Counts and measures by name, such as `rows: 1200`; what they mean is the kind's matter.
    public let figures: [String: Double]
    public let note: String?

    public init(
        _ kind: EvidenceKind, of subject: String, at time: PlanTime, plan: String? = nil, by: String, passed: Bool,
        figures: [String: Double] = [:], note: String? = nil
    ) {
        self.kind = kind
        self.subject = subject
        self.at = time
        self.plan = plan
        self.by = by
        self.passed = passed
        self.figures = figures
        self.note = note
    }
}

/// Well-formed JSON that is no record all the same.
struct NotARecord: Error {
    let why: String
}

extension EvidenceRecord: Codable {
    private enum Key: String, CodingKey, CaseIterable {
        case version = "sluice_record"
        case kind, subject, at, plan, by, passed, figures, note
    }

    /// Any key at all, to find those that no record has.
    private struct AnyKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    public init(from decoder: any Decoder) throws {
        let known = Key.allCases.map(\.rawValue)
        for key in try decoder.container(keyedBy: AnyKey.self).allKeys where !known.contains(key.stringValue) {
            throw NotARecord(
                why: "`\(key.stringValue)` is no key of a record\(NearestKey.hint(for: key.stringValue, among: known))")
        }
        let values = try decoder.container(keyedBy: Key.self)
        let version = try values.decode(Int.self, forKey: .version)
        guard version == 1 else { throw NotARecord(why: "`sluice_record` is \(version), not 1") }
        let name = try values.decode(String.self, forKey: .kind)
        guard let kind = EvidenceKind(rawValue: name) else {
            let hint = NearestKey.hint(for: name, among: EvidenceKind.allCases.map(\.rawValue))
            throw NotARecord(why: "`\(name)` is no kind of record\(hint)")
        }
        let moment = try values.decode(String.self, forKey: .at)
        guard let time = PlanTime(moment) else {
            throw NotARecord(why: "`at` is `\(moment)`, which is no time such as 2026-11-20T10:00Z")
        }
        self.init(
            kind, of: try values.decode(String.self, forKey: .subject), at: time,
            plan: try values.decodeIfPresent(String.self, forKey: .plan),
            by: try values.decode(String.self, forKey: .by),
            passed: try values.decode(Bool.self, forKey: .passed),
            figures: try values.decodeIfPresent([String: Double].self, forKey: .figures) ?? [:],
            note: try values.decodeIfPresent(String.self, forKey: .note))
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(1, forKey: .version)
        try values.encode(kind, forKey: .kind)
        try values.encode(subject, forKey: .subject)
        try values.encode(at.seconds, forKey: .at)
        try values.encodeIfPresent(plan, forKey: .plan)
        try values.encode(by, forKey: .by)
        try values.encode(passed, forKey: .passed)
        try values.encode(figures, forKey: .figures)
        try values.encodeIfPresent(note, forKey: .note)
    }
}
