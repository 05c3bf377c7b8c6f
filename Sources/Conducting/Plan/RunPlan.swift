public import Cutover
public import Observation
public import Planning

/// A plan made ready to be run: what `Cutover` decides by, what `Observation` looks for, what `Traffic` is built from.
public struct RunPlan: Sendable {
    public var plan: Plan
    public var itinerary: Itinerary
    /// By stage: what the edge's log is read for.
    public var observed: [String: [ObservedSignal]]
    /// The flow step whose good answers are orders.
    public var salesStep: String
    /// `http://host:port` of the two storefronts.
    public var oldEndpoint: String
    public var newEndpoint: String

    /// - Parameter evidence: proofs and drills on record, on which the way back of some stages rests.
    /// - Throws: `ConductingError.plan` where the plan cannot be carried out as it stands.
    public init(_ plan: Plan, evidence: WayBackEvidence = .none) throws(ConductingError) {
        self.plan = plan
        var stages: [StageItinerary] = []
        observed = [:]
        for stage in plan.stages {
            stages.append(try StageItinerary(stage, of: plan, evidence))
            observed[stage.id.value.rawValue] = try Self.observed(stage, of: plan)
        }
        itinerary = Itinerary(
            name: plan.name.value, planDigest: plan.digest, isRehearsal: plan.isRehearsal, stages: stages,
            reportSigners: plan.report?.signers.map(\.value.rawValue) ?? [], tellsPeople: plan.notices != nil)
        let business = plan.signals.first { $0.isBusiness && $0.kind.value == .completion && $0.flow?.value == "buy" }
        let sale = business ?? plan.signals.last { $0.isBusiness && $0.kind.value == .completion }
        salesStep = sale?.success?.value.rawValue ?? ""
        oldEndpoint = try Self.endpoint(.old, of: plan)
        newEndpoint = try Self.endpoint(.new, of: plan)
    }

    /// Whether some stage or its gates ask for the orders of both sides to be compared.
    public var comparesOrders: Bool {
        itinerary.stages.contains {
            $0.compareEvery != nil || $0.entry.contains(.ordersReconciled) || $0.exit.contains(.ordersReconciled)
        }
    }

    private static func endpoint(_ side: System.Side, of plan: Plan) throws(ConductingError) -> String {
        let storefronts = plan.systems.filter { $0.side.value == side && $0.kind.value == .storefront }
        guard let storefront = storefronts.first, let endpoint = storefront.endpoints.first?.value else {
            throw .plan(
                what: "no storefront on the \(side.rawValue) side has an endpoint", at: "\(plan.position)",
                mend: "give one system `kind: storefront`, `side: \(side.rawValue)` and `endpoints: [http://…]`")
        }
        return endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint
    }

    private static func observed(_ stage: Stage, of plan: Plan) throws(ConductingError) -> [ObservedSignal] {
        var all: [ObservedSignal] = []
        for gate in stage.gates {
            guard let signal = plan.signal(gate.value), !signal.kind.value.isReading,
                signal.kind.value != .reconciliation
            else { continue }
            if signal.source.value != .logFile { all.append(try observed(signal)) }
        }
        return all
    }

    static func observed(_ signal: Signal) throws(ConductingError) -> ObservedSignal {
        ObservedSignal(
            id: signal.id.value.rawValue, rule: try rule(signal), milestones: signal.milestoneMilliseconds,
            dimensions: signal.segments.map(\.value.rawValue), eventDriven: signal.isEventDriven)
    }

    private static func rule(_ signal: Signal) throws(ConductingError) -> ObservedSignal.Rule {
        switch signal.kind.value {
        case .completion:
            guard let start = signal.start, let success = signal.success else {
                throw .plan(
                    what: "signal `\(signal.id.value)` has no start or success step", at: "\(signal.id.position)",
                    mend: "name two steps of its flow: `start: pay, success: confirmation`")
            }
            return .completion(start: start.value.rawValue, success: success.value.rawValue)
        case .reach:
            guard let success = signal.success else {
                throw .plan(
                    what: "signal `\(signal.id.value)` has no success step", at: "\(signal.id.position)",
                    mend: "name a step of its flow: `success: product`")
            }
            return .reach(step: success.value.rawValue)
        case .latency: return .latency(above: signal.above.map { Int($0.value.milliseconds) } ?? 1_000)
        case .errors, .reconciliation, .indexing, .level, .backlog, .staleness, .load, .probe, .mirror: return .errors
        case .slow: return .slow(above: signal.above.map { Int($0.value.milliseconds) } ?? 1_000)
        }
    }
}

extension Signal {
    /// In ms, ascending; one second where the plan names none.
    var milestoneMilliseconds: [Int] {
        let named = milestones.map { Int($0.value.milliseconds) }.sorted()
        return named.isEmpty ? [1_000] : named
    }
}
