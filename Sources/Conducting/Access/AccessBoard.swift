package import Planning

/// What came of using a credential, or of looking at what people were asked to do.
package enum AccessState: Sendable, Hashable {
    /// It was used, and is as it must be.
    case works(String)
    /// Nobody has given it yet.
    case missing(String)
    /// It was given, and does not do what is asked of it.
    case fails(String)
    /// Nobody could tell: the way there failed, or nothing says how it is used.
    case unclear(String)

    package var word: String {
        switch self {
        case .works: "works"
        case .missing: "missing"
        case .fails: "fails"
        case .unclear: "unclear"
        }
    }

    package var detail: String {
        switch self {
        case .works(let detail), .missing(let detail), .fails(let detail), .unclear(let detail): detail
        }
    }

    package var isFit: Bool {
        if case .works = self { true } else { false }
    }
}

/// What the cutover needs from whom, and what of it is there: a pure view of the plan and of what was seen.
package struct AccessBoard: Sendable {
    package struct Row: Sendable {
        package let item: AccessItem
        package let state: AccessState
        /// Since when it is in this state, as far as is known.
        package let since: PlanTime
        /// Its date has passed, and it does not work.
        package let isLate: Bool
    }

    package let rows: [Row]

    /// - Parameters:
    ///   - seen: the state of each item; an item without one is unclear.
    ///   - earlier: since when each item has been in which state, by an earlier look.
    package init(
        _ items: [AccessItem], seen: [AccessItem.ID: AccessState], earlier: [String: Kept], at time: PlanTime
    ) {
        rows = items.map { item in
            let state = seen[item.id.value] ?? .unclear("it was not looked at")
            let kept = earlier[item.id.value.rawValue]
            return Row(
                item: item, state: state, since: kept.flatMap { $0.word == state.word ? $0.since : nil } ?? time,
                isLate: !state.isFit && (item.due.map { $0.value <= time } ?? false))
        }
    }

    /// A state that an earlier look found, and since when.
    package struct Kept: Sendable, Hashable {
        package let word: String
        package let since: PlanTime

        package init(word: String, since: PlanTime) { (self.word, self.since) = (word, since) }
    }

    /// What is to be remembered for the next look.
    package var kept: [String: Kept] {
        Dictionary(
            rows.map { ($0.item.id.value.rawValue, Kept(word: $0.state.word, since: $0.since)) },
            uniquingKeysWith: { $1 })
    }

    package var isWhole: Bool { rows.allSatisfy { $0.state.isFit } }
}
