extension Rule {
    static let seo001 = Rule(
        "SEO001",
        catches: "an address that brings visitors, and nothing shows where it leads after the move",
        why: """
            A few addresses bring most of a store's visitors, from results, advertisements and old letters. When they \
            end nowhere the visitors stop coming, and no other figure tells why.
            """,
        incident: """
            Reviews of moves that lost their visitors name the missing redirect first: the old pages were simply not \
            there any more.
            """,
        mend: "ask for each landing page, leave a `redirects` record of it, and give its folder with `--evidence`"
    ) { check in
        let plan = check.plan
        guard !plan.isRehearsal, !plan.hasNoPartInSearch else { return [] }
        let landing = plan.redirects?.landing ?? []
        guard !landing.isEmpty else {
            guard plan.movesPages else { return [] }
            return [
                Violation(
                    "pages move, and no address is named that brings visitors",
                    plan.redirects?.position ?? plan.name.position,
                    mend: "list the addresses with most visits under `redirects.landing`")
            ]
        }
        let isDue = plan.stages.first.map(check.isDue) ?? false
        return landing.flatMap { page in
            [misled(page, plan.redirectTable), isDue ? unverified(page, check) : nil].compactMap(\.self)
        }
    }

    /// How old a record of where a landing page leads may be.
    private static let landingAge = Duration.seconds(14 * 86_400)

    private static func misled(_ page: LandingPage, _ table: RedirectTable) -> Violation? {
        guard let target = page.target, target.value != page.path.value else { return nil }
        guard let redirect = table.redirect(from: page.path.value) else {
            return Violation(
                "\(page.path.value) is to lead to \(target.value), and there is no redirect from it", target.position,
                mend: "add `{ from: \(page.path.value), to: \(target.value) }` to the redirects")
        }
        guard redirect.to.value != target.value else { return nil }
        return Violation(
            "\(page.path.value) is to lead to \(target.value), and its redirect leads to \(redirect.to.value)",
            target.position, mend: "make the target and the redirect at \(redirect.from.position) the same")
    }

    private static func unverified(_ page: LandingPage, _ check: Check) -> Violation? {
        let path = page.path.value
        guard check.proof(.redirects, of: path, within: landingAge) == nil else { return nil }
        guard let newest = check.records.newest(.redirects, of: path, at: check.time) else {
            return Violation("no record shows where \(path) leads", page.path.position)
        }
        let what = newest.passed ? "is older than \(PlanText.duration(landingAge))" : "says that it failed"
        return Violation(
            "the newest record of where \(path) leads, of \(newest.at.seconds), \(what)", page.path.position)
    }
}
