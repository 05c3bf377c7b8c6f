import Cutover
import Gating
import Planning

extension StageItinerary {
    init(_ stage: Stage, of plan: Plan) throws(ConductingError) {
        let derived = plan.wayBack(of: stage.id.value)
        let declared = stage.rollback?.declared?.value ?? .r4
        var signals: [SignalSpec] = []
        for gate in stage.gates {
            if let signal = plan.signal(gate.value) { signals.append(try SignalSpec(signal)) }
        }
        let exact = stage.gates.compactMap { plan.signal($0.value) }.filter { $0.kind.value == .reconciliation }
        let births = stage.authority.filter { $0.handover?.value == .birthPinned }
        self.init(
            id: stage.id.value.rawValue, unit: stage.unit.value.rawValue, needs: stage.needs.map(\.value.rawValue),
            entry: try Self.criteria(stage.entry), exit: try Self.criteria(stage.exit),
            steps: stage.exposure.shares.map { Int(($0 * 10_000).rounded()) },
            dwell: Int(stage.exposure.dwell.value.milliseconds), signals: signals,
            compareEvery: exact.compactMap(\.every).map { Int($0.value.milliseconds) }.min()
                ?? (exact.isEmpty ? nil : 10_000),
            // Declared text may claim worse, never better.
            wayBack: max(declared, derived.wayBack), why: derived.why.map(\.description),
            isRollbackAutomatic: stage.rollback?.isAutomatic ?? false,
            form: stage.rollback?.form?.value == .evict ? .evict : .stopBirths, pins: !births.isEmpty,
            lease: nil, approvalsNeeded: stage.rollback?.signers?.value ?? 1,
            orderScopes: stage.authority.filter { $0.entity.value.rawValue == "orders" && $0.facet.value == "create" }
                .map(\.scope.value.description),
            owner: stage.owner?.value.rawValue ?? "", decider: stage.rollback?.decider?.value.rawValue ?? "",
            executor: stage.rollback?.executor?.value.rawValue ?? "")
    }

    private static func criteria(_ words: [At<String>]) throws(ConductingError) -> [Criterion] {
        try words.map { word throws(ConductingError) in
            guard let criterion = Criterion(rawValue: word.value) else {
                throw .plan(
                    what: "`\(word.value)` is no criterion that can be checked", at: "\(word.position)",
                    mend: "use fresh-evidence, approved, orders-reconciled or steps-proven")
            }
            return criterion
        }
    }
}

extension SignalSpec {
    init(_ signal: Signal) throws(ConductingError) {
        let kind: Kind =
            switch signal.kind.value {
            case .reconciliation: .exact
            case .errors: signal.isEventDriven ? .eventDriven : .share
            case .completion, .slow, .indexing: .share
            }
        guard kind == .exact || (signal.baseline != nil && signal.margin != nil) else {
            throw .plan(
                what: "signal `\(signal.id.value)` has no baseline or no margin", at: "\(signal.id.position)",
                mend: "say what is expected and what matters: `baseline: 97%, margin: 2 points`")
        }
        self.init(
            id: signal.id.value.rawValue, kind: kind, direction: signal.direction.value == .drop ? .drop : .rise,
            baseline: signal.baseline?.value ?? 0, margin: signal.margin?.value ?? 0,
            milestones: kind == .exact ? [] : signal.milestoneMilliseconds,
            freshness: signal.freshness.map { Int($0.value.milliseconds) } ?? 60_000,
            minimum: signal.minimum?.value ?? 0,
            weight: signal.weight?.value ?? 1, segments: signal.segments.map(\.value.rawValue),
            tolerance: Int(signal.tolerance?.value ?? 0))
    }
}
