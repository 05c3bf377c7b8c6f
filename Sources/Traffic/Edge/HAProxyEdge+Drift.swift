extension HAProxyEdge {
    /// Every difference between what was decided and what runtime and file hold, both read afresh. Never throws for a
    /// place it cannot read: that is a finding too.
    public func drift(from desired: EdgePolicy) -> [EdgeDrift] {
        forget()
        var drift: [EdgeDrift] = []
        do throws(TrafficError) {
            let held = try reconnecting { () throws(TrafficError) in try runtimeTable() }
            drift += try difference(from: desired, to: held, in: .runtime)
        } catch {
            drift.append(.unreadable(place: .runtime, reason: error.description))
        }
        do throws(TrafficError) {
            drift += try difference(from: desired, to: try filedTable(), in: .file)
        } catch {
            drift.append(.unreadable(place: .file, reason: error.description))
        }
        return drift
    }

    private func difference(
        from desired: EdgePolicy, to table: PolicyTable, in place: EdgeDrift.Place
    ) throws(TrafficError) -> [EdgeDrift] {
        let found = try table.policy(place: "\(place.rawValue) of \(map)")
        let strangers = table.strangers.keys.sorted()
            .map { EdgeDrift.unreadable(place: place, reason: "row `\($0)` is not ours") }
        return EdgeDrift.between(desired, found, in: place) + strangers
    }

    /// Brings runtime and file back to what was decided, in its own generation.
    /// - Returns: what was mended, empty when nothing had drifted.
    /// - Throws: any ``TrafficError``; ``TrafficError/notAcknowledged(generation:drift:)`` when it did not hold.
    @discardableResult
    public func repair(to desired: EdgePolicy) throws(TrafficError) -> [EdgeDrift] {
        try configuration.topology.check(desired)
        let found = drift(from: desired)
        if found.isEmpty { return [] }
        try restore(desired)
        let left = drift(from: desired)
        guard left.isEmpty else { throw .notAcknowledged(generation: desired.generation, drift: left) }
        return found
    }

    /// Writes a policy over whatever is there. Rows that drifted are mended one by one before the pointer is set.
    private func restore(_ desired: EdgePolicy) throws(TrafficError) {
        try reconnecting { () throws(TrafficError) in
            let current = try runtimeTable()
            var target = current
            target.strangers = [:]
            target.pointer = desired.generation
            target.generations = target.generations.filter { $0.key == current.pointer }
            target.generations[desired.generation] =
                desired.generation == 0 ? nil : try PolicyTable.rows(desired, generation: desired.generation)
            try drive(from: current, to: target)
            try file(target)
        }
    }
}
