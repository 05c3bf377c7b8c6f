import Gating
import Planning

extension SignalSpec {
    /// - Parameter margins: what the exposure of each step allows, for a signal that names no margin of its own.
    init(_ signal: Signal, margins: [Double]) throws(ConductingError) {
        let kind = Kind(signal)
        let own = signal.margin?.value
        let widest = own ?? margins.max() ?? 0
        if kind.isProven, signal.baseline == nil || widest <= 0 {
            throw .plan(
                what: "signal `\(signal.id.value)` has no baseline, or no margin and no volume to derive one from",
                at: "\(signal.id.position)",
                mend: "say what is expected and what matters: `baseline: 97%, margin: 2 points`")
        }
        let segments = Dictionary(
            signal.segmentMargins.map { ($0.segment.value, $0.margin.value) }, uniquingKeysWith: { min($0, $1) })
        let direction: Gating.Direction = signal.direction.value == .drop ? .drop : .rise
        let freshness = signal.freshness.map { Int($0.value.milliseconds) } ?? 60_000
        self.init(
            id: signal.id.value.rawValue, kind: kind, direction: direction, baseline: signal.baseline?.value ?? 0,
            margin: own ?? margins.last ?? 0,
            milestones: kind == .exact ? [] : signal.milestoneMilliseconds, freshness: freshness,
            minimum: signal.minimum?.value ?? 0, weight: signal.weight?.value ?? 1,
            segments: signal.segments.map(\.value.rawValue), tolerance: Int(signal.tolerance?.value ?? 0),
            response: signal.asksFor, segmentMargins: segments,
            margins: own == nil && kind.isProven ? margins : [],
            toleratedDifference: signal.tolerated?.value ?? 0, toleratedRate: signal.tolerance?.value ?? 0)
    }
}

extension SignalSpec.Kind {
    init(_ signal: Signal) {
        self =
            switch signal.kind.value {
            case .errors: signal.isEventDriven ? .eventDriven : .share
            case .completion, .slow, .reach: .share
            case .latency: .latency
            case .mirror: .rate
            case .reconciliation, .indexing, .level, .backlog, .staleness, .load, .probe: .exact
            }
    }

    /// Whether health is proven from units of both sides.
    fileprivate var isProven: Bool {
        switch self {
        case .share, .eventDriven, .latency: true
        case .exact, .rate: false
        }
    }
}

extension Signal {
    /// What a regression asks for. What shoppers meet is taken back; what the people who run the store see is first
    /// looked at.
    fileprivate var asksFor: SignalSpec.Response {
        switch response?.value {
        case .rollback: .rollback
        case .hold: .hold
        case nil:
            switch kind.value {
            case .completion, .errors, .slow, .latency, .reach, .probe, .mirror: .rollback
            case .reconciliation, .indexing, .level, .backlog, .staleness, .load: .hold
            }
        }
    }
}
