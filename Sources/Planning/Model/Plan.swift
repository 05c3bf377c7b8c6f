/// A migration as its people wrote it down, read and checked for shape; whether it is safe is for ``PlanCheck`` to say.
public struct Plan: Sendable {
    public let name: At<String>
    /// Marks a plan whose dwell and margins are below the defaults; it runs only against a rehearsal's own estate.
    public let rehearsal: At<Bool>?
    public let calendar: PlanCalendar?
    public let people: [Person]
    public let teams: [Team]
    public let systems: [System]
    public let integrations: [Integration]
    public let entities: [Entity]
    /// Who writes what before the first stage.
    public let authority: [AuthorityGrant]
    public let flows: [Flow]
    public let signals: [Signal]
    public let risks: [Risk]
    public let units: [CutoverUnit]
    /// In the order in which they are carried out.
    public let stages: [Stage]
    public let report: ReportTerms?
    /// Where the plan begins.
    public let position: Position
    /// The files it was read from, in order.
    public internal(set) var files: [PlanFile] = []
    /// Where its records stand in them.
    package internal(set) var records: RecordMap = RecordMap()

    public var isRehearsal: Bool { rehearsal?.value ?? false }

    public func person(_ id: Person.ID) -> Person? { people.first { $0.id.value == id } }
    public func system(_ id: System.ID) -> System? { systems.first { $0.id.value == id } }
    public func entity(_ id: Entity.ID) -> Entity? { entities.first { $0.id.value == id } }
    public func flow(_ id: Flow.ID) -> Flow? { flows.first { $0.id.value == id } }
    public func signal(_ id: Signal.ID) -> Signal? { signals.first { $0.id.value == id } }
    public func unit(_ id: CutoverUnit.ID) -> CutoverUnit? { units.first { $0.id.value == id } }
    public func stage(_ id: Stage.ID) -> Stage? { stages.first { $0.id.value == id } }

    /// The flows with a step that requests of this unit can be: those whose path no other unit matches more closely.
    public func flows(through unit: CutoverUnit.ID) -> [Flow] {
        flows.filter { flow in flow.steps.contains { units(serving: $0.path.value).contains(unit) } }
    }

    private func units(serving path: String) -> [CutoverUnit.ID] {
        let matched = units.compactMap { unit in unit.match.lengthMatched(path).map { (unit.id.value, $0) } }
        let longest = matched.map(\.1).max()
        return matched.filter { $0.1 == longest }.map(\.0)
    }
}

extension Plan: PlanRecord {
    static let title = "plan"

    static func read(_ fields: inout Fields) -> Plan {
        _ = fields.required("sluice", .integer(1...1), "The version of the plan's language; the first key of a file.")
        _ = fields.list("include", .text, "Other files of the plan, relative to the first one's folder.")
        return Plan(
            name: fields.required("name", .text, "What the migration is called."),
            rehearsal: fields.optional("rehearsal", .flag, "Whether it runs only against a rehearsal's estate."),
            calendar: fields.record("calendar", PlanCalendar.self, "Time zone and freezes."),
            people: fields.records("people", Person.self, "Who can be accountable."),
            teams: fields.records("teams", Team.self, "Who works together."),
            systems: fields.records("systems", System.self, "What holds or serves parts of the store."),
            integrations: fields.records("integrations", Integration.self, "What goes between systems."),
            entities: fields.records("entities", Entity.self, "What the store keeps."),
            authority: fields.records("authority", AuthorityGrant.self, "Who writes what before the first stage."),
            flows: fields.records("flows", Flow.self, "Ways through the store that matter."),
            signals: fields.records("signals", Signal.self, "What is measured."),
            risks: fields.records("risks", Risk.self, "What could go wrong."),
            units: fields.records("units", CutoverUnit.self, "What is moved together."),
            stages: fields.records("stages", Stage.self, "The cutover, in order."),
            report: fields.record("report", ReportTerms.self, "Who signs the report."),
            position: fields.position)
    }
}
