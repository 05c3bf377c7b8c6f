package import Planning
package import Relocation
package import Traffic

/// The links that lead web servers to the database of one side or the other.
package struct SelectorDesk: Sendable {
    private struct Selector: Sendable {
        let database: String
        let link: LinkSwitch
        let old: String
        let new: String

        func target(_ side: PlanSide) -> String { side == .old ? old : new }
    }

    private let selectors: [Selector]
    /// The web servers that follow the database when it changes hands: those of a side on which every database has one.
    package let tiers: Set<EdgeTopology.Side>

    /// - Parameter databases: those that change hands together.
    package init(_ databases: [RelocatedDatabase], in plan: Plan, _ logins: PlanLogins) throws(RelocationError) {
        var selectors: [Selector] = []
        for database in databases {
            for selector in database.selectors {
                selectors.append(
                    Selector(
                        database: database.id.value.rawValue,
                        link: LinkSwitch(selector.link.value, on: try logins.host(selector.host.value)),
                        old: selector.old.value, new: selector.new.value))
            }
        }
        self.selectors = selectors
        let sides = Dictionary(
            (plan.relocation?.hosts ?? []).map { ($0.id.value, $0.side.value) }, uniquingKeysWith: { first, _ in first }
        )
        tiers = Set(
            EdgeTopology.Side.allCases.filter { side in
                !databases.isEmpty
                    && databases.allSatisfy { database in
                        database.selectors.contains { selector in
                            let own = sides[selector.host.value]
                            return own == .shared || own?.rawValue == side.rawValue
                        }
                    }
            })
    }

    package var isEmpty: Bool { selectors.isEmpty }

    /// Nothing is changed: each link is one, leads to the side that writes, and can be led to the other.
    package func check(writing side: PlanSide) async throws(RelocationError) -> String {
        var wrong: [String] = []
        for selector in selectors {
            let found = try await selector.link.read(targets: [selector.old, selector.new])
            if found != selector.target(side) {
                wrong.append(
                    "\(selector.link.link) on \(selector.link.host) leads to `\(found)`; the \(side) side writes "
                        + "`\(selector.database)`, so lead it to `\(selector.target(side))` first")
            }
        }
        guard wrong.isEmpty else { throw .obstacles(step: "switching web servers", lines: wrong) }
        return selectors.isEmpty ? "" : "\(Self.count(selectors.count)) to the \(side) side"
    }

    /// Leads every link to the database of one side, all at once; those that lead there already are left alone.
    package func select(_ side: PlanSide) async throws(RelocationError) -> String {
        let failures = await withTaskGroup(of: RelocationError?.self) { group in
            for selector in selectors {
                group.addTask {
                    do throws(RelocationError) {
                        try await selector.link.lead(to: selector.target(side))
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            return await group.reduce(into: [RelocationError]()) { if let error = $1 { $0.append(error) } }
        }
        if let failure = failures.first { throw failure }
        return "\(Self.count(selectors.count)) to the \(side) side, read back"
    }

    private static func count(_ number: Int) -> String { number == 1 ? "1 link leads" : "\(number) links lead" }
}
