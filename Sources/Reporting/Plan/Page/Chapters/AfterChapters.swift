import Planning

/// Where old addresses lead, and what comes once the store has moved.
struct AfterChapters {
    private let plan: Plan
    private let clock: PlanClock
    private let names: PersonNames

    init(_ plan: Plan, _ clock: PlanClock) {
        (self.plan, self.clock) = (plan, clock)
        names = PersonNames(plan)
    }

    var redirects: PageChapter {
        var chapter = PageChapter(
            id: "redirects", title: "Old addresses", nothing: "The plan says nothing about redirects.")
        guard let redirects = plan.redirects else { return chapter }
        let permanent = redirects.entries.filter(\.isPermanent)
        let early = permanent.filter { $0.after?.value == .start }
        chapter.tiles = [
            PageChapter.Tile(
                label: "Landing pages", value: "\(redirects.landing.count)", more: "that bring most visitors"),
            PageChapter.Tile(
                label: "Redirects", value: Figures.count(redirects.entries.count),
                more: "\(permanent.count) permanent, which clients remember"),
        ]
        chapter.pairs = [
            (
                "the same on both sides",
                .needed(redirects.parity.isEmpty ? nil : redirects.parity.map(\.value.rawValue).listed, or: "not said")
            ),
            (
                "permanent ones begin",
                permanent.isEmpty
                    ? "there are none"
                    : early.isEmpty ? "after sign-off" : PageCell("\(early.count) at the start", isMissing: true)
            ),
        ]
        if let strict = redirects.hsts {
            let when = strict.after?.value == .signOff ? "after sign-off" : "at a time not said"
            chapter.pairs.append(
                ("by TLS only", "remembered for \(PlanText.duration(strict.maxAge.value)), \(when)"))
        }
        chapter.tables = [landing(redirects), entries(redirects)]
        return chapter
    }

    private func landing(_ redirects: Redirects) -> PageTable {
        var table = PageTable(
            "Landing pages", heads: ["Address", "Leads to", PageCell.number("Visits an hour")], limit: 30)
        for page in redirects.landing {
            table.add(
                PageCell(page.path.value), PageCell(page.target?.value ?? "the same"),
                .number(page.visits.map { Figures.count(Int($0.value.rounded())) } ?? "not said"))
        }
        return table
    }

    private func entries(_ redirects: Redirects) -> PageTable {
        var table = PageTable("Redirects", heads: ["Address", "Leads to", PageCell.number("Status")], limit: 30)
        for entry in redirects.entries {
            table.add(PageCell(entry.from.value), PageCell(entry.to.value), .number("\(entry.status?.value ?? 302)"))
        }
        return table
    }

    var end: PageChapter {
        var chapter = PageChapter(
            id: "end", title: "Sign-off, the old side's end, and after",
            nothing: "The plan says nothing about what comes after the last stage.")
        if let report = plan.report {
            let client = report.client.compactMap { names[$0] }
            let signers = report.signers.compactMap { names[$0] }
            chapter.pairs += [
                ("the report is signed by", .needed(signers.isEmpty ? nil : signers.listed, or: "nobody")),
                ("for the client by", .needed(client.isEmpty ? nil : client.listed, or: "nobody")),
            ]
        }
        if let end = plan.decommission { chapter.pairs += pairs(end) }
        if let care = plan.maintenance {
            chapter.pairs.append(("maintenance is answered for by", people(care.owner, care.deputy)))
        }
        chapter.tables = [kept, care]
        return chapter
    }

    private func people(_ owner: At<Person.ID>?, _ deputy: At<Person.ID>?) -> PageCell {
        .needed(names[owner].map { $0 + (names[deputy].map { "; \($0) stands in" } ?? "") }, or: "nobody")
    }

    private func pairs(_ end: Decommission) -> [(term: String, words: PageCell)] {
        func list(_ words: [String], or missing: String) -> PageCell {
            .needed(words.isEmpty ? nil : words.listed, or: missing)
        }
        return [
            ("the old side ends with", list(end.systems.map(\.value.rawValue), or: "no system")),
            ("answered for by", people(end.owner, end.deputy)),
            ("begins", .needed(end.at.map { clock.moment($0.value) }, or: "no date")),
            ("waits for", list(end.needs.map(\.value.meaning), or: "nothing")),
            (
                "and for",
                .needed(
                    end.idle.map { "\(PlanText.duration($0.value)) without a read or a write on the old side" },
                    or: "no time of rest")
            ),
            (
                "disks are wiped",
                .needed(end.wipeAfter.map { "\(PlanText.duration($0.value)) after power off" }, or: "not said")
            ),
            ("ended by name", list(end.removes.map(\.value.rawValue), or: "nothing")),
        ]
    }

    private var kept: PageTable {
        var table = PageTable("What is kept", heads: ["What", "For", "Where", "Answers for it"])
        for export in plan.decommission?.exports ?? [] {
            table.add(
                PageCell(export.what.value), PageCell(PlanText.duration(export.keep.value)),
                PageCell(export.place.value), .needed(names[export.owner], or: "nobody"))
        }
        return table
    }

    private var care: PageTable {
        var table = PageTable("Maintenance", heads: ["What", "Every", "Who"])
        for item in plan.maintenance?.items ?? [] {
            table.add(
                PageCell(item.what.value.rawValue), PageCell(PlanText.duration(item.every.value)),
                .needed(names[item.owner ?? plan.maintenance?.owner], or: "nobody"))
        }
        return table
    }
}

extension Decommission.Need {
    var meaning: String {
        switch self {
        case .signedReport: "the signed report"
        case .backupRestored: "a last backup, restored elsewhere"
        case .credentialsRevoked: "old credentials that no longer work"
        }
    }
}
