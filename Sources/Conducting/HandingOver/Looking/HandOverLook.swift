import Observation
package import Planning
package import Traffic

/// Looks whether the gaining side answers as the losing one does: a hand over to a shop whose files were never copied
/// would lose no order and every shopper.
package struct HandOverLook: Sendable {
    package let list: LookList
    private let old: [EdgeAddress]
    private let new: [EdgeAddress]

    /// Requests under way at once.
    private static let lanes = 8
    /// For everything.
    private static let limit = Duration.seconds(120)
    /// Findings that are named one by one.
    private static let shown = 20

    package init(_ plan: Plan, units: [String], _ topology: EdgeTopology) {
        list = LookList(plan, units: units)
        (old, new) = (topology.old, topology.new)
    }

    /// What was found, in words; or the obstacles.
    package struct Finding: Sendable {
        package var text: String
        package var obstacles: [String]
    }

    private struct Seen: Sendable {
        let page: LookPage
        let judgement: LookJudgement
    }

    /// Every page at the losing side's first server and at each of the gaining side's.
    /// - Parameter isFenced: whether the gaining side's database lets nobody in until it gains.
    package func compare(to gaining: EdgeTopology.Side, isFenced: Bool) async -> Finding {
        let losers = gaining == .new ? old : new
        let gainers = gaining == .new ? new : old
        guard let loser = losers.first, !gainers.isEmpty, !list.pages.isEmpty else {
            return Finding(text: "", obstacles: ["no page of the plan's units can be asked for on both sides"])
        }
        let end = ContinuousClock.now + Self.limit
        let seen = await each(list.pages) { page -> [Seen] in
            guard ContinuousClock.now < end else { return [] }
            let losing = await asker(loser).land(on: page.path, of: page.host)
            var own: [Seen] = []
            for gainer in gainers {
                let found = await asker(gainer).land(on: page.path, of: page.host)
                let judgement = LookJudgement(
                    page, losing: losing, gaining: found, renamed: list.renamed, isBack: gaining == .old,
                    isFenced: isFenced)
                own.append(Seen(page: page, judgement: judgement))
            }
            return own
        }
        return finding(seen, expected: list.pages.count * gainers.count)
    }

    private func finding(_ seen: [Seen], expected: Int) -> Finding {
        var obstacles = seen.compactMap { if case .differs(let text) = $0.judgement { text } else { nil } }.sorted()
        if obstacles.count > Self.shown {
            let more = obstacles.count - Self.shown
            obstacles = obstacles.prefix(Self.shown) + ["and \(more) more"]
        }
        if seen.count < expected {
            obstacles.append("\(expected - seen.count) pages were not asked for in \(Self.limit)")
        }
        let alike = seen.count { $0.judgement == .alike }
        let unserved = seen.count { $0.judgement == .unserved }
        let unseen = seen.compactMap { if case .unseen(let why) = $0.judgement { why } else { nil } }
        var text = "\(alike) of \(seen.count) pages are alike on both sides"
        if unserved > 0 { text += ", \(unserved) the losing side does not serve either" }
        if let why = unseen.first { text += ", \(unseen.count) cannot be seen on the gaining side yet: \(why)" }
        if list.left > 0 { text += "; \(list.left) more of the plan were not asked for" }
        return Finding(text: text, obstacles: obstacles)
    }

    /// Whether a side's servers answer for each host, asked again for a moment: its database has just changed. Each is
    /// asked several times at once, since its processes may not all know yet.
    /// - Returns: what does not answer, in words.
    package func answers(_ side: EdgeTopology.Side, within limit: Duration) async -> [String] {
        let end = ContinuousClock.now + limit
        var waiting = list.pages.filter { $0.path == "/" }
        var failing: [Failing] = []
        repeat {
            failing = await each(waiting) { page -> [Failing] in
                for server in side == .old ? old : new {
                    async let one = asker(server).land(on: page.path, of: page.host)
                    async let other = asker(server).land(on: page.path, of: page.host)
                    for landing in [await one, await other] where landing.sort == .broken || landing.sort == .failed {
                        return [Failing(page: page, text: "\(page.host)\(page.path) at \(server): \(landing)")]
                    }
                }
                return []
            }
            waiting = failing.map(\.page)
        } while !waiting.isEmpty && ContinuousClock.now < end
        return failing.map(\.text).sorted()
    }

    private struct Failing: Sendable {
        let page: LookPage
        let text: String
    }

    private func asker(_ address: EdgeAddress) -> PageAsker {
        PageAsker(endpoint: "http://\(address)", hosts: list.hosts)
    }

    private func each<Found: Sendable>(
        _ pages: [LookPage], _ body: @escaping @Sendable (LookPage) async -> [Found]
    ) async -> [Found] {
        await withTaskGroup(of: [Found].self) { group in
            var waiting = pages[...]
            for page in waiting.prefix(Self.lanes) { group.addTask { await body(page) } }
            waiting = waiting.dropFirst(Self.lanes)
            var all: [Found] = []
            while let found = await group.next() {
                all += found
                if let next = waiting.popFirst() { group.addTask { await body(next) } }
            }
            return all
        }
    }
}
