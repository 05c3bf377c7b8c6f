package import Observation

/// What a page of the gaining side is to the same page of the losing one.
package enum LookJudgement: Sendable, Hashable {
    /// Both end alike.
    case alike
    /// The losing side itself does not serve it: there is nothing that the gaining side could fall short of.
    case unserved
    /// Not to be seen before authority moves, and why.
    case unseen(String)
    /// In words for people: host, path, what each side answers.
    case differs(String)

    /// - Parameters:
    ///   - isBack: the new side loses and the old one gains.
    ///   - isFenced: the gaining side's database lets nobody in until it gains: its pages fail until then.
    package init(
        _ page: LookPage, losing: PageLanding, gaining: PageLanding, renamed: [String: String], isBack: Bool,
        isFenced: Bool
    ) {
        let (old, new) = isBack ? (gaining, losing) : (losing, gaining)
        let said = "\(page.host)\(page.path): the old side answers \(old), the new side \(new)"
        switch losing.sort {
        case .failed, .ring:
            // Going back is for a new side that does not serve; going over from an old one that cannot be seen is blind.
            self = isBack && gaining.sort != .failed ? .unserved : .differs(said)
            return
        case .broken:
            self = gaining.sort == .failed ? .differs(said) : .unserved
            return
        case .good, .blank, .elsewhere, .refused, .missing: break
        }
        if gaining.sort == .broken, isFenced {
            self = .unseen("its database lets nobody in until it is written again")
            return
        }
        let isPlaced = Self.places(page, losing, isBack: isBack).contains(gaining.path)
        let name = { (host: String) in renamed[host] ?? host }
        let isHome = name(gaining.host) == name(losing.host)
        let isServed = gaining.sort == losing.sort || (losing.sort == .blank && gaining.sort == .good)
        self = isServed && isPlaced && isHome ? .alike : .differs(said)
    }

    /// Paths at which the gaining side may end.
    private static func places(_ page: LookPage, _ losing: PageLanding, isBack: Bool) -> Set<String> {
        guard let target = page.target else { return [losing.path] }
        let asked = String(page.path.prefix { $0 != "?" })
        return isBack ? [losing.path, target, asked] : [target]
    }
}
