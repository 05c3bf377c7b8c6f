public import Planning

/// Who answers for what, and what nobody answers for yet.
public struct OwnershipMap: Sendable, Encodable {
    /// What somebody can answer for.
    public enum Kind: String, Sendable, Encodable, CaseIterable {
        case responsibility, system, integration, entity, stage, risk, milestone, task
    }

    /// One thing, and the people for it.
    public struct Line: Sendable, Encodable {
        public let kind: Kind
        public let id: String
        public let owner: String?
        public let deputy: String?
        /// What is still open about it, as questions.
        public let open: [String]
        public let position: Position
    }

    /// A question that a plan must answer as a whole.
    public struct Question: Sendable, Encodable {
        public let asks: String
        /// Who answers for what, in words; empty where nobody does.
        public let answers: [String]
        /// What is missing; empty when it is answered.
        public let missing: [String]

        public var isOpen: Bool { !missing.isEmpty }
    }

    public let plan: String
    /// The four questions of ownership that every migration must answer.
    public let questions: [Question]
    public let lines: [Line]

    /// How many questions nobody answers.
    public var openCount: Int { lines.reduce(questions.count(where: \.isOpen)) { $0 + $1.open.count } }
}

/// Writes the lines of a map.
struct OwnershipLines {
    private let names: PersonNames
    private(set) var lines: [OwnershipMap.Line] = []

    init(_ plan: Plan) { names = PersonNames(plan) }

    func name(_ id: At<Person.ID>?) -> String? { names[id] }

    /// Something with an owner and, unless it can do without, a deputy.
    mutating func add(
        _ kind: OwnershipMap.Kind, _ id: String, owner: At<Person.ID>?, deputy: At<Person.ID>?,
        needsDeputy: Bool = true, _ position: Position, also more: [String] = []
    ) {
        var open: [String] = []
        if owner == nil { open.append("Who answers for \(kind.rawValue) \(id)?") }
        if needsDeputy {
            if deputy == nil {
                open.append("Who stands in for \(names[owner] ?? "the owner") at \(kind.rawValue) \(id)?")
            } else if let owner, owner.value == deputy?.value {
                open.append("Who stands in at \(kind.rawValue) \(id), whose owner is named as the deputy?")
            }
        }
        lines.append(
            OwnershipMap.Line(
                kind: kind, id: id, owner: names[owner], deputy: names[deputy], open: open + more, position: position))
    }
}

extension OwnershipMap {
    public init(_ plan: Plan) {
        var lines = OwnershipLines(plan)
        for system in plan.systems {
            lines.add(
                .system, system.id.value.rawValue, owner: system.owner, deputy: system.deputy, system.id.position)
        }
        for integration in plan.integrations {
            let id = integration.id.value.rawValue
            lines.add(
                .integration, id, owner: integration.owner, deputy: nil, needsDeputy: false, integration.id.position,
                also: integration.retry == nil ? ["What is done when integration \(id) fails, and again?"] : [])
        }
        for entity in plan.entities {
            lines.add(.entity, entity.id.value.rawValue, owner: entity.owner, deputy: entity.deputy, entity.id.position)
        }
        for stage in plan.stages {
            let id = stage.id.value.rawValue
            let roles = [
                (stage.rollback?.trigger, "Who may call for taking back stage \(id)?"),
                (stage.rollback?.decider, "Who decides whether stage \(id) is taken back?"),
                (stage.rollback?.executor, "Who takes stage \(id) back?"),
            ]
            lines.add(
                .stage, id, owner: stage.owner, deputy: stage.deputy, stage.position,
                also: roles.filter { $0.0 == nil }.map(\.1))
        }
        let ranking = RiskRanking(plan)
        for entry in ranking.entries {
            let (risk, id) = (entry.risk, entry.risk.id.value.rawValue)
            guard risk.acceptance?.signer == nil else {
                lines.add(
                    .risk, id, owner: risk.acceptance?.signer, deputy: nil, needsDeputy: false, risk.id.position)
                continue
            }
            let isDue = risk.mitigation?.before != nil || entry.priority != .high
            lines.add(
                .risk, id, owner: risk.mitigation?.owner, deputy: nil, needsDeputy: false, risk.id.position,
                also: isDue ? [] : ["Before which stage must risk \(id) be dealt with?"])
        }
        self.init(
            plan: plan.name.value, questions: Self.questions(plan, lines), lines: lines.lines)
    }

    private static func questions(_ plan: Plan, _ lines: OwnershipLines) -> [Question] {
        let failing = plan.integrations.map { integration in
            (
                "\(integration.id.value): \(lines.name(integration.owner) ?? "")",
                integration.owner == nil || integration.retry == nil
                    ? "integration \(integration.id.value) lacks an owner or a retry rule" : nil
            )
        }
        let releases = plan.stages.map { stage in
            (
                "\(stage.id.value): \(lines.name(stage.rollback?.decider) ?? "") decides on going back",
                stage.rollback?.decider == nil ? "stage \(stage.id.value) names nobody who decides" : nil
            )
        }
        func question(_ asks: String, _ parts: [(String, String?)]) -> Question {
            Question(
                asks: asks, answers: parts.filter { $0.1 == nil }.map(\.0), missing: parts.compactMap(\.1))
        }
        return [
            question("When an integration fails, who handles it, and who owns trying again?", failing),
            question("Who releases each stage, and who decides to take it back?", releases),
        ]
    }
}
