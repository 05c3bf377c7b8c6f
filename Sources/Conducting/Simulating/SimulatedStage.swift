public import Cutover
import Gating
public import Planning

/// A stage of a plan made ready to be judged without a world.
public struct SimulatedStage: Sendable {
    /// A signal that cannot be judged so, and why.
    public struct LeftOut: Sendable, Hashable, Codable {
        public let signal: String
        public let why: String
    }

    public let plan: Plan
    public let id: String
    /// The stage alone.
    public let itinerary: Itinerary
    public let leftOut: [LeftOut]

    /// What the evidence of a simulation is.
    public enum Evidence: Sendable, Hashable {
        /// Lines of an edge log.
        case recorded
        /// Figures of the plan.
        case invented
    }

    /// - Throws: `ConductingError.plan` where the plan has no such stage, or nothing of it can be judged.
    public init(_ plan: Plan, stage id: String, by evidence: Evidence) throws(ConductingError) {
        let gates = try Itinerary.gates(of: plan, stage: id)
        let terms = plan.stages.first { $0.id.value.rawValue == id }
        var leftOut: [LeftOut] = []
        var kept: Set<String> = []
        for signal in (terms?.gates ?? []).compactMap({ plan.signal($0.value) }) {
            let name = signal.id.value.rawValue
            if let why = Self.obstacle(signal, evidence) {
                leftOut.append(LeftOut(signal: name, why: why))
            } else {
                kept.insert(name)
            }
        }
        guard let alone = gates.alone(id, judging: kept) else {
            throw .plan(
                what: "no gate of stage `\(id)` can be judged so: "
                    + leftOut.map { "\($0.signal) \($0.why)" }.joined(separator: "; "),
                at: "\(terms?.id.position ?? plan.position)",
                mend: "name a stage with a signal that is counted")
        }
        self.plan = plan
        self.id = id
        self.leftOut = leftOut
        itinerary = alone
    }

    private static func obstacle(_ signal: Signal, _ evidence: Evidence) -> String? {
        if SignalSpec.Kind(signal) == .exact || signal.kind.value.isReading {
            return signal.kind.value == .mirror
                ? "repeats reads on both sides" : "is exact: it is read from the world, or compares orders"
        }
        guard evidence == .recorded, signal.source.value != .edgeLog else { return nil }
        return "is not counted from the edge's log"
    }
}
