package import Planning
package import Relocation

/// Where names are led: to the edge before any hand over, to the managed host after sign-off.
package enum PointingGoal: String, Sendable, CaseIterable {
    case edge, new
}

/// What the plan says of moving names, in the words of those who ask for them.
package struct PointingTerms: Sendable {
    package let goal: PointingGoal
    package let names: [DomainName]
    package let servers: [NameServer]
    package let destination: Destination
    /// Seconds.
    package let low: Int
    /// What the plan says of the TTL before; seconds.
    package let old: Int?
    package let tls: Int
    package let task: PlanTask?

    /// - Throws: ``RelocationError/unusable(what:found:expected:)`` where the plan does not say enough.
    package init(_ plan: Plan, _ goal: PointingGoal) throws(RelocationError) {
        guard let terms = plan.relocation?.names else {
            throw .unusable(
                what: "`relocation.names`", found: "absent from the plan",
                expected: "the servers that hold the names, resolvers to watch, and where names shall lead")
        }
        let places = goal == .edge ? terms.edge : terms.new
        for (what, isEmpty) in [
            ("servers", terms.servers.isEmpty), ("resolvers", terms.resolvers.isEmpty),
            (goal.rawValue, places.isEmpty),
        ] where isEmpty {
            throw .unusable(
                what: "`relocation.names.\(what)` at \(terms.position)", found: "empty", expected: "at least one")
        }
        let sites = plan.relocation?.networks.flatMap(\.sites) ?? []
        var names: [DomainName] = []
        for text in sites.flatMap({ [$0.domain] + ($0.mapped.map { [$0] } ?? []) }) + terms.also {
            guard let name = DomainName(text.value) else {
                throw .unusable(
                    what: "the name at \(text.position)", found: "`\(text.value)`",
                    expected: "a domain name; other scripts in their xn-- form")
            }
            if !names.contains(name) { names.append(name) }
        }
        guard !names.isEmpty else {
            throw .unusable(
                what: "`relocation.networks` of the plan", found: "without sites",
                expected: "the sites whose names are moved, or `relocation.names.also`")
        }
        self.names = names
        self.goal = goal
        servers =
            terms.servers.map { NameServer(.authoritative, host: $0.value.host, port: $0.value.port) }
            + terms.resolvers.map { NameServer(.resolver, host: $0.value.host, port: $0.value.port) }
        destination = Destination(
            addresses: Set(
                places.compactMap { if case .address(let text) = $0.value { IPAddress(text) } else { nil } }),
            names: places.compactMap { if case .name(let text) = $0.value { DomainName(text) } else { nil } })
        low = max(1, Int((terms.ttl?.value ?? .seconds(60)).components.seconds))
        old = (terms.oldTTL?.value).map { Int($0.components.seconds) }
        tls = terms.tls?.value ?? 443
        task = terms.task.flatMap { id in plan.tasks.first { $0.id.value == id.value } }
    }
}
