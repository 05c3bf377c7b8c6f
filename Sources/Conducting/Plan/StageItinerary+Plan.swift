import Cutover
import Gating
import Planning

extension StageItinerary {
    init(_ stage: Stage, of plan: Plan, _ evidence: WayBackEvidence) throws(ConductingError) {
        let (promise, forecast) = (plan.promise(of: stage, evidence), StageForecast(stage, of: plan))
        let exact = stage.gates.compactMap { plan.signal($0.value) }
            .filter { $0.kind.value == .reconciliation && !$0.comparesStores }
        let births = stage.authority.filter { $0.handover?.value == .birthPinned }
        self.init(
            id: stage.id.value.rawValue, unit: stage.unit.value.rawValue, needs: stage.needs.map(\.value.rawValue),
            entry: try Self.criteria(stage.entry), exit: try Self.criteria(stage.exit),
            steps: stage.exposure.shares.map { Int(($0 * 10_000).rounded()) },
            dwell: Int(stage.exposure.dwell.value.milliseconds), signals: try forecast.specs(of: stage, in: plan),
            compareEvery: exact.compactMap(\.every).map { Int($0.value.milliseconds) }.min()
                ?? (exact.isEmpty ? nil : 10_000),
            wayBack: promise.wayBack, why: promise.why,
            isRollbackAutomatic: stage.rollback?.isAutomatic ?? false,
            form: stage.rollback?.form?.value == .evict ? .evict : .stopBirths, pins: !births.isEmpty,
            lease: nil, approvalsNeeded: stage.rollback?.signers?.value ?? 1,
            orderScopes: stage.authority.filter { $0.entity.value.rawValue == "orders" && $0.facet.value == "create" }
                .map(\.scope.value.description),
            owner: stage.owner?.value.rawValue ?? "", decider: stage.rollback?.decider?.value.rawValue ?? "",
            executor: stage.rollback?.executor?.value.rawValue ?? "", incidents: stage.incidents?.value,
            audiences: stage.communications.map(Self.audiences) ?? [],
            decideWithin: stage.decision?.within.map { Int($0.value.milliseconds) },
            escalateTo: stage.decision?.escalateTo?.value.rawValue ?? "",
            load: stage.gates.lazy.compactMap { plan.signal($0.value) }.first { $0.kind.value == .load }
                .flatMap(LoadTerms.init),
            orderSignals: exact.map(\.id.value.rawValue),
            expected: forecast.steps.map(\.slowest), facets: FacetTerms.all(of: stage, in: plan, evidence),
            carriesOut: stage.carryOut.isEmpty ? nil : stage.carryOut.map(\.value))
    }

    /// The teams first, then everybody with words, or a way, of their own.
    private static func audiences(_ terms: Communications) -> [AudienceItinerary] {
        func audience(_ who: String, _ own: Audience?) -> AudienceItinerary {
            AudienceItinerary(
                who: who, channel: (own?.channel ?? terms.channel)?.value ?? "",
                sender: (own?.sender ?? terms.sender)?.value.rawValue ?? "",
                go: (own?.go ?? terms.go)?.value ?? "", hold: (own?.hold ?? terms.hold)?.value ?? "",
                rollback: (own?.rollback ?? terms.rollback)?.value ?? "")
        }
        let teams = terms.to.map(\.value.rawValue).joined(separator: ", ")
        return (teams.isEmpty ? [] : [audience(teams, nil)]) + terms.audiences.map { audience($0.who.value, $0) }
    }

    private static func criteria(_ words: [At<String>]) throws(ConductingError) -> [Criterion] {
        try words.map { word throws(ConductingError) in
            guard let criterion = Criterion(rawValue: word.value) else {
                throw .plan(
                    what: "`\(word.value)` is no criterion that can be checked", at: "\(word.position)",
                    mend: "use " + Criterion.allCases.map(\.rawValue).joined(separator: ", "))
            }
            return criterion
        }
    }
}
