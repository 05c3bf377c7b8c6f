extension Rule {
    /// About who is accountable (OWN).
    static let ownerRules: [Rule] = [.own001, .own002, .own003, .own004, .own005, .own006, .own007]

    static let own001 = Rule(
        "OWN001",
        catches: "a system, entity or stage without a named person and a deputy",
        why: """
            At three in the morning somebody is called or nobody is. A team's name calls nobody, and one person sleeps.
            """,
        mend: "name a person as `owner`, and another one as `deputy`"
    ) { check in
        let plan = check.plan
        func look(_ what: String, _ place: Position, _ owner: At<Person.ID>?, _ deputy: At<Person.ID>?) -> [Violation] {
            Accountable(what, place, owner, deputy).violations(in: plan)
        }
        return plan.systems.flatMap { look("system \($0.id.value)", $0.id.position, $0.owner, $0.deputy) }
            + plan.entities.flatMap { look("entity \($0.id.value)", $0.id.position, $0.owner, $0.deputy) }
            + plan.stages.flatMap { look("stage \($0.id.value)", $0.id.position, $0.owner, $0.deputy) }
    }
}

/// Something that needs an owner and a deputy: two people, by name.
struct Accountable {
    private let what: String
    private let place: Position
    private let owner: At<Person.ID>?
    private let deputy: At<Person.ID>?

    init(_ what: String, _ place: Position, _ owner: At<Person.ID>?, _ deputy: At<Person.ID>?) {
        self.what = what
        self.place = place
        self.owner = owner
        self.deputy = deputy
    }

    func violations(in plan: Plan) -> [Violation] {
        var found: [Violation] = []
        for (role, person) in [("owner", owner), ("deputy", deputy)] {
            guard let person else {
                found.append(Violation("\(what) has no \(role)", place))
                continue
            }
            if plan.person(person.value) == nil {
                found.append(
                    Violation("the \(role) of \(what) is the team \(person.value), not a person", person.position))
            }
        }
        if let owner, let deputy, owner.value == deputy.value {
            found.append(Violation("\(owner.value) is owner and deputy of \(what) at once", deputy.position))
        }
        return found
    }
}
