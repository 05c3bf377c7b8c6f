public import Planning

/// Who answers for what, and what nobody answers for yet. It asks for names, not whether a plan is safe.
public struct OwnershipMap: Sendable, Encodable {
    /// What somebody can answer for.
    public enum Kind: String, Sendable, Encodable, CaseIterable {
        case responsibility, system, integration, entity, stage, risk, milestone, task, access, report, decommission
        case maintenance
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
        public let name: String
        public let asks: String
        /// Who answers for what, in words; empty where nobody does.
        public let answers: [String]
        /// What is missing; empty when it is answered.
        public let missing: [String]

        public var isOpen: Bool { !missing.isEmpty }
    }

    public let plan: String
    /// The four questions of ownership that every migration must answer. What is missing in them is open in a line too.
    public let questions: [Question]
    public let lines: [Line]

    /// How many questions nobody answers; one that is part of several is counted once.
    public var openCount: Int { lines.reduce(0) { $0 + $1.open.count } }
}

/// Writes the lines of a map.
struct OwnershipLines {
    let names: PersonNames
    private(set) var lines: [OwnershipMap.Line] = []

    init(_ plan: Plan) { names = PersonNames(plan) }

    /// Something with an owner and, unless it can do without, a deputy.
    ///
    /// - Parameter called: what questions call it; its kind and id when absent.
    mutating func add(
        _ kind: OwnershipMap.Kind, _ id: String, called name: String? = nil, owner: At<Person.ID>?,
        deputy: At<Person.ID>?, needsDeputy: Bool = true, _ position: Position, also more: [String] = []
    ) {
        let name = name ?? "\(kind.rawValue) \(id)"
        var open: [String] = []
        if owner == nil { open.append("Who answers for \(name)?") }
        if needsDeputy {
            if deputy == nil {
                open.append("Who stands in for \(names[owner] ?? "the owner") at \(name)?")
            } else if let owner, owner.value == deputy?.value {
                open.append("Who stands in at \(name), whose owner is named as the deputy?")
            }
        }
        add(kind, id, owner: names[owner], deputy: names[deputy], open: open + more, position)
    }

    mutating func add(
        _ kind: OwnershipMap.Kind, _ id: String, owner: String?, deputy: String? = nil, open: [String],
        _ position: Position
    ) {
        lines.append(
            OwnershipMap.Line(kind: kind, id: id, owner: owner, deputy: deputy, open: open, position: position))
    }
}
