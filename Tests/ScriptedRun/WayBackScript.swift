public import Cutover
import Gating
import Planning

extension ScriptedRun {
    /// The first stage promises R2, and a comparison of the orders' stores measures it.
    public static let measuredItinerary: Itinerary = {
        var plan = itinerary
        plan.stages[0].wayBack = .r2
        plan.stages[0].signals.append(
            SignalSpec(
                id: "orders-rows", kind: .exact, direction: .rise, baseline: 0, margin: 0, milestones: [],
                freshness: 300_000, minimum: 0, response: .hold))
        plan.stages[0].facets = [
            FacetTerms(
                place: "orders.create *", entity: "orders", signals: ["orders-rows"], handover: .whole, isSynced: true,
                most: 100, isDrilled: true)
        ]
        return plan
    }()

    /// Twelve orders are born on the new side that the old one has not; where they are carried back, a comparison shows
    /// that too.
    public static func worsened(carriedBack: Bool = false) -> ScriptedRun {
        var run = ScriptedRun()
        run.begin(measuredItinerary)
        run.look()
        run.settle()
        run.compare(onlyNew: 0)
        run.look()
        run.compare(onlyNew: 12)
        run.look()
        if carriedBack { run.compare(onlyNew: 0) }
        return run
    }

    private mutating func compare(onlyNew: Int) {
        let stores = StoreEvidence(
            tables: [.init(table: "orders", digest: "ab", oldPosition: "gtid 0-1-5", newPosition: "gtid 0-2-9")],
            acknowledged: 400, onlyNew: onlyNew, oldestBorn: onlyNew > 0 ? now - 240_000 : nil, onlyOld: 0, differing: 0
        )
        event(
            .read(
                signal: "orders-rows",
                SignalEvidence(
                    exact: ExactResult(
                        compared: 400 + onlyNew, mismatches: onlyNew,
                        detail: "1 table, \(400 + onlyNew) rows: \(onlyNew == 0 ? "equal" : "\(onlyNew) differ")",
                        stores: stores))))
        settle()
    }
}
