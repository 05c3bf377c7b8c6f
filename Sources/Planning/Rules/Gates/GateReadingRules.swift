extension Rule {
    static let gat008 = Rule(
        "GAT008",
        catches: "a signal without what its kind needs to be measured",
        why: """
            A signal that cannot be read is blind from the first minute, and holds the run on a day on which everybody \
            is there and nobody can mend the plan quickly.
            """,
        mend: "add what the finding names; `Docs/plan-reference.md` shows each kind's fields"
    ) { check in
        check.plan.signals.flatMap { signal in
            signal.lacks(in: check.plan).map { lack in
                Violation("signal \(signal.id.value) (\(signal.kind.value.rawValue)) \(lack)", signal.kind.position)
            }
        }
    }
}

extension Signal {
    /// What is missing before it could be measured, each as the end of a sentence.
    func lacks(in plan: Plan) -> [String] {
        var lacks: [String] = []
        func need(_ isThere: Bool, _ what: String) {
            if !isThere { lacks.append(what) }
        }
        if kind.value.isReading, ![.load, .indexing].contains(kind.value) {
            need(every != nil, "does not say how often it is read: `every: 10s`")
        }
        switch kind.value {
        case .completion, .errors, .slow, .indexing: break
        case .reconciliation:
            guard source.value == .stores else { break }
            need(every != nil, "does not say how often the stores are compared: `every: 5m`")
            need(entity != nil, "does not say which `entity` it compares")
            if let entity = entity.flatMap({ plan.entity($0.value) }) {
                need(
                    entity.reconcile?.tables.isEmpty == false,
                    "compares the stores of \(entity.id.value), which names no tables: "
                        + "`reconcile: { stores: {…}, tables: [{…}] }`")
            }
        case .latency: need(baseline != nil && above != nil, "needs `above` and the `baseline` share above it")
        case .reach: need(success != nil && baseline != nil, "needs `success` and a `baseline`")
        case .level:
            need(place?.hasNumber == true, "needs a `place` with `server` and `query`, or `url` and `count`")
            need(atMost != nil || atLeast != nil, "needs a bound: `at_most` or `at_least`")
        case .backlog:
            need(integration != nil, "does not say which `integration` it watches")
            need(place?.hasNumber == true, "needs a `place` with `server` and `query`, or `url` and `count`")
            need(atMost != nil || oldest != nil, "needs a bound: `at_most` or `oldest`")
            need(oldest == nil || place?.hasAge == true, "bounds the `oldest`, and its `place` has no age of it")
        case .staleness:
            need(place?.file != nil || place?.url != nil, "needs a `place` with a `file` or a `url`")
            need(oldest != nil, "needs a bound: `oldest: 6h`")
        case .load:
            let bounds = [load?.pages, load?.incidents, load?.interventions]
            need(bounds.contains { $0 != nil }, "needs bounds: `load: { pages: 2, interventions: 4 }`")
        case .probe: need(plan.probes?.cases.isEmpty == false, "has no cases: add `probes` to the plan")
        case .mirror: need(tolerance != nil, "needs a `tolerance`: the share of answers that may differ")
        }
        need(
            source.value != .stores || kind.value == .reconciliation,
            "is measured at `stores`, which only a reconciliation can be")
        need(source.value != .logFile || logs != nil, "does not say which `logs` it reads")
        return lacks
    }
}

extension ReadingPlace {
    fileprivate var hasNumber: Bool { server != nil && query != nil || url != nil && count != nil }
    fileprivate var hasAge: Bool { server != nil && ageQuery != nil || url != nil && age != nil }
}

extension Rule {
    static let gat009 = Rule(
        "GAT009",
        catches: "a gate that compares answers at a stage that repeats no reads",
        why: """
            Nothing is compared, so nothing differs; the gate waits for answers that nobody asks for.
            """,
        mend: "give the stage `mirror: { flows: […], share: 5% }`, or take the signal out of its gates"
    ) { check in
        check.plan.stages.flatMap { stage in
            stage.gates.filter { check.plan.signal($0.value)?.kind.value == .mirror && stage.mirror == nil }.map {
                Violation("stage \(stage.id.value) waits for \($0.value), and repeats no reads", $0.position)
            }
        }
    }
}
