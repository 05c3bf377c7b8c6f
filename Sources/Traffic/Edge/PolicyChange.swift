/// How a table becomes another one: decided without touching anything.
package struct PolicyChange: Hashable {
    package let means: EdgeAcknowledgement.Means
    /// What file and runtime are to hold in the end.
    package let target: PolicyTable

    /// One unit that differs in the generation in force is replaced in place. Anything more is loaded as a generation
    /// of its own, since two values cannot be replaced in one step, and then pointed at.
    /// - Parameter current: what the runtime holds.
    package init(from current: PolicyTable, to policy: EdgePolicy) throws(TrafficError) {
        let here = try PolicyTable.rows(policy, generation: current.pointer)
        let held = current.generations[current.pointer] ?? [:]
        if policy.generation == current.pointer || (policy.generation < current.pointer && here == held) {
            let differing = Set(here.keys).union(held.keys).filter { here[$0] != held[$0] }
            if differing.isEmpty {
                means = .nothingToDo
                target = current
                return
            }
            if differing.count == 1, let key = differing.first, here[key] != nil, held[key] != nil {
                means = .oneValue
                var next = current
                next.generations[current.pointer] = here
                target = next
                return
            }
        }
        let asked = try PolicyTable.rows(policy, generation: policy.generation)
        let loaded = policy.generation == 0 ? [:] : current.generations[policy.generation]
        var next = current
        if policy.generation != current.pointer, loaded == asked {
            means = .pointer
            next.pointer = policy.generation
        } else {
            means = .generation
            let highest = max(current.pointer, current.generations.keys.max() ?? 0)
            next.pointer = policy.generation > current.pointer ? policy.generation : highest + 1
            next.generations[next.pointer] = try PolicyTable.rows(policy, generation: next.pointer)
        }
        let kept = [next.pointer, current.pointer]
        next.generations = next.generations.filter { kept.contains($0.key) }
        target = next
    }

    /// The runtime commands that lead from one table to another: everything no request looks at first, then the one
    /// command that changes traffic, then what nobody needs any more.
    package static func commands(from current: PolicyTable, to target: PolicyTable, map: String) -> [RuntimeCommand] {
        let old = Dictionary(uniqueKeysWithValues: current.rows.map { ($0.key, $0.value) })
        let new = Dictionary(uniqueKeysWithValues: target.rows.map { ($0.key, $0.value) })
        var commands: [RuntimeCommand] = []
        var added: [(key: String, value: String)] = []
        for row in target.rows where row.key != PolicyTable.pointerKey {
            switch old[row.key] {
            case row.value: break
            case nil: added.append(row)
            case _?: commands.append(.set(map: map, key: row.key, value: row.value))
            }
        }
        commands = RuntimeCommand.add(map: map, rows: added) + commands
        if current.pointer != target.pointer {
            commands.append(.set(map: map, key: PolicyTable.pointerKey, value: String(target.pointer)))
        }
        for row in current.rows where new[row.key] == nil { commands.append(.delete(map: map, key: row.key)) }
        return commands
    }
}
