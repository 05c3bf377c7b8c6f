public import Planning

/// The risks of a plan as people and programs read them: ranked, each with the chain that leads to its detection.
public struct RiskOutline: Sendable, Encodable {
    public struct Line: Sendable, Encodable {
        /// From 1, the most urgent first.
        public let rank: Int
        public let id: String
        public let `where`: String
        public let effect: String
        /// 1...10
        public let severity: Int
        /// 1...10
        public let occurrence: Int
        /// 1...10, derived.
        public let detection: Int
        public let priority: ActionPriority
        public let why: [Fact]
        public let signals: [String]
        /// The stages at which it may strike; empty where that is any.
        public let stages: [String]
        public let mitigation: String?
        public let mitigationOwner: String?
        public let mitigationBefore: String?
        public let acceptedBy: String?
        public let acceptedUntil: String?
        public let position: Position
    }

    public let plan: String
    public let risks: [Line]

    public init(_ plan: Plan) {
        let names = PersonNames(plan)
        self.plan = plan.name.value
        risks = RiskRanking(plan).entries.map { entry in
            let risk = entry.risk
            return Line(
                rank: entry.rank, id: risk.id.value.rawValue, where: risk.place.value, effect: risk.effect.value,
                severity: risk.severity.value, occurrence: risk.occurrence.value, detection: entry.detection.value,
                priority: entry.priority, why: entry.detection.why, signals: risk.signals.map(\.value.rawValue),
                stages: entry.stages.map(\.rawValue), mitigation: risk.mitigation?.what.value,
                mitigationOwner: names[risk.mitigation?.owner],
                mitigationBefore: risk.mitigation?.before?.value.rawValue,
                acceptedBy: names[risk.acceptance?.signer],
                acceptedUntil: risk.acceptance?.expires?.value.description, position: risk.id.position)
        }
    }

    /// How many risks have this priority.
    public func count(_ priority: ActionPriority) -> Int { risks.count { $0.priority == priority } }
}

/// People's names by id: what a page says of a person, never how to reach them.
struct PersonNames {
    private let names: [Person.ID: String]

    init(_ plan: Plan) {
        names = Dictionary(plan.people.map { ($0.id.value, $0.name.value) }, uniquingKeysWith: { first, _ in first })
    }

    subscript(id: At<Person.ID>?) -> String? { id.map { names[$0.value] ?? $0.value.rawValue } }
}
