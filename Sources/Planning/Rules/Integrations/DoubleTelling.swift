/// Finds pairs of integrations, one of each side, that tell one system of the same entity while both are active.
struct DoubleTelling {
    struct Pair {
        let old: Integration
        let new: Integration
        let to: System.ID
        var entities: [Entity.ID]
    }

    /// One integration as it tells one system of one entity, from before the first stage (-1) on.
    private struct Telling {
        let place: Int
        let side: System.Side
        let from: Int
        let until: Int
        let birthsOnly: Bool
    }

    private struct Topic: Hashable {
        let to: System.ID
        let entity: Entity.ID
    }

    private struct Couple: Hashable {
        let old: Int
        let new: Int
        let to: System.ID
    }

    private let plan: Plan
    /// In the order of the plan; each integration of the new side with the first of the old side that it clashes with.
    private(set) var pairs: [Pair] = []

    init(_ plan: Plan) {
        self.plan = plan
        var topics: [Topic] = []
        var told: [Topic: [Telling]] = [:]
        for (place, integration) in plan.integrations.enumerated() {
            guard let kind = integration.kind?.value, kind != .requests else { continue }
            for (sender, receiver) in Self.ways(integration) {
                guard let side = plan.system(sender)?.side.value, side != .shared,
                    let telling = telling(integration, place, side)
                else { continue }
                for entity in integration.carries {
                    let topic = Topic(to: receiver, entity: entity.value)
                    if told[topic] == nil { topics.append(topic) }
                    told[topic, default: []].append(telling)
                }
            }
        }
        var couples: [Couple: Int] = [:]
        for topic in topics {
            for (old, new) in Self.clashes(told[topic] ?? []) {
                let couple = Couple(old: old, new: new, to: topic.to)
                if let place = couples[couple] {
                    pairs[place].entities.append(topic.entity)
                } else {
                    couples[couple] = pairs.count
                    pairs.append(
                        Pair(
                            old: plan.integrations[old], new: plan.integrations[new], to: topic.to,
                            entities: [topic.entity]))
                }
            }
        }
    }

    /// Who tells whom.
    private static func ways(_ integration: Integration) -> [(System.ID, System.ID)] {
        let forward = (integration.from.value, integration.to.value)
        let backward = (integration.to.value, integration.from.value)
        switch integration.direction?.value ?? .forward {
        case .forward: return [forward]
        case .backward: return [backward]
        case .both: return [forward, backward]
        }
    }

    /// Nil when it ends before it begins.
    private func telling(_ integration: Integration, _ place: Int, _ side: System.Side) -> Telling? {
        let from = integration.since.flatMap { plan.place(of: $0.value) } ?? -1
        let until = integration.until.flatMap { plan.place(of: $0.value) } ?? plan.stages.count
        guard from < until else { return nil }
        return Telling(place: place, side: side, from: from, until: until, birthsOnly: integration.tellsBirthsOnly)
    }

    /// For each telling of the new side one of the old side at the same time, unless both tell of births only.
    private static func clashes(_ tellings: [Telling]) -> [(old: Int, new: Int)] {
        let old = tellings.filter { $0.side == .old }
        let all = Latest(old)
        let unbound = Latest(old.filter { !$0.birthsOnly })
        return tellings.filter { $0.side == .new }.compactMap { new in
            (new.birthsOnly ? unbound : all).overlapping(new).map { ($0, new.place) }
        }
    }

    /// Tellings by when they begin, each with the one that lasts longest of those up to it, so that one that overlaps a
    /// span is found without looking at all of them.
    private struct Latest {
        private let begins: [Int]
        private let longest: [Telling]

        init(_ tellings: [Telling]) {
            let sorted = tellings.sorted { ($0.from, $0.place) < ($1.from, $1.place) }
            begins = sorted.map(\.from)
            var longest: [Telling] = []
            for telling in sorted {
                longest.append(longest.last.map { $0.until >= telling.until ? $0 : telling } ?? telling)
            }
            self.longest = longest
        }

        func overlapping(_ span: Telling) -> Int? {
            var low = 0
            var high = begins.count
            while low < high {
                let middle = (low + high) / 2
                if begins[middle] < span.until { low = middle + 1 } else { high = middle }
            }
            guard low > 0, longest[low - 1].until > span.from else { return nil }
            return longest[low - 1].place
        }
    }
}
