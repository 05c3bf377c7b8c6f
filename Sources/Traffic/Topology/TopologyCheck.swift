extension EdgeTopology {
    /// Refuses what cannot be written as a configuration, before anything is written.
    /// - Throws: ``TrafficError/topologyInvalid(part:found:expected:)``
    public func check() throws(TrafficError) {
        guard !old.isEmpty else { throw .topologyInvalid(part: "old", found: "no server", expected: "at least one") }
        guard !new.isEmpty else { throw .topologyInvalid(part: "new", found: "no server", expected: "at least one") }
        for address in listeners.all + old + new + [log].compactMap(\.self) { try check(address) }
        guard (1...64).contains(threads) else {
            throw .topologyInvalid(part: "threads", found: "\(threads)", expected: "1 to 64")
        }
        var ids = Set<String>()
        for unit in units { try check(unit, seen: &ids) }
        for step in steps {
            try word(step.name, part: "step name")
            try path(step.path, part: "step \(step.name)")
        }
        for prefix in oldOnly { try path(prefix, part: "oldOnly") }
        for (country, region) in regions {
            try identifier(country, part: "country")
            try identifier(region, part: "region of \(country)")
        }
        try identifier(defaultRegion, part: "defaultRegion")
        try identifier(countryHeader, part: "countryHeader")
        for token in testers.keys { try word(token, part: "tester token") }
        for parameter in writeParameters { try identifier(parameter, part: "write parameter") }
        if let healthPath { try path(healthPath, part: "healthPath") }
        _ = try RouteTable(self)
    }

    private func check(_ unit: EdgeUnit, seen: inout Set<String>) throws(TrafficError) {
        try identifier(unit.id, part: "unit id")
        guard unit.id != "none", seen.insert(unit.id).inserted else {
            throw .topologyInvalid(part: "unit id", found: "`\(unit.id)`", expected: "an id of its own, not `none`")
        }
        guard !unit.hosts.isEmpty, !unit.paths.isEmpty else {
            throw .topologyInvalid(
                part: "unit \(unit.id)", found: "no host or no path", expected: "hosts (or `*`) and paths")
        }
        for host in unit.hosts where host != "*" {
            guard Spelling.isWord(host), host == host.lowercased() else {
                throw .topologyInvalid(
                    part: "unit \(unit.id)", found: "host `\(host)`", expected: "a name in lower case, or `*`")
            }
        }
        for prefix in unit.paths { try path(prefix, part: "unit \(unit.id)") }
        for region in unit.regions where !allRegions.contains(region) {
            throw .topologyInvalid(
                part: "unit \(unit.id)", found: "region `\(region)`",
                expected: "one of \(allRegions.joined(separator: ", "))")
        }
    }

    private func check(_ address: EdgeAddress) throws(TrafficError) {
        let host = address.host.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f } && !address.host.isEmpty
        guard host, (1...65_535).contains(address.port) else {
            throw .topologyInvalid(part: "address", found: "`\(address)`", expected: "host:port, port 1 to 65535")
        }
    }

    private func path(_ path: String, part: String) throws(TrafficError) {
        let plain = path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && !"?#".utf8.contains($0) }
        guard path.hasPrefix("/"), plain else {
            throw .topologyInvalid(
                part: part, found: "path `\(path)`", expected: "a path from `/`, without spaces, `?` or `#`")
        }
    }

    private func word(_ text: String, part: String) throws(TrafficError) {
        guard Spelling.isWord(text) else {
            throw .topologyInvalid(part: part, found: "`\(text)`", expected: "letters, digits, `_`, `.`, `-`")
        }
    }

    private func identifier(_ text: String, part: String) throws(TrafficError) {
        guard Spelling.isIdentifier(text) else {
            throw .topologyInvalid(part: part, found: "`\(text)`", expected: "letters, digits, `_`, `-`, at most 64")
        }
    }

    /// Refuses a policy that names what this topology does not have, or two pinned units whose pins would share a
    /// cookie.
    /// - Throws: ``TrafficError/policyInvalid(key:found:expected:)``
    public func check(_ policy: EdgePolicy) throws(TrafficError) {
        guard (0...1_000_000_000).contains(policy.generation) else {
            throw .policyInvalid(
                key: "generation", found: "\(policy.generation)", expected: "0 to 1000000000")
        }
        if policy.generation == 0, let first = policy.units.keys.min() {
            throw .policyInvalid(
                key: first, found: "a policy in generation 0", expected: "generation 1 or above; 0 is all old")
        }
        var pinned: [EdgeUnit] = []
        for (text, unitPolicy) in policy.units.sorted(by: { $0.key < $1.key }) {
            let key = try PolicyKey(text)
            try unitPolicy.check(key: text)
            guard let unit = units.first(where: { $0.id == key.unit }) else {
                throw .policyInvalid(
                    key: text, found: "unit `\(key.unit)`",
                    expected: "one of \(units.map(\.id).joined(separator: ", "))")
            }
            if let segment = key.segment, !allSegments.contains(segment) {
                throw .policyInvalid(
                    key: text, found: "segment `\(segment)`", expected: "REGION.device of this topology")
            }
            if unitPolicy.pinsFrom > 0, !pinned.contains(unit) {
                for other in pinned where overlap(other, unit) {
                    throw .policyInvalid(
                        key: text, found: "pins beside those of `\(other.id)` on the same host",
                        expected: "at most one pinned unit for a host and region")
                }
                pinned.append(unit)
            }
        }
    }

    /// Every `REGION.device` a request can be of.
    public var allSegments: Set<String> {
        Set(allRegions.flatMap { region in Self.devices.map { "\(region).\($0)" } })
    }

    private func overlap(_ left: EdgeUnit, _ right: EdgeUnit) -> Bool {
        let hosts =
            left.hosts.contains("*") || right.hosts.contains("*")
            || !Set(left.hosts).isDisjoint(with: right.hosts)
        let regions =
            left.regions.isEmpty || right.regions.isEmpty
            || !Set(left.regions).isDisjoint(with: right.regions)
        return hosts && regions
    }
}
