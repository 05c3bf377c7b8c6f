/// Decides which way a difference goes, and says what follows from it.
enum Weighing {
    /// How the values of one key compare.
    enum Scale {
        /// The smaller, the looser; none is the loosest.
        case small
        /// The larger, the looser; none is the loosest.
        case large
        /// The larger, the looser; none allows nothing.
        case allowance
        /// `false` or nothing is looser than `true`.
        case no
        /// `true` is looser than `false` or nothing.
        case yes
        /// What goes is missed, what comes is welcome.
        case loss
        /// What comes loosens, what goes tightens.
        case gain
        /// Any change must be looked at first.
        case any
        /// From the tightest word to the loosest; nothing is as loose as the last.
        case words([String])
        /// Shares that grow: a larger first one, or fewer of them, is looser.
        case shares
    }

    static func change(_ difference: ValueWalk.Difference) -> PlanChange {
        let rule = WeighingTable.rule(for: difference.pattern)
        let weight = rule.map { weigh(difference, on: $0.scale) } ?? .neutral
        return PlanChange(
            weight, difference.kind, difference.path, old: difference.old.map(place), new: difference.new.map(place),
            why: weight == .worse ? rule?.looser ?? "" : "")
    }

    private static let longest = 120

    private static func place(_ value: PlanValue) -> PlanChange.Place {
        let text = value.text
        return .init(text.count > longest ? text.prefix(longest) + "…" : text, value.position)
    }

    private static func weigh(_ difference: ValueWalk.Difference, on scale: Scale) -> PlanChange.Weight {
        let (old, new) = (difference.old?.scalar, difference.new?.scalar)
        switch scale {
        case .any: return .worse
        case .loss: return fate(difference, lost: .worse, won: .better)
        case .gain: return fate(difference, lost: .better, won: .worse)
        case .no, .yes:
            let (was, now) = (old?.text == "true", new?.text == "true")
            guard was != now else { return .neutral }
            if case .no = scale { return now ? .better : .worse }
            return now ? .worse : .better
        case .small: return order(old?.measure ?? -.infinity, new?.measure ?? -.infinity)
        case .large: return order(new?.measure ?? .infinity, old?.measure ?? .infinity)
        case .allowance: return order(-(old?.measure ?? 0), -(new?.measure ?? 0))
        case .words(let words):
            func looseness(_ text: String?) -> Double {
                Double(text.flatMap { words.firstIndex(of: $0) } ?? words.count - 1)
            }
            return order(looseness(new?.text), looseness(old?.text))
        case .shares: return shares(difference)
        }
    }

    /// Looser where the second is smaller than the first.
    private static func order(_ old: Double, _ new: Double) -> PlanChange.Weight {
        if new == old { return .neutral }
        return new < old ? .worse : .better
    }

    private static func fate(
        _ difference: ValueWalk.Difference, lost: PlanChange.Weight, won: PlanChange.Weight
    ) -> PlanChange.Weight {
        if difference.new == nil { return lost }
        return difference.old == nil ? won : .neutral
    }

    private static func shares(_ difference: ValueWalk.Difference) -> PlanChange.Weight {
        func steps(_ value: PlanValue?) -> [Double] {
            guard case .list(let items)? = value?.content else { return [] }
            return items.compactMap { $0.scalar?.measure }
        }
        let (was, now) = (steps(difference.old), steps(difference.new))
        if (now.first ?? 1) > (was.first ?? 1) || now.count < was.count { return .worse }
        if (now.first ?? 1) < (was.first ?? 1) || now.count > was.count { return .better }
        return .neutral
    }
}
