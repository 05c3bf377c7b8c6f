extension Rule {
    static let rsk004 = Rule(
        "RSK004", .warning,
        catches: "a critical flow for which nobody thought of one of the four ways in which it fails",
        why: """
            Whatever a flow writes can be lost, done twice, or done with the wrong amount, and every flow can stop \
            without a word. A list of risks that leaves one of them out was written from memory, not from the flow.
            """,
        mend: "add a risk with that `mode`, and `where` the flow, a unit that carries it, or a stage that moves it"
    ) { check in
        let plan = check.plan
        let known = modes(plan)
        return plan.flows.filter(\.isCritical).compactMap { flow in
            let asked: [Risk.Mode] =
                flow.writes.isEmpty ? [.silentStop] : [.lostWrite, .doubleEffect, .wrongAmount, .silentStop]
            let missing = asked.filter { known[flow.id.value]?.contains($0) != true }
            guard !missing.isEmpty else { return nil }
            return Violation(
                "no risk of flow \(flow.id.value) is of mode \(missing.map(\.rawValue).joined(separator: ", "))",
                flow.id.position)
        }
    }

    static let rsk006 = Rule(
        "RSK006",
        catches: "a high-risk domain with neither a risk nor a signed word that it has no part in this",
        why: """
            Checkout, search engines, integrations, the catalogue with its stock, and observability are where \
            migrations fail. A plan that is silent about one of them has not looked there.
            """,
        mend: "add a risk with this `domain`, or `not_applicable: [{ domain: …, why: …, signed_by: … }]`"
    ) { check in
        let plan = check.plan
        let atRisk = Set(plan.risks.compactMap(\.domain?.value))
        let excused = Dictionary(grouping: plan.notApplicable, by: \.domain.value)
        return Risk.Domain.allCases.compactMap { domain in
            guard !atRisk.contains(domain) else { return nil }
            let words = excused[domain] ?? []
            guard let word = words.first else {
                return Violation(
                    "no risk is of the domain \(domain.rawValue), and nobody says that it has no part in this",
                    plan.name.position)
            }
            guard words.allSatisfy({ $0.why == nil || $0.signedBy == nil }) else { return nil }
            let missing = [("why", word.why == nil), ("signed_by", word.signedBy == nil)].filter(\.1).map(\.0)
            return Violation(
                "that \(domain.rawValue) has no part in this lacks \(missing.joined(separator: ", "))", word.position,
                mend: "add what is missing, or a risk with this `domain`")
        }
    }

    /// For each flow the modes of the risks that strike it, a unit that carries it, or a stage that moves such a unit.
    private static func modes(_ plan: Plan) -> [Flow.ID: Set<Risk.Mode>] {
        var named: [String: Set<Risk.Mode>] = [:]
        for risk in plan.risks {
            if let mode = risk.mode?.value { named[risk.place.value, default: []].insert(mode) }
        }
        var units: [CutoverUnit.ID: Set<Risk.Mode>] = [:]
        for unit in plan.units { units[unit.id.value] = named[unit.id.value.rawValue] ?? [] }
        for stage in plan.stages { units[stage.unit.value]?.formUnion(named[stage.id.value.rawValue] ?? []) }
        var flows: [Flow.ID: Set<Risk.Mode>] = [:]
        for flow in plan.flows { flows[flow.id.value] = named[flow.id.value.rawValue] ?? [] }
        for unit in plan.units {
            guard let modes = units[unit.id.value], !modes.isEmpty else { continue }
            for flow in plan.flows(through: unit.id.value) { flows[flow.id.value]?.formUnion(modes) }
        }
        return flows
    }
}
