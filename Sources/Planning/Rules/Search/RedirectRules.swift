extension Rule {
    static let seo002 = Rule(
        "SEO002",
        catches: "redirects that lead to other redirects, round in a circle, or by the dozen to the first page",
        why: """
            Each hop costs a shopper a wait and a robot its patience, a circle ends in an error page, and an old \
            address that leads to the first page counts as one that is gone: search engines call it a soft 404.
            """,
        mend: "let every old address lead in one step to the page that took its place"
    ) { check in
        let table = check.plan.redirectTable
        let paths = RedirectPaths(table)
        var chains = Several()
        for row in paths.next.indices where paths.next[row] >= 0 && paths.last[row] >= 0 {
            chains.add { chain(row, table, paths) }
        }
        var loops = Several()
        var onLoop: Set<Int> = []
        for first in paths.loops {
            let rows = paths.loop(from: first)
            onLoop.formUnion(rows)
            loops.add { loop(rows, table) }
        }
        for row in paths.next.indices where paths.last[row] < 0 && !onLoop.contains(row) {
            loops.add { Violation("\(table[row].from.value) leads into a circle", table[row].to.position) }
        }
        return chains.violations("chains") + loops.violations("ways into a circle") + home(table)
    }

    static let seo004 = Rule(
        "SEO004",
        catches: "something that browsers remember, before the move is signed off",
        why: """
            A permanent redirect, or the word that a store is to be reached by TLS only, stays in every browser that \
            saw it. Taking the stage back changes nothing for those visitors: the way back is no longer only a route.
            """,
        mend: "write `after: sign-off`; until then 302 is sent"
    ) { check in
        let table = check.plan.redirectTable
        var hasty = Several()
        for (place, row) in table.rows.enumerated() where row.isHasty {
            hasty.add {
                let redirect = table[place]
                let status = redirect.status.map { "\($0.value)" } ?? ""
                return Violation(
                    "\(redirect.from.value) is redirected for ever (\(status)) before sign-off",
                    redirect.status?.position ?? redirect.from.position)
            }
        }
        var found = hasty.violations("permanent redirects before sign-off")
        if let hsts = check.plan.redirects?.hsts, hsts.after?.value != .signOff {
            found.append(
                Violation(
                    "browsers are told to come by TLS only for \(PlanText.duration(hsts.maxAge.value)) before sign-off",
                    hsts.after?.position ?? hsts.maxAge.position))
        }
        return found
    }

    private static func chain(_ row: Int, _ table: RedirectTable, _ paths: RedirectPaths) -> Violation {
        let redirect = table[row]
        let end = table[Int(paths.last[row])].to.value
        return Violation(
            "\(redirect.from.value) leads to \(redirect.to.value), which leads on",
            redirect.to.position, mend: "let it lead to \(end) at once")
    }

    private static func loop(_ rows: [Int], _ table: RedirectTable) -> Violation {
        let shown = rows.prefix(4).map { table[$0].from.value }
        let rest = rows.count > shown.count ? "… " : ""
        return Violation(
            "\(shown.joined(separator: " → ")) → \(rest)\(shown[0]) is a circle", table[rows[0]].to.position,
            mend: "let one of them lead to a page that is there")
    }

    /// More than a tenth of all redirects, and more than two, lead to the first page.
    private static func home(_ table: RedirectTable) -> [Violation] {
        let home = table.rows.indices.filter { table.leadsHome(table.rows[$0]) }
        guard home.count >= 3, home.count * 10 > table.count else { return [] }
        return [
            Violation(
                "\(home.count) of \(table.count) redirects lead to the first page", table[home[0]].to.position,
                mend: "lead them to the page that took their place, or let them answer 410")
        ]
    }
}

/// What is found in a table of a million rows: the first fifty one by one, the others as a number.
private struct Several {
    private var first: [Violation] = []
    private var count = 0

    mutating func add(_ violation: () -> Violation) {
        count += 1
        if count <= 50 { first.append(violation()) }
    }

    func violations(_ what: String) -> [Violation] {
        guard count > first.count, let last = first.last else { return first }
        return first + [Violation("there are \(count - first.count) more \(what)", last.position, mend: last.mend)]
    }
}
