package import Planning

/// One page that both sides are asked for before anything is frozen.
package struct LookPage: Sendable, Hashable {
    package let host: String
    package let path: String
    /// Where the plan says that the new side leads from there; nil where both sides end at the same place.
    package let target: String?

    package init(host: String, path: String, target: String? = nil) {
        (self.host, self.path, self.target) = (host, path, target)
    }
}

/// The pages of units that both sides are asked for: bounded, and chosen by the plan alone, so that every look asks for
/// the same.
package struct LookList: Sendable, Hashable {
    package let pages: [LookPage]
    /// Every host of the store, so that a redirect from one to another is followed.
    package let hosts: Set<String>
    /// A host's name on the old side, and what it is on the new one.
    package let renamed: [String: String]
    /// Pages that the bounds have left out.
    package let left: Int

    /// On one host; the steps of flows come first, then what brings most visitors.
    package static let pathLimit = 60
    package static let pageLimit = 600

    /// - Parameter units: the units that change hands.
    package init(_ plan: Plan, units: [String]) {
        let sites = plan.relocation?.networks.flatMap(\.sites) ?? []
        renamed = Dictionary(
            sites.compactMap { site in
                site.mapped.map { (site.domain.value.lowercased(), $0.value.lowercased()) }
            }, uniquingKeysWith: { first, _ in first })
        let never = plan.mirroring?.never.map(\.value) ?? []
        let targeted = Self.targeted(plan)
        var pages: [LookPage] = []
        var hosts = Set(sites.map { $0.domain.value.lowercased() }).union(renamed.values)
        var left = 0
        for unit in plan.units where units.contains(unit.id.value.rawValue) {
            let named = unit.match.hosts.map { $0.value.lowercased() }
            let own = named.contains("*") ? Self.unique(sites.map { $0.domain.value.lowercased() }) : named
            hosts.formUnion(own)
            let steps = plan.flows(through: unit.id.value).flatMap(\.steps).map(\.path.value)
            let prefixes = unit.match.paths.map(\.value)
            for host in own {
                let folders = sites.filter { $0.domain.value.lowercased() == host }.compactMap(\.path?.value)
                let plain = (["/"] + folders + steps + Self.probed(plan)).map { (path: $0, target: String?.none) }
                var seen: Set<String> = []
                let chosen = (plain + targeted).filter { page in
                    prefixes.contains { Self.holds($0, page.path) } && !never.contains { page.path.hasPrefix($0) }
                        && seen.insert(page.path).inserted
                }
                left += max(0, chosen.count - Self.pathLimit)
                pages += chosen.prefix(Self.pathLimit).map { LookPage(host: host, path: $0.path, target: $0.target) }
            }
        }
        self.left = left + max(0, pages.count - Self.pageLimit)
        self.pages = Array(pages.prefix(Self.pageLimit))
        self.hosts = hosts
    }

    /// Landing pages by their visits, then redirects, evenly from the whole table.
    private static func targeted(_ plan: Plan) -> [(path: String, target: String?)] {
        let landing = (plan.redirects?.landing ?? []).sorted { ($0.visits?.value ?? 0) > ($1.visits?.value ?? 0) }
        let table = plan.redirectTable
        let step = max(1, table.count / pathLimit)
        let redirects = stride(from: 0, to: table.count, by: step).map { table[$0] }
        return landing.map { ($0.path.value, $0.target?.value) } + redirects.map { ($0.from.value, $0.to.value) }
    }

    /// What journeys of probes read, where no earlier step must have told the path.
    private static func probed(_ plan: Plan) -> [String] {
        (plan.probes?.journeys ?? []).flatMap(\.steps).compactMap(\.get?.value).filter {
            $0.hasPrefix("/") && !$0.contains("{")
        }
    }

    private static func holds(_ prefix: String, _ path: String) -> Bool {
        let bare = path.prefix { $0 != "?" }
        return prefix == "/" || bare == prefix || bare.hasPrefix(prefix.hasSuffix("/") ? prefix : prefix + "/")
    }

    private static func unique(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }
}
