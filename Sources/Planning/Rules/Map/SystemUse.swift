/// Which systems something else in a plan speaks of.
///
/// Storefronts, edges, content networks, names and hosts stand in the way of every request, so every stage uses them. A
/// system that is the system of record of an entity is used by it. A stage that writes to a system uses it, and so does
/// whoever takes it down.
struct SystemUse {
    private var named: Set<System.ID>
    private let risky: Set<String>

    private static let carrying: Set<System.Kind> = [.storefront, .edge, .cdn, .dns, .host]

    init(_ plan: Plan) {
        risky = Set(plan.risks.map(\.place.value))
        named = Set(plan.integrations.flatMap { [$0.from.value, $0.to.value] })
        named.formUnion(plan.callbacks.map(\.system.value))
        named.formUnion(plan.authority.map(\.writer.value))
        for entity in plan.entities {
            if let allocator = entity.allocator { named.insert(allocator.value) }
            for case .system(let id)? in (entity.writers?.ways ?? []).map(\.writer?.value) { named.insert(id) }
        }
        for move in plan.stages.flatMap(\.authority) {
            named.insert(move.to.value)
            if let selector = move.selector { named.insert(selector.value) }
        }
        for carried in plan.imports { named.formUnion([carried.from.value, carried.to.value]) }
        for task in plan.tasks { named.formUnion(task.destroys.map(\.value)) }
        named.formUnion(plan.relocation?.hosts.compactMap(\.system?.value) ?? [])
        named.formUnion(plan.relocation?.databases.flatMap { [$0.from.value, $0.to.value] } ?? [])
        named.formUnion(plan.decommission?.systems.map(\.value) ?? [])
    }

    func contains(_ system: System) -> Bool {
        named.contains(system.id.value) || !system.records.isEmpty || risky.contains(system.id.value.rawValue)
            || Self.carrying.contains(system.kind.value)
    }
}
