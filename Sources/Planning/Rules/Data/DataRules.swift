extension Rule {
    /// About what is carried over and how it is compared (DAT).
    static let dataRules: [Rule] = [.dat001, .dat002, .dat003, .dat004, .dat005, .dat006, .dat007, .dat008]

    static let dat001 = Rule(
        "DAT001",
        catches: "an entity that moves without being counted, added up and compared record by record",
        why: """
            Equal counts hide two records for one, equal sums hide two errors that cancel, and a hash alone does not \
            say how much is missing. A tolerance that nobody wrote down is decided at three in the morning.
            """,
        incident: """
            A published move of eight million records was called complete by its counts; what the counts could not see \
            was found by comparing the records themselves.
            """,
        mend: "write `reconcile: { checks: [count, sum, hash], sums: [total], tolerance: 0 }`; sums for money only"
    ) { check in
        let plan = check.plan
        return plan.entities(plan.carriedEntities).compactMap { entity in
            guard let terms = entity.reconcile else {
                return Violation(
                    "entity \(entity.id.value) moves, and nothing says how the two sides are compared",
                    entity.id.position)
            }
            let checks = Set(terms.checks.map(\.value))
            let isMoney = entity.sensitivity?.value == .money
            let missing = [
                ("count", !checks.contains(.count)), ("sum", isMoney && !checks.contains(.sum)),
                ("hash", !checks.contains(.hash)), ("sums", isMoney && terms.sums.isEmpty),
                ("tolerance", terms.tolerance == nil),
            ].filter(\.1).map(\.0)
            guard !missing.isEmpty else { return nil }
            return Violation(
                "the comparison of entity \(entity.id.value) lacks \(missing.joined(separator: ", "))", terms.position)
        }
    }

    static let dat002 = Rule(
        "DAT002",
        catches: "an entity that moves without a way from each side's id to the other's",
        why: """
            A refund names the old order, a parcel the new one, a rollback both. An id that leads one way only is \
            found out on the day somebody needs the other.
            """,
        mend: "keep a table that leads either way (`id_map: both-ways`), or use the same ids (`id_map: same`)"
    ) { check in
        let plan = check.plan
        return plan.entities(plan.movedEntities).compactMap { entity in
            guard let map = entity.idMap else {
                return Violation(
                    "entity \(entity.id.value) moves, and nothing leads from one side's id to the other's",
                    entity.id.position)
            }
            guard map.value == .oneWay else { return nil }
            return Violation("the ids of entity \(entity.id.value) lead one way only", map.position)
        }
    }

    static let dat003 = Rule(
        "DAT003",
        catches: "order or invoice numbers that overlap, leave a gap or change without a word of why",
        why: """
            An auditor reads the series of invoices: two with one number are a fault, and a gap is one until it is \
            explained. The VAT directive asks for sequential numbers that are unique (article 226), and some shop \
            systems cannot set their counter back.
            """,
        mend: "let `first_new` follow `last_old` in one series, or write the `explanation` that an auditor is to read"
    ) { check in
        let plan = check.plan
        let moved = plan.movedEntities
        return plan.entities.compactMap { entity in
            guard let series = entity.series else {
                guard entity.kind?.value == .order || entity.kind?.value == .invoice, moved.contains(entity.id.value)
                else { return nil }
                return Violation(
                    "entity \(entity.id.value) moves, and nothing says how it is numbered on both sides",
                    entity.id.position,
                    mend: "write `series: { old_prefix, new_prefix, last_old, first_new }`")
            }
            return broken(series, of: entity.id.value)
        }
    }

    static let dat008 = Rule(
        "DAT008", .warning,
        catches: "passwords that the new side can neither check nor have set anew",
        why: """
            A hash made with another system's salt opens nothing. Shoppers who cannot log in after the move try twice \
            and buy elsewhere.
            """,
        incident: """
            Import interfaces such as commercetools' carry a mark for passwords that came over as they were, so that \
            the first login can hash them anew.
            """,
        mend: "write what becomes of passwords: `rehash: compatible`, `lazy` or `reset`"
    ) { check in
        check.plan.entities.filter { $0.kind?.value == .credential }.compactMap { entity in
            guard let rehash = entity.rehash else {
                return Violation(
                    "nothing says what becomes of the passwords in \(entity.id.value)", entity.id.position)
            }
            guard rehash.value == .none else { return nil }
            return Violation("the passwords in \(entity.id.value) work on the old side only", rehash.position)
        }
    }

    private static func broken(_ series: NumberSeries, of entity: Entity.ID) -> Violation? {
        let isOne = (series.oldPrefix?.value ?? "") == (series.newPrefix?.value ?? "")
        guard isOne else {
            guard series.explanation == nil else { return nil }
            return Violation(
                "entity \(entity) begins a second series, and nothing says why",
                (series.newPrefix ?? series.oldPrefix)?.position ?? series.position)
        }
        guard let last = series.lastOld, let first = series.firstNew else {
            return Violation(
                "entity \(entity) goes on in one series, and the last old or the first new number is not said",
                series.position)
        }
        guard first.value > last.value else {
            return Violation(
                "the new side numbers entity \(entity) from \(first.value), and the old one up to \(last.value)",
                first.position)
        }
        guard first.value > last.value + 1, series.explanation == nil else { return nil }
        return Violation(
            "entity \(entity) leaves out numbers \(last.value + 1) to \(first.value - 1), and nothing says why",
            first.position)
    }
}

extension Plan {
    /// The entities whose writer some stage changes.
    var movedEntities: Set<Entity.ID> { Set(stages.flatMap { $0.authority.map(\.entity.value) }) }

    /// Those, and the ones that a stage's unit carries.
    var carriedEntities: Set<Entity.ID> {
        movedEntities.union(stages.flatMap { unit($0.unit.value)?.entities.map(\.value) ?? [] })
    }

    /// The entities of these ids, in the order of the plan.
    func entities(_ ids: Set<Entity.ID>) -> [Entity] { entities.filter { ids.contains($0.id.value) } }
}
