/// Where each part of a plan is, by its id, so that every rule may follow references without looking through the plan.
struct PlanIndex: Sendable {
    var people: [Person.ID: Int] = [:]
    var teams: [Team.ID: Int] = [:]
    var systems: [System.ID: Int] = [:]
    var integrations: [Integration.ID: Int] = [:]
    var entities: [Entity.ID: Int] = [:]
    var flows: [Flow.ID: Int] = [:]
    var signals: [Signal.ID: Int] = [:]
    var units: [CutoverUnit.ID: Int] = [:]
    var stages: [Stage.ID: Int] = [:]
    var access: [AccessItem.ID: Int] = [:]
    /// The flows with a step that requests of a unit can be.
    var flowsThrough: [CutoverUnit.ID: [Int]] = [:]
    /// The grants that name an entity.
    var grants: [Entity.ID: [Int]] = [:]
    /// The moves that name an entity, in the order of the cutover.
    var moves: [Entity.ID: [MovePlace]] = [:]

    /// A move by the place of its stage, and its own among that stage's moves.
    struct MovePlace {
        let stage: Int
        let move: Int
    }

    init() {}

    init(_ plan: Plan) {
        people = Self.places(plan.people, \.id.value)
        teams = Self.places(plan.teams, \.id.value)
        systems = Self.places(plan.systems, \.id.value)
        integrations = Self.places(plan.integrations, \.id.value)
        entities = Self.places(plan.entities, \.id.value)
        flows = Self.places(plan.flows, \.id.value)
        signals = Self.places(plan.signals, \.id.value)
        units = Self.places(plan.units, \.id.value)
        stages = Self.places(plan.stages, \.id.value)
        access = Self.places(plan.access, \.id.value)
        flowsThrough = Self.flows(of: plan)
        for (place, grant) in plan.authority.enumerated() { grants[grant.entity.value, default: []].append(place) }
        for (stage, it) in plan.stages.enumerated() {
            for (place, move) in it.authority.enumerated() {
                moves[move.entity.value, default: []].append(MovePlace(stage: stage, move: place))
            }
        }
    }

    /// The first of two parts with one id counts; the reader refuses such a plan anyway.
    private static func places<Part, ID: Hashable>(_ parts: [Part], _ id: (Part) -> ID) -> [ID: Int] {
        Dictionary(parts.enumerated().map { (id($1), $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// For each unit the flows with a step that no other unit matches more closely.
    private static func flows(of plan: Plan) -> [CutoverUnit.ID: [Int]] {
        var units: [String: [CutoverUnit.ID]] = [:]
        for unit in plan.units {
            for path in unit.match.paths { units[path.value, default: []].append(unit.id.value) }
        }
        let lengths = Set(units.keys.map(\.utf8.count)).sorted(by: >)
        var through: [CutoverUnit.ID: [Int]] = [:]
        for (place, flow) in plan.flows.enumerated() {
            for step in flow.steps {
                let path = step.path.value.utf8
                for length in lengths where length <= path.count {
                    guard let serving = units[String(decoding: path.prefix(length), as: UTF8.self)] else { continue }
                    for unit in serving where through[unit]?.last != place { through[unit, default: []].append(place) }
                    break
                }
            }
        }
        return through
    }
}

extension Plan {
    public func person(_ id: Person.ID) -> Person? { index.people[id].map { people[$0] } }
    public func team(_ id: Team.ID) -> Team? { index.teams[id].map { teams[$0] } }
    public func system(_ id: System.ID) -> System? { index.systems[id].map { systems[$0] } }
    public func integration(_ id: Integration.ID) -> Integration? { index.integrations[id].map { integrations[$0] } }
    public func entity(_ id: Entity.ID) -> Entity? { index.entities[id].map { entities[$0] } }
    public func flow(_ id: Flow.ID) -> Flow? { index.flows[id].map { flows[$0] } }
    public func signal(_ id: Signal.ID) -> Signal? { index.signals[id].map { signals[$0] } }
    public func unit(_ id: CutoverUnit.ID) -> CutoverUnit? { index.units[id].map { units[$0] } }
    public func stage(_ id: Stage.ID) -> Stage? { index.stages[id].map { stages[$0] } }
    public func accessItem(_ id: AccessItem.ID) -> AccessItem? { index.access[id].map { access[$0] } }

    /// The place of a stage in the order of the cutover, from 0.
    public func place(of stage: Stage.ID) -> Int? { index.stages[stage] }

    /// The flows with a step that requests of this unit can be: those whose path no other unit matches more closely.
    public func flows(through unit: CutoverUnit.ID) -> [Flow] {
        index.flowsThrough[unit, default: []].map { flows[$0] }
    }
}
