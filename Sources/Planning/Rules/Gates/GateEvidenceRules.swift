extension Rule {
    static let gat002 = Rule(
        "GAT002",
        catches: "a gate whose signal has no least number of units, or no bound on the age of its evidence",
        why: """
            Three shoppers prove nothing, and neither do three thousand of yesterday. What is too little or too old \
            must hold the run, and only a number can say when it is.
            """,
        incident: """
            PlanetScale calls a verification that is older than a day stale; Kayenta was asked for years for a least \
            number of samples.
            """,
        mend: "give the signal a `minimum` and a `freshness`"
    ) { check in
        let gates = check.plan.gateSignals
        return check.plan.signals.filter { gates.contains($0.id.value) }.compactMap { signal in
            var missing: [String] = []
            // A comparison may find that nothing differs among nothing; a share of no units is no share.
            if (signal.minimum?.value ?? 0) == 0, signal.minimum == nil || !signal.isCompared {
                missing.append("minimum")
            }
            if signal.freshness == nil { missing.append("freshness") }
            guard !missing.isEmpty else { return nil }
            return Violation(
                "signal \(signal.id.value) is a gate without \(missing.joined(separator: " and "))",
                signal.id.position)
        }
    }

    static let gat003 = Rule(
        "GAT003",
        catches: "a margin or a tolerance so wide that a run in which everything fails would pass",
        why: """
            A drop of 60 points from 60% leaves nothing, and a gate with that margin calls it healthy. It looks like a \
            gate on every page and stops nothing.
            """,
        incident: """
            In Argo Rollouts an analysis in which every measurement errs could pass, because errors had a budget of \
            their own.
            """,
        mend: "choose a margin that is below what the side can lose, and a tolerance below 100%"
    ) { check in
        check.plan.signals.flatMap { signal -> [Violation] in
            let id = signal.id.value
            var found: [Violation] = []
            if let margin = signal.margin {
                let falls = signal.direction.value == .drop
                let room = falls ? signal.baseline?.value ?? 1 : 1 - (signal.baseline?.value ?? 0)
                // Shares are written in decimals, which have no exact binary form.
                if margin.value >= room - 1e-9 {
                    found.append(
                        Violation(
                            "signal \(id) can \(falls ? "fall" : "rise") by at most \(PlanText.points(room)), and its "
                                + "margin is \(PlanText.points(margin.value)): a run that fails altogether passes",
                            margin.position))
                }
            }
            if let tolerance = signal.tolerance, tolerance.value >= 1 {
                found.append(
                    Violation(
                        "signal \(id) tolerates \(PlanText.percent(tolerance.value)): a run in which everything "
                            + "differs passes", tolerance.position))
            }
            return found
        }
    }

    static let gat006 = Rule(
        "GAT006", .warning,
        catches: "a plan that never compares old with old, or not for as long as its gates look",
        why: """
            Two sides that are alike differ too: by the split, by the count, by the hour. Without having measured how \
            much, nobody can tell a regression from noise.
            """,
        incident: """
            GitHub's Scientist tells its users to look first at how often old and old disagree; others run the old \
            side twice for nothing but that.
            """,
        mend: "write `noise: { lasts: … }`, at least as long as the longest milestone of the gates' signals"
    ) { check in
        let plan = check.plan
        guard !plan.isRehearsal else { return [] }
        let gates = plan.gateSignals
        let longest = plan.signals.filter { gates.contains($0.id.value) }
            .flatMap { signal in signal.milestones.map { (signal.id.value, $0.value) } }
            .max { $0.1 < $1.1 }
        guard let noise = plan.noise else {
            return [Violation("old is never compared with old before anything moves", plan.name.position)]
        }
        guard let longest, noise.lasts.value < longest.1 else { return [] }
        return [
            Violation(
                "old is compared with old for \(PlanText.duration(noise.lasts.value)), shorter than the milestone "
                    + "\(PlanText.duration(longest.1)) of \(longest.0)", noise.lasts.position)
        ]
    }
}

extension Plan {
    /// The signals for which some stage waits.
    fileprivate var gateSignals: Set<Signal.ID> { Set(stages.flatMap(\.gates).map(\.value)) }
}
