extension Rule {
    static let rbk006 = Rule(
        "RBK006",
        catches: "an automatic rollback of a stage on which others rest that cannot go back by themselves",
        why: """
            A stage that is taken back takes back what was built on it. If a machine pulls it out from under a stage \
            that only people may take back, that one is left standing on nothing.
            """,
        mend: "name the dependent stage under `rollback.until`, or write `automatic: false`"
    ) { check in
        let plan = check.plan
        let dependants = Dependants(plan)
        return plan.stages.enumerated().compactMap { place, stage in
            guard let rollback = stage.rollback, let automatic = rollback.automatic, automatic.value else { return nil }
            let ended = rollback.until.compactMap { plan.place(of: $0.value) }
            guard let first = dependants.firstStuck(on: place, endedBy: ended) else { return nil }
            let dependant = plan.stages[first].id.value
            return Violation(
                "stage \(stage.id.value) is taken back automatically, but \(dependant), which needs it, is not once it "
                    + "is live", automatic.position,
                mend: "write `until: [\(dependant)]` in its rollback, or `automatic: false`")
        }
    }

    static let rbk008 = Rule(
        "RBK008",
        catches: "a stage without a way back for which nobody named the moment, or which one person alone may decide",
        why: """
            Past that moment there is only forward, with whatever is wrong by then. It is crossed knowingly, by two \
            people, or it is crossed by accident.
            """,
        incident: """
            A project that ships to its users by canary (vm0, pull request 28703) came to call it the rollback floor: \
            a version below which nobody may go back, written down before it is passed.
            """,
        mend: "write `point_of_no_return: …` and `signers: 2`, or change the hand over so that there is a way back"
    ) { check in
        check.plan.stages.compactMap { stage in
            let derived = check.promisedWayBack(of: stage).wayBack
            guard max(derived, stage.rollback?.declared?.value ?? derived) == .r4 else { return nil }
            let missing = [
                ("a point of no return", stage.rollback?.pointOfNoReturn == nil),
                ("two signers", (stage.rollback?.signers?.value ?? 0) < 2),
            ].filter(\.1).map(\.0)
            guard !missing.isEmpty else { return nil }
            return Violation(
                "stage \(stage.id.value) has no way back (R4), and lacks \(missing.joined(separator: " and "))",
                stage.rollback?.position ?? stage.position)
        }
    }
}

/// Which stages rest on others that cannot be taken back by a machine.
private struct Dependants {
    private let stuck: [Bool]
    /// For each stage, by its place, those that need it directly.
    private let direct: [[Int]]
    /// For each stage the first of those that need it, by whatever way, which is stuck.
    private let first: [Int?]

    init(_ plan: Plan) {
        // What is automatic though it cannot be is for RBK007 to tell.
        let stuck = plan.stages.map { $0.rollback?.isAutomatic != true }
        var direct = [[Int]](repeating: [], count: plan.stages.count)
        var first = [Int?](repeating: nil, count: plan.stages.count)
        // Needs lead to earlier stages, or STG002 refuses them, so what comes later is known by then.
        for (place, stage) in plan.stages.enumerated().reversed() {
            let found = stuck[place] ? place : first[place]
            for need in stage.needs {
                guard let needed = plan.place(of: need.value), needed < place else { continue }
                direct[needed].append(place)
                if let found, found < first[needed] ?? .max { first[needed] = found }
            }
        }
        self.stuck = stuck
        self.direct = direct
        self.first = first
    }

    /// The first stuck stage among those that need the one at `place`. Where a stage of `ended` begins, the way back
    /// is over, and so it is for what needs that stage in turn.
    func firstStuck(on place: Int, endedBy ended: [Int]) -> Int? {
        guard !ended.isEmpty, first[place] != nil else { return first[place] }
        let over = reached(from: ended)
        return reached(from: direct[place]).subtracting(over).filter { stuck[$0] }.min()
    }

    private func reached(from start: [Int]) -> Set<Int> {
        var seen: Set<Int> = []
        var waiting = start
        while let next = waiting.popLast() {
            if seen.insert(next).inserted { waiting += direct[next] }
        }
        return seen
    }
}
