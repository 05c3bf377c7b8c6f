/// Topology turned into the rows of one longest-prefix table: each row answers unit, flags and step at once.
///
/// A key is the host's class, then (only where some unit is bound to regions) `~REGION`, then the path with `/?`
/// appended. The appended slash makes prefixes safe at component boundaries; the question mark, which no path can hold,
/// marks the path's end for exact rows.
struct RouteTable: Hashable {
    struct Row: Hashable {
        let key: String
        let value: String
    }

    /// Flags of a route, each one lower-case letter.
    enum Flag: String, CaseIterable {
        case variant = "v"
        case writes = "w"
        case finishes = "f"
        case starts = "s"
        case oldOnly = "o"
    }

    /// What a request that belongs to no unit gets.
    static let nothing = "none:-:-"

    /// Host name to class; the class of any other host is `0`.
    let hosts: [(name: String, hostClass: String)]
    let rows: [Row]
    /// Keys carry a region.
    let byRegion: Bool

    static func == (left: RouteTable, right: RouteTable) -> Bool { left.rows == right.rows }
    func hash(into hasher: inout Hasher) { hasher.combine(rows) }

    init(_ topology: EdgeTopology) throws(TrafficError) {
        let names = Set(topology.units.flatMap(\.hosts)).subtracting(["*"]).sorted()
        hosts = names.enumerated().map { ($0.element, String($0.offset + 1)) }
        byRegion = topology.units.contains { !$0.regions.isEmpty }
        let regions: [String?] = byRegion ? topology.allRegions : [nil]
        var rows: [Row] = []
        for (name, hostClass) in [("*", "0")] + hosts {
            for region in regions {
                let place = Place(topology: topology, host: name, region: region)
                let start = hostClass + (region.map { "~" + $0 } ?? "")
                for row in try place.rows() { rows.append(Row(key: start + row.key, value: row.value)) }
            }
        }
        self.rows = rows
    }

    /// The prefix with one slash at its end.
    static func closed(_ path: String) -> String { path.hasSuffix("/") ? path : path + "/" }

    static func prefix(_ prefix: String, holds path: String) -> Bool { closed(path).hasPrefix(closed(prefix)) }
}

/// The routes of one host and region.
private struct Place {
    let topology: EdgeTopology
    let host: String
    let region: String?

    /// Rows in path order. Every attribute is constant between the points where some prefix begins, so a row at each
    /// such point, carrying what holds there, is the whole table.
    func rows() throws(TrafficError) -> [RouteTable.Row] {
        var rows: [String: String] = [:]
        let prefixes =
            topology.units.filter(applies).flatMap(\.paths) + topology.oldOnly
            + topology.steps.filter { !$0.exact }.map(\.path)
        for path in prefixes {
            let step = longestStep(at: path)
            rows[RouteTable.closed(path)] = try value(at: path, step: step)
            if let step, step.variant, RouteTable.closed(step.path) == RouteTable.closed(path) {
                var bare = step
                bare.variant = false
                let open = String(RouteTable.closed(path).dropLast())
                for ending in [open, open + "/"] where !ending.isEmpty {
                    rows[ending + "/?"] = try value(at: path, step: bare)
                }
            }
        }
        for step in topology.steps where step.exact { rows[step.path + "/?"] = try value(at: step.path, step: step) }
        return rows.sorted { $0.key < $1.key }.map { RouteTable.Row(key: $0.key, value: $0.value) }
    }

    private func value(at path: String, step: EdgeStep?) throws(TrafficError) -> String {
        var flags = ""
        if step?.variant == true { flags += RouteTable.Flag.variant.rawValue }
        if step?.writes == true { flags += RouteTable.Flag.writes.rawValue }
        if step?.role == .finishes { flags += RouteTable.Flag.finishes.rawValue }
        if step?.role == .starts { flags += RouteTable.Flag.starts.rawValue }
        if topology.oldOnly.contains(where: { RouteTable.prefix($0, holds: path) }) {
            flags += RouteTable.Flag.oldOnly.rawValue
        }
        return "\(try unit(at: path) ?? "none"):\(flags.isEmpty ? "-" : flags):\(step?.name ?? "-")"
    }

    private func applies(_ unit: EdgeUnit) -> Bool {
        let here = unit.hosts.contains("*") || unit.hosts.contains(host)
        return here && (unit.regions.isEmpty || region.map(unit.regions.contains) == true)
    }

    /// Longest path first, then a named host before `*`, then named regions before all.
    private func unit(at path: String) throws(TrafficError) -> String? {
        var best: (rank: (Int, Int, Int), id: String)?
        for unit in topology.units where applies(unit) {
            for prefix in unit.paths where RouteTable.prefix(prefix, holds: path) {
                let rank = (
                    RouteTable.closed(prefix).utf8.count, unit.hosts.contains(host) ? 1 : 0,
                    unit.regions.isEmpty ? 0 : 1
                )
                if let known = best, known.rank == rank, known.id != unit.id {
                    throw .topologyInvalid(
                        part: "units on host \(host)\(region.map { ", region \($0)" } ?? "")",
                        found: "`\(known.id)` and `\(unit.id)` both claim \(prefix)", expected: "one unit for a path")
                }
                if best.map({ $0.rank < rank }) ?? true { best = (rank, unit.id) }
            }
        }
        return best?.id
    }

    private func longestStep(at path: String) -> EdgeStep? {
        topology.steps.filter { !$0.exact && RouteTable.prefix($0.path, holds: path) }
            .max { RouteTable.closed($0.path).utf8.count < RouteTable.closed($1.path).utf8.count }
    }
}
