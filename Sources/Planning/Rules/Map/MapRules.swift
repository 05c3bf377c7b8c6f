extension Rule {
    /// About the map of systems and what goes between them (MAP).
    static let mapRules: [Rule] = [.map001, .map002, .map003, .map004]

    static let map001 = Rule(
        "MAP001", .warning,
        catches: """
            an integration or a stage that names a system which is not declared (an error, found by the reader), or a \
            system that is declared and used by nothing
            """,
        why: """
            A system that only half of the plan knows of is either a slip of the pen or a part of the store that \
            everybody forgot. The forgotten ones go on writing after the cutover, or stop without anybody waiting for \
            them.
            """,
        mend: """
            connect it (`integrations`, `authority`, a record of `entities`), say what becomes of it (`decommission`), \
            or remove it
            """
    ) { check in
        let used = SystemUse(check.plan)
        return check.plan.systems.filter { !used.contains($0) }.map {
            Violation("nothing in the plan uses system \($0.id.value)", $0.id.position)
        }
    }

    static let map002 = Rule(
        "MAP002",
        catches: "an integration that lacks a direction, an owner, a retry rule or an idempotency key",
        why: """
            Messages get lost and come twice, above all on the day when both ends change. Who sends again, how often, \
            and what makes the second arrival harmless has to be known before the first one is missed. Platforms that \
            send webhooks promise each event at least once, and tell their callers to ignore what they have seen.
            """,
        mend: """
            complete `direction`, `owner` (a person), `retry` (`none: why` is an answer) and `idempotency` (the field \
            that tells a repeated message)
            """
    ) { check in
        check.plan.integrations.flatMap { integration -> [Violation] in
            let name = "integration \(integration.id.value)"
            let parts: [(String, Bool)] = [
                ("direction", integration.direction != nil), ("owner", integration.owner != nil),
                ("retry", integration.retry != nil), ("idempotency", integration.idempotency != nil),
            ]
            let missing = parts.filter { !$0.1 }.map(\.0)
            var found: [Violation] = []
            if !missing.isEmpty {
                found.append(Violation("\(name) lacks \(missing.joined(separator: ", "))", integration.id.position))
            }
            if let owner = integration.owner, check.plan.person(owner.value) == nil {
                found.append(Violation("the owner of \(name) is the team \(owner.value), not a person", owner.position))
            }
            for (what, answer) in [("retry", integration.retry), ("idempotency", integration.idempotency)] {
                if let answer, answer.value.lowercased() == "none" {
                    found.append(Violation("\(name) has no \(what), and does not say why", answer.position))
                }
            }
            return found
        }
    }

    static let map003 = Rule(
        "MAP003",
        catches: "an entity of which it is not said, way by way, who writes it past the store",
        why: """
            The administration pages, imported files, timed jobs, the ERP's nightly batch, the tills and marketplace \
            applications all write without passing the edge. Whoever is forgotten keeps writing to the old side after \
            the cutover, and each of those writes is lost.
            """,
        mend: "under `writers` give each of admin, csv, cron, erp, pos and marketplace a system, or `none`"
    ) { check in
        check.plan.entities.compactMap { entity in
            guard let writers = entity.writers else {
                return Violation(
                    "\(entity.id.value) does not say who writes it past the store", entity.id.position)
            }
            let open = writers.ways.filter { $0.writer == nil }.map(\.way)
            guard !open.isEmpty else { return nil }
            return Violation(
                "whether \(entity.id.value) is written by \(open.joined(separator: ", ")) is not said",
                writers.position)
        }
    }
}
