/// Walks two plans side by side and gathers every value that differs.
struct ValueWalk {
    /// One difference, not yet weighed.
    struct Difference {
        let kind: PlanChange.Kind
        /// `stages[checkout-eu].exposure.dwell`
        let path: String
        /// The path without the names of records: `stages[].exposure.dwell`.
        let pattern: String
        let old: PlanValue?
        let new: PlanValue?
    }

    /// Lists whose order means something. Of all others only what they hold does.
    private static let ordered: Set<String> = [
        "stages", "stages[].exposure.steps", "flows[].steps", "systems[].endpoints", "redirects.entries",
        "relocation.rewrites", "entities[].reconcile.tables[].key", "entities[].reconcile.tables[].columns[].rewrites",
    ]

    /// Lists that narrow something down, so that an empty one allows everything.
    private static let narrowing: Set<String> = [
        "stages[].approvers", "calendar.windows", "systems[].can", "entities[].reconcile.tables[].columns",
    ]

    /// What the walk leaves out: how the plan is spread over files is not what it says.
    private static let unsaid: Set<String> = [
        "sluice", "include", "environments[].overlay", "entities[].reconcile.map",
    ]

    private(set) var differences: [Difference] = []

    init(_ old: PlanValue, _ new: PlanValue) { compare(old, new, "", "") }

    private mutating func note(
        _ kind: PlanChange.Kind, _ path: String, _ pattern: String, _ old: PlanValue?, _ new: PlanValue?
    ) {
        differences.append(Difference(kind: kind, path: path, pattern: pattern, old: old, new: new))
    }

    private mutating func compare(_ old: PlanValue, _ new: PlanValue, _ path: String, _ pattern: String) {
        switch (old.content, new.content) {
        case (.record(let before), .record(let after)):
            var seen: Set<String> = []
            for key in (before + after).map(\.key)
            where seen.insert(key).inserted {
                let dot = path.isEmpty ? "" : "."
                guard !Self.unsaid.contains(pattern + dot + key) else { continue }
                field(old[key], new[key], path + dot + key, pattern + dot + key)
            }
        case (.list(let before), .list(let after)): lists(before, after, old, new, path, pattern)
        case (.scalar(let before), .scalar(let after)) where before.meaning == after.meaning: break
        default: note(.changed, path, pattern, old, new)
        }
    }

    /// One key of a record, which either side may lack.
    private mutating func field(_ old: PlanValue?, _ new: PlanValue?, _ path: String, _ pattern: String) {
        switch (old, new) {
        case (let old?, let new?): compare(old, new, path, pattern)
        case (let old?, nil) where !old.saysNothing: note(.removed, path, pattern, old, nil)
        case (nil, let new?) where !new.saysNothing: note(.added, path, pattern, nil, new)
        default: break
        }
    }

    private mutating func lists(
        _ before: [PlanValue], _ after: [PlanValue], _ old: PlanValue, _ new: PlanValue, _ path: String,
        _ pattern: String
    ) {
        let isOfWords = (before + after).allSatisfy { $0.scalar != nil }
        if isOfWords, Self.ordered.contains(pattern) {
            if old.meaning != new.meaning { note(.changed, path, pattern, old, new) }
            return
        }
        if Self.narrowing.contains(pattern), before.isEmpty != after.isEmpty {
            let isNew = before.isEmpty
            return note(isNew ? .added : .removed, path, pattern, isNew ? nil : old, isNew ? new : nil)
        }
        let (was, now) = (ListNames.named(before), ListNames.named(after))
        let known = Dictionary(now.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        let kept = Set(was.map(\.key)).intersection(known.keys)
        for item in was {
            let place = "\(path)[\(item.name)]"
            if let other = known[item.key] {
                compare(item.value, other, place, pattern + "[]")
            } else {
                note(.removed, place, pattern + "[]", item.value, nil)
            }
        }
        for item in now where !kept.contains(item.key) {
            note(.added, "\(path)[\(item.name)]", pattern + "[]", nil, item.value)
        }
        guard Self.ordered.contains(pattern) else { return }
        let (first, second) = (was.filter { kept.contains($0.key) }, now.filter { kept.contains($0.key) })
        if first.map(\.key) != second.map(\.key) {
            note(.reordered, path, pattern, order(first, old), order(second, new))
        }
    }

    /// The names of records in their order, as a value.
    private func order(_ named: [ListNames.Item], _ list: PlanValue) -> PlanValue {
        let names = named.map { entry in
            PlanValue(
                content: .scalar(.init(text: entry.name, meaning: entry.name, measure: nil)),
                position: entry.value.position)
        }
        return PlanValue(content: .list(names), position: list.position)
    }
}

/// By what the items of a list are told apart.
package enum ListNames {
    package struct Item {
        /// Unique in the list, and the same in both plans.
        let key: String
        /// For people.
        package let name: String
        package let value: PlanValue
    }

    package static func named(_ items: [PlanValue]) -> [Item] {
        var times: [String: Int] = [:]
        return items.enumerated().map { place, value in
            let (key, name) = name(of: value) ?? ("\(place + 1)", "\(place + 1)")
            let count = times[key, default: 0] + 1
            times[key] = count
            return count == 1
                ? Item(key: key, name: name, value: value)
                : Item(key: "\(key) #\(count)", name: "\(name) #\(count)", value: value)
        }
    }

    /// A word is its own name. A record goes by its id, or by what it speaks of; nil when it has neither.
    private static func name(of value: PlanValue) -> (key: String, name: String)? {
        if let word = value.scalar { return (word.meaning, word.text) }
        func word(_ key: String) -> String? { value[key]?.scalar?.text }
        func alike(_ name: String) -> (String, String) { (name, name) }
        if let id = word("id") { return alike(id) }
        if let entity = word("entity"), let facet = word("facet") {
            return alike("\(entity).\(facet)" + (word("scope").map { " \($0)" } ?? ""))
        }
        if let rule = word("rule") { return alike(rule + (word("of").map { " \($0)" } ?? "")) }
        return ["what", "name", "who", "domain", "path", "from", "column", "old"].lazy.compactMap(word).first.map(alike)
    }
}
