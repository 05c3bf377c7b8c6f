extension Rule {
    /// About what is said to whom (COM).
    static let communicationRules: [Rule] = [.com001, .com002, .com003]

    static let com001 = Rule(
        "COM001",
        catches: "a stage with nobody who is told, or an audience without words, a channel or a sender",
        why: """
            The words for a rollback are written badly at the minute in which they are needed, and sent by whoever \
            happens to be awake. Each audience needs its words for go, hold and rollback beforehand, a way by which \
            they come, and a person in whose name.
            """,
        mend: "write `go`, `hold`, `rollback`, `channel` and `sender`, and the teams (`to`) or `audiences` who are told"
    ) { check in
        check.plan.stages.flatMap { stage -> [Violation] in
            // That nothing is said at all is for RBK001 to tell.
            guard let general = stage.communications else { return [] }
            guard !general.to.isEmpty || !general.audiences.isEmpty else {
                return [Violation("nobody is told about stage \(stage.id.value)", general.position)]
            }
            var found: [Violation] = []
            let missing = general.missing()
            if !general.to.isEmpty, !missing.isEmpty {
                found.append(
                    Violation(
                        "what the teams are told about stage \(stage.id.value) lacks "
                            + missing.joined(separator: ", "), general.position))
            }
            for audience in general.audiences {
                let missing = general.missing(for: audience)
                guard !missing.isEmpty else { continue }
                found.append(
                    Violation(
                        "what the audience `\(audience.who.value)` is told about stage \(stage.id.value) lacks "
                            + missing.joined(separator: ", "), audience.who.position))
            }
            return found
        }
    }

    static let com002 = Rule(
        "COM002", .warning,
        catches: "a change that customers will notice and of which they are not told",
        why: """
            A customer whose password no longer works, or whose order number looks strange, thinks of fraud first. \
            Those who are told beforehand come back; the others call, or do not come back.
            """,
        incident: """
            M&S asked all its customers to register again when it opened its new site in 2014, and its online sales \
            fell by 8.1 percent in the quarter.
            """,
        mend: "add the change under the stage's `changes`, with the `notice` that customers get"
    ) { check in
        let plan = check.plan
        guard !plan.isRehearsal else { return [] }
        return plan.stages.flatMap { stage -> [Violation] in
            let silent = stage.changes.filter { $0.notice == nil }.map {
                Violation(
                    "customers will notice that `\($0.what.value)` at stage \(stage.id.value), and are not told",
                    $0.position)
            }
            guard !stage.changes.contains(where: { $0.notice != nil }) else { return silent }
            var seen: Set<Entity.ID> = []
            return silent
                + stage.authority.compactMap { move in
                    guard seen.insert(move.entity.value).inserted,
                        let change = plan.entity(move.entity.value)?.noticed
                    else { return nil }
                    return Violation(
                        "stage \(stage.id.value) moves \(move.entity.value): \(change), and no notice tells customers",
                        move.entity.position)
                }
        }
    }

    static let com003 = Rule(
        "COM003", .warning,
        catches: "a stage without a time by which a hold is decided, or without somebody to call when it is not",
        why: """
            A held stage costs money on both sides every hour, and each side waits for the other. A time, and a person \
            above both who is called when it is over, end that.
            """,
        mend: "write `decision: { within: …, escalate_to: … }`"
    ) { check in
        check.plan.stages.compactMap { stage in
            let missing = [
                ("within", stage.decision?.within == nil), ("escalate_to", stage.decision?.escalateTo == nil),
            ].filter(\.1).map(\.0)
            guard !missing.isEmpty else { return nil }
            return Violation(
                "the decision about a hold of stage \(stage.id.value) lacks \(missing.joined(separator: ", "))",
                stage.decision?.position ?? stage.position)
        }
    }
}

extension Communications {
    /// What is lacking of what everybody is told or, for an audience, of what it is told and has no words of its own
    /// for.
    fileprivate func missing(for audience: Audience? = nil) -> [String] {
        let texts = [
            ("go", audience?.go ?? go), ("hold", audience?.hold ?? hold),
            ("rollback", audience?.rollback ?? rollback), ("channel", audience?.channel ?? channel),
        ]
        let missing = texts.filter { $0.1 == nil }.map(\.0)
        return (audience?.sender ?? sender) == nil ? missing + ["sender"] : missing
    }
}

extension Entity {
    /// What customers notice when its writer changes.
    fileprivate var noticed: String? {
        if kind?.value == .credential, rehash?.value == .reset { return "passwords have to be set anew" }
        if let series, series.oldPrefix?.value != series.newPrefix?.value { return "its numbers begin differently" }
        return nil
    }
}
