extension Rule {
    static let aut002 = Rule(
        "AUT002",
        catches: "an authority that moves while nothing keeps the losing writer from writing",
        why: """
            The side that lost authority does not know it. A queue drains into it, a tab stays open, a job fires at \
            night, and each write lands where nobody looks any more. Only a revoked credential, a read-only switch or \
            a deny list ends that.
            """,
        incident: """
            In GitHub's network split of 2018 the old primary was not fenced and went on accepting writes. Ghostferry, \
            which moves tables between MySQL servers, watches the target for strangers' writes and stops at the first.
            """,
        mend: "write `fence:` with what stops the losing writer: credential revoked, read only, deny list, edge pins"
    ) { check in
        var found: [Violation] = []
        check.plan.movesWithLosers { move, losers in
            guard let fence = move.fence else {
                found.append(
                    Violation("\(move.place) moves to \(move.to.value), and nothing fences \(losers)", move.position))
                return
            }
            if fence.value.lowercased().hasPrefix("none") {
                found.append(
                    Violation(
                        "the fence on \(losers), which loses \(move.place), is `\(fence.value)`", fence.position))
            }
        }
        return found
    }

    static let aut003 = Rule(
        "AUT003",
        catches: """
            a writer that changes without a hold, with one shorter than the change takes to spread, or by a name that \
            resolvers cache
            """,
        why: """
            For as long as a change spreads, some processes still send writes to the old side and some already to the \
            new one. Nobody may write until the last has heard: an edge reads its state back, a configuration cache \
            has its age. A name in the DNS can be neither read back nor hurried, so it never selects a writer; point \
            it at the edge in a stage of its own, before.
            """,
        incident: """
            Nomulus, a registry of domain names, moved its database by a schedule that every process caches for five \
            minutes, and put read-only states of at least that length between any two writers.
            """,
        mend: """
            write `hold:` at least as long as the `propagation` of the system that selects the writer (`selector`, or \
            the only edge)
            """
    ) { check in
        let plan = check.plan
        let edges = plan.systems.filter { $0.kind.value == .edge }
        var found: [Violation] = []
        var silent: Set<System.ID> = []
        plan.movesWithLosers { move, _ in
            guard let selector = move.selector.map({ plan.system($0.value) }) ?? (edges.count == 1 ? edges[0] : nil)
            else {
                found.append(
                    Violation(
                        "what selects the writer of \(move.place) is not said, and the plan has \(edges.count) edges",
                        move.position, mend: "name the system that selects it as `selector`"))
                return
            }
            let name = selector.id.value
            if selector.kind.value == .dns {
                found.append(
                    Violation(
                        "the writer of \(move.place) is selected by \(name), a name that resolvers cache",
                        move.selector?.position ?? move.position,
                        mend: "let the edge select the writer; point the name at the edge in a stage of its own"))
            } else if let propagation = selector.propagation?.value {
                found += shortHold(of: move, propagation, name)
            } else if silent.insert(name).inserted {
                found.append(
                    Violation(
                        "\(name) selects the writer of \(move.place), and how long a change takes to spread through "
                            + "it is not said", selector.id.position,
                        mend: "write `propagation:` for it, as measured"))
            }
        }
        return found
    }

    static let aut004 = Rule(
        "AUT004",
        catches: "a reverse sync without a bound on the age of its proof, or, near the stage, without a fresh proof",
        why: """
            Writes that are said to flow back are a way back only if somebody saw them arrive, all of them, lately. A \
            reverse channel that was never tried is found out in the hour it is needed.
            """,
        incident: """
            Vitess had reverse workflows that could not be started when they were wanted (issue 16794, change 8142). \
            The people of femiwiki wrote it down after a move of their own: an unverified reverse channel is no \
            rollback plan.
            """,
        mend: """
            write `proof_age:`, and let a reconciliation of the round trip put its `round-trip` record into the \
            folder of `--evidence`
            """
    ) { check in
        check.plan.stages.flatMap { stage in
            stage.authority.compactMap { move -> Violation? in
                guard let reverse = move.reverse, reverse.value == .sync else { return nil }
                guard let age = move.proofAge?.value else {
                    return Violation(
                        "\(move.place) is synced back, and how old the proof may be is not said", reverse.position)
                }
                let subject = move.place.description
                guard check.isDue(stage), check.proof(.roundTrip, of: subject, within: age) == nil else { return nil }
                return Violation(
                    "stage \(stage.id.value) is near, and no round trip of \(subject) is on record that passed within "
                        + PlanText.duration(age), reverse.position)
            }
        }
    }

    /// Why the hold of a move does not outlast the change of its writer.
    private static func shortHold(
        of move: AuthorityMove, _ propagation: Duration, _ selector: System.ID
    ) -> [Violation] {
        let least = PlanText.duration(propagation)
        guard let hold = move.hold else {
            return [
                Violation(
                    "\(move.place) moves without a hold, and \(selector) takes \(least) to select the new writer",
                    move.position, mend: "write `hold: \(least)`, or longer")
            ]
        }
        guard hold.value < propagation else { return [] }
        return [
            Violation(
                "\(move.place) is held for \(PlanText.duration(hold.value)), and \(selector) takes \(least) to select "
                    + "the new writer", hold.position, mend: "make it at least \(least)")
        ]
    }
}

extension Plan {
    /// Looks at every move that takes an authority from other systems, with their names.
    fileprivate func movesWithLosers(_ look: (AuthorityMove, String) -> Void) {
        stagesWithAuthority { stage, before in
            for move in stage.authority {
                let losers = before.losers(by: move)
                if !losers.isEmpty { look(move, losers.map(\.rawValue).joined(separator: " and ")) }
            }
        }
    }
}
