extension Rule {
    static let own002 = Rule(
        "OWN002",
        catches: "somebody who triggers, decides or carries out a rollback and cannot be reached while steps open",
        why: """
            A way back of seconds is worth nothing when the person who may take it is asleep. Hours that nobody wrote \
            down are hours in which nobody promised to answer, so they do not count.
            """,
        mend: """
            give the person, or the person's deputy, `hours` that cover the stage's `hours` (round the clock when it \
            has none), or name somebody else
            """
    ) { check in
        let plan = check.plan
        return plan.stages.flatMap { stage -> [Violation] in
            let window = stage.hours?.value ?? .always
            let roles = [
                ("trigger", stage.rollback?.trigger), ("decider", stage.rollback?.decider),
                ("executor", stage.rollback?.executor),
            ]
            return roles.compactMap { role, named -> Violation? in
                guard let named, let person = plan.person(named.value) else { return nil }
                let deputy = person.deputy.flatMap { plan.person($0.value) }
                let reach = [person.hours?.value, deputy?.hours?.value].compactMap { $0 }
                guard let gap = window.firstGap(in: reach) else { return nil }
                let with = deputy.map { ", with deputy \($0.id.value)," } ?? ", who has no deputy,"
                return Violation(
                    "the \(role) of stage \(stage.id.value), \(named.value)\(with) does not answer "
                        + "from \(gap), while its steps may open", named.position)
            }
        }
    }

    static let own003 = Rule(
        "OWN003",
        catches: "a release that the requester could approve alone, or one person in two seats",
        why: """
            Two signatures protect a store only if they are of two people, and of people who did not ask for the \
            release themselves. The stage's owner asks; somebody else releases.
            """,
        incident: """
            AWX (issues 10610 and 1002) and Rundeck (4288) were asked for years to keep whoever starts a job from \
            approving it too.
            """,
        mend: "name under `approvers` people other than the stage's owner, as many as `signers` asks for, each once"
    ) { check in
        check.plan.stages.flatMap { stage -> [Violation] in
            let name = "stage \(stage.id.value)"
            var seats: Set<Person.ID> = []
            var found = stage.approvers.filter { !seats.insert($0.value).inserted }.map {
                Violation("\($0.value) is named twice among the approvers of \(name)", $0.position)
            }
            guard let first = stage.approvers.first else { return found }
            if let owner = stage.owner { seats.remove(owner.value) }
            if seats.isEmpty {
                found.append(
                    Violation(
                        "\(name) is released by nobody but \(first.value), who owns it and so asks for the release",
                        first.position))
            } else if let signers = stage.rollback?.signers, signers.value > seats.count {
                found.append(
                    Violation(
                        "\(name) asks for \(signers.value) signatures, and has \(seats.count) approver besides its owner",
                        signers.position))
            }
            return found
        }
    }

    static let own005 = Rule(
        "OWN005",
        catches: "a stage without somebody who releases it and somebody who decides to take it back",
        why: """
            A release that everybody may give is given by whoever is in a hurry. A rollback that nobody may decide is \
            decided by a meeting.
            """,
        mend: "name people under the stage's `approvers`, and one as `decider` of its `rollback`"
    ) { check in
        check.plan.stages.flatMap { stage -> [Violation] in
            var found: [Violation] = []
            if stage.approvers.isEmpty {
                found.append(Violation("nobody may release stage \(stage.id.value)", stage.id.position))
            }
            if let rollback = stage.rollback, rollback.decider == nil {
                found.append(
                    Violation("nobody decides about the rollback of stage \(stage.id.value)", rollback.position))
            }
            return found
        }
    }
}
