extension Rule {
    /// About what search engines and old addresses find (SEO).
    static let searchRules: [Rule] = [.seo001, .seo002, .seo003, .seo004, .seo005]

    static let seo003 = Rule(
        "SEO003",
        catches: "a stage that shows pages of the new side without a gate that watches what robots may index",
        why: """
            New systems are built behind a `noindex` and a robots.txt that refuses everybody. One of the two goes live \
            unseen, and the store is gone from the results before anyone looks.
            """,
        incident: """
            A shop that was looked at afterwards had served `noindex` on its live pages for 47 days, until the missing \
            orders were traced to it.
            """,
        mend: "add a signal of kind `indexing` to the stage's `gates`"
    ) { check in
        let plan = check.plan
        guard !plan.isRehearsal, !plan.hasNoPartInSearch else { return [] }
        return plan.stages.compactMap { stage in
            guard let unit = plan.unit(stage.unit.value), unit.domain.value.servesPages,
                stage.exposure.shares.contains(where: { $0 > 0 }),
                !stage.gates.contains(where: { plan.signal($0.value)?.kind.value == .indexing })
            else { return nil }
            return Violation(
                "stage \(stage.id.value) shows \(unit.domain.value.rawValue) pages of the new side, and no gate sees "
                    + "whether robots may index them", stage.position)
        }
    }

    static let seo005 = Rule(
        "SEO005", .warning,
        catches: "a move of pages that does not ask for the same canonical addresses, languages, sitemap and markup",
        why: """
            Search engines keep more of a page than its text: which address is the real one, which page is its \
            translation, what is for sale at which price. They ask for it at the new address and judge by what they \
            find; their own guides to moving a site name these four.
            """,
        mend: "write `parity: [canonical, hreflang, sitemap, structured-data]` under `redirects`"
    ) { check in
        let plan = check.plan
        guard !plan.isRehearsal, !plan.hasNoPartInSearch, plan.movesPages else { return [] }
        let asked = Set(plan.redirects?.parity.map(\.value) ?? [])
        let missing = Redirects.Parity.allCases.filter { !asked.contains($0) }.map(\.rawValue)
        guard !missing.isEmpty else { return [] }
        let position = plan.redirects?.parity.first?.position ?? plan.redirects?.position ?? plan.name.position
        return [Violation("nothing asserts that both sides agree on \(missing.joined(separator: ", "))", position)]
    }
}

extension Plan {
    /// Whether somebody signed that search engines have no part in this migration.
    var hasNoPartInSearch: Bool { notApplicable.contains { $0.domain.value == .seo && $0.signedBy != nil } }

    /// Whether there are pages on both sides.
    var movesPages: Bool {
        let sides = systems.filter { $0.kind.value == .storefront }.map(\.side.value)
        return sides.contains(.old) && sides.contains(.new)
    }
}

extension CutoverUnit.Domain {
    /// Whether search engines come to such a unit, or to pages beside it.
    var servesPages: Bool { [.catalog, .content, .seo, .checkout].contains(self) }
}
