public import Cutover
import Gating
import Planning

extension InventedTraffic {
    /// Shoppers as the plan expects them in a stage.
    ///
    /// A dimension by which nothing is named is not divided. The plan does not say how great segments are: those that
    /// it names share what is left of their dimension equally among themselves and the rest.
    /// - Parameters:
    ///   - shares: the part, 0…1, of the units that are in a segment, by name.
    /// - Throws: `ConductingError.plan` where the plan says too little.
    public init(_ stage: SimulatedStage, drop: InventedDrop?, shares: [String: Double] = [:]) throws(ConductingError) {
        let plan = stage.plan
        guard let terms = plan.stages.first(where: { $0.id.value.rawValue == stage.id }),
            let unit = plan.unit(terms.unit.value), let sessions = unit.sessions?.value, sessions > 0
        else {
            throw .plan(
                what: "the unit of stage `\(stage.id)` says no sessions", at: "\(plan.position)",
                mend: "say how many reach it: `sessions: 3600/h`")
        }
        let specs = stage.itinerary.stages.flatMap(\.signals)
        if let drop, !specs.contains(where: { $0.id == drop.signal }) {
            throw .plan(
                what: "stage `\(stage.id)` does not judge signal `\(drop.signal)`", at: "\(terms.id.position)",
                mend: "use one of \(specs.map(\.id).joined(separator: ", "))")
        }
        let sales = plan.signals.filter { $0.isBusiness && $0.kind.value == .completion }
        let sale = sales.first { $0.flow?.value == "buy" } ?? sales.last
        let signals = specs.map { spec in
            let signal = plan.signals.first { $0.id.value.rawValue == spec.id }
            let share = signal?.share?.value ?? 1
            // An order is lost with a unit as often as one would have come of it.
            let orders = sale.map { ($0.share?.value ?? 1) * ($0.baseline?.value ?? 1) / max(share, 1e-9) } ?? 0
            let isSale = sale?.id.value.rawValue == spec.id
            return InventedSignal(
                spec, share: share, dimensions: Self.dimensions(spec, drop, shares),
                ordersPerUnit: isSale ? 1 : min(1, orders))
        }
        if let drop, let segment = drop.segment,
            let place = signals.first(where: { $0.spec.id == drop.signal }),
            !place.dimensions.contains(where: { $0.contains { $0.name == segment } })
        {
            throw .plan(
                what: "signal `\(drop.signal)` is not judged by `\(segment.split(separator: "=").first ?? "")`",
                at: "\(terms.id.position)",
                mend: place.spec.segments.isEmpty
                    ? "leave --segment out" : "its segments are by \(place.spec.segments.joined(separator: ", "))")
        }
        self.init(sessionsPerHour: sessions, signals: signals, drop: drop)
    }

    private static func dimensions(
        _ spec: SignalSpec, _ drop: InventedDrop?, _ shares: [String: Double]
    ) -> [[InventedSignal.Part]] {
        var names = Set(spec.segmentMargins.keys)
        if let segment = drop?.segment { names.insert(segment) }
        let byDimension = Dictionary(grouping: names.sorted()) { String($0.prefix { $0 != "=" }) }
        return byDimension.filter { spec.segments.contains($0.key) }.sorted { $0.key < $1.key }.map {
            dimension, names in
            let said = names.compactMap { shares[$0] }.reduce(0, +)
            let unsaid = names.filter { shares[$0] == nil }.count
            let each = max(0, 1 - said) / Double(unsaid + 1)
            let parts = names.map { InventedSignal.Part($0, shares[$0] ?? each) }
            return parts + [InventedSignal.Part("\(dimension)=rest", each)]
        }
    }
}
