/// Which stages a place of the plan concerns: what a risk's `where` leads to.
///
/// A stage concerns itself, a unit the stages that move it, a flow the stages whose unit serves one of its steps. A
/// system or an integration concerns the stages that move, serve, read or write an entity that it keeps, writes or
/// carries. Systems through which every request goes, and places that lead to no stage, concern every stage. Where one
/// name stands for several things, the first in this order counts.
struct StagesConcerned: Sendable {
    enum Concern: Sendable {
        /// Indices into the plan's stages, in order, at least one; and why.
        case some([Int], String)
        case every(String)
    }

    private let stages: [String: Int]
    private let units: [String: [Int]]
    private let flows: [String: [Int]]
    private let systems: [String: (kind: System.Kind, touched: [Int])]
    private let integrations: [String: [Int]]

    init(_ plan: Plan) {
        stages = Dictionary(
            plan.stages.enumerated().map { ($1.id.value.rawValue, $0) }, uniquingKeysWith: { first, _ in first })
        let moving = Dictionary(grouping: plan.stages.indices) { plan.stages[$0].unit.value.rawValue }
        units = moving
        let served = ServedPaths(plan.units)
        let serving = plan.flows.map { served.units(of: $0) }
        flows = Dictionary(
            zip(plan.flows, serving).map { flow, units in
                (flow.id.value.rawValue, Self.sorted(units.flatMap { moving[$0.rawValue] ?? [] }))
            }, uniquingKeysWith: { first, _ in first })

        let touching = Self.touching(plan, serving, moving)
        var kept: [System.ID: [Entity.ID]] = [:]
        for system in plan.systems { kept[system.id.value, default: []] += system.records.map(\.value) }
        for grant in plan.authority { kept[grant.writer.value, default: []].append(grant.entity.value) }
        for entity in plan.entities {
            if let allocator = entity.allocator { kept[allocator.value, default: []].append(entity.id.value) }
            for case .system(let id) in (entity.writers?.ways ?? []).compactMap(\.writer?.value) {
                kept[id, default: []].append(entity.id.value)
            }
        }
        var reached: [System.ID: [Int]] = [:]
        for (place, stage) in plan.stages.enumerated() {
            for move in stage.authority { reached[move.to.value, default: []].append(place) }
        }
        systems = Dictionary(
            plan.systems.map { system in
                let id = system.id.value
                let entities = Set(kept[id] ?? []).flatMap { touching[$0] ?? [] }
                return (id.rawValue, (system.kind.value, Self.sorted(entities + (reached[id] ?? []))))
            }, uniquingKeysWith: { first, _ in first })
        integrations = Dictionary(
            plan.integrations.map { integration in
                (integration.id.value.rawValue, Self.sorted(integration.carries.flatMap { touching[$0.value] ?? [] }))
            }, uniquingKeysWith: { first, _ in first })
    }

    func concerned(by place: String) -> Concern {
        if let stage = stages[place] { return .some([stage], "it strikes at stage \(place)") }
        if let moving = units[place], !moving.isEmpty { return .some(moving, "it strikes at unit \(place)") }
        if let serving = flows[place], !serving.isEmpty { return .some(serving, "it strikes in flow \(place)") }
        if let system = systems[place] {
            if Self.serving.contains(system.kind) { return .every("every request may meet \(place)") }
            if !system.touched.isEmpty { return .some(system.touched, "it strikes at system \(place)") }
        }
        if let carrying = integrations[place], !carrying.isEmpty {
            return .some(carrying, "it strikes at integration \(place)")
        }
        return .every("no stage moves \(place) by itself, so it may strike at any of them")
    }

    /// Kinds of system that stand in the way of every request.
    static let serving: Set<System.Kind> = [.storefront, .edge, .cdn, .dns, .host]

    private static func sorted(_ places: [Int]) -> [Int] { Set(places).sorted() }

    /// The stages that move, serve, read or write each entity.
    private static func touching(
        _ plan: Plan, _ serving: [[CutoverUnit.ID]], _ moving: [String: [Int]]
    ) -> [Entity.ID: [Int]] {
        var touching: [Entity.ID: [Int]] = [:]
        for (place, stage) in plan.stages.enumerated() {
            for entity in Set(stage.authority.map(\.entity.value)) { touching[entity, default: []].append(place) }
        }
        for unit in plan.units {
            for entity in unit.entities {
                touching[entity.value, default: []] += moving[unit.id.value.rawValue] ?? []
            }
        }
        for (flow, units) in zip(plan.flows, serving) {
            let places = units.flatMap { moving[$0.rawValue] ?? [] }
            for entity in Set((flow.reads + flow.writes).map(\.value)) { touching[entity, default: []] += places }
        }
        return touching
    }
}

/// Which units serve a path: those whose own path is the longest beginning of it.
struct ServedPaths: Sendable {
    private var units: [String: [CutoverUnit.ID]] = [:]
    /// Lengths of the units' paths in UTF-8, the longest first.
    private let lengths: [Int]

    init(_ all: [CutoverUnit]) {
        for unit in all {
            for path in Set(unit.match.paths.map(\.value)) { units[path, default: []].append(unit.id.value) }
        }
        lengths = Set(units.keys.map(\.utf8.count)).sorted(by: >)
    }

    /// The path of a unit by which this path is served: the longest that it begins with.
    func longest(beginning path: String) -> String? {
        let length = path.utf8.count
        for size in lengths where size <= length {
            if let start = String(path.utf8.prefix(size)), units[start] != nil { return start }
        }
        return nil
    }

    /// The units that serve this path.
    func units(of path: String) -> [CutoverUnit.ID] { longest(beginning: path).flatMap { units[$0] } ?? [] }

    /// The units that serve a step of this flow, each once.
    func units(of flow: Flow) -> [CutoverUnit.ID] {
        var seen = Set<CutoverUnit.ID>()
        return flow.steps.flatMap { units(of: $0.path.value) }.filter { seen.insert($0).inserted }
    }
}
