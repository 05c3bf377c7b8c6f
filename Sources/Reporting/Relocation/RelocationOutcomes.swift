import Planning

/// What the move comes to, in the terms in which it was promised. What nobody measured is said to be so: never 0, and
/// never 100 %.
struct RelocationOutcomes {
    private typealias Outcome = RelocationReport.Outcome
    private typealias Filed = RelocationReport.Filed

    private let plan: Plan
    private let seen: SeenRecords
    private let passages: [RelocationReport.Passage]

    init(_ plan: Plan, _ seen: SeenRecords, _ passages: [RelocationReport.Passage]) {
        (self.plan, self.seen, self.passages) = (plan, seen, passages)
    }

    var all: [RelocationReport.Outcome] {
        [orders, interval, environments, domains, redirects, servers, maintenance, pause, backups]
    }

    private static func unmeasured(
        _ id: String, _ name: String, asked: String?, _ why: String, _ sources: [RelocationReport.Source] = []
    ) -> RelocationReport.Outcome {
        RelocationReport.Outcome(
            id: id, name: name, asked: asked, state: .notMeasured, value: "not measured", detail: why, sources: sources)
    }

    private var orders: RelocationReport.Outcome {
        let (id, name) = ("orders-lost", "Orders lost")
        let found = seen.newest(.orders)
        let lost = found.compactMap { $0.figures["lost"] }
        guard !found.isEmpty, lost.count == found.count else {
            return Self.unmeasured(
                id, name, asked: "0", "no record looked for every acknowledged order", found.map(\.source))
        }
        func sum(_ figure: String) -> Double? {
            let values = found.compactMap { $0.figures[figure] }
            return values.count == found.count ? values.reduce(0, +) : nil
        }
        let all = lost.reduce(0, +)
        let isGood = all == 0 && found.allSatisfy(\.passed)
        let words = [
            sum("acknowledged").map { "of \(Figures.plain($0)) acknowledged" }
                ?? "how many were acknowledged is not measured",
            sum("duplicated").map { "\(Figures.plain($0)) there twice" }
                ?? "whether any is there twice is not measured",
        ]
        return Outcome(
            id: id, name: name, asked: "0", state: isGood ? .good : .short, value: Figures.plain(all),
            detail: words.joined(separator: "; "), sources: found.map(\.source))
    }

    private var interval: RelocationReport.Outcome {
        let (id, name, asked) = ("sync-interval", "Sync interval", "~5 min")
        let feeds = (plan.maintenance?.items ?? []).filter { $0.what.value == .feeds }
        let found = feeds.compactMap { seen.newest(.maintained, $0.id.value.rawValue) }
        guard
            let slowest = found.compactMap({ filed in filed.figures["interval_seconds"].map { ($0, filed) } })
                .max(by: { $0.0 < $1.0 })
        else {
            return Self.unmeasured(
                id, name, asked: asked, "no record of maintenance tells how often stock and orders are exchanged",
                found.map(\.source))
        }
        let isGood = slowest.0 <= 330 && slowest.1.passed
        return Outcome(
            id: id, name: name, asked: asked, state: isGood ? .good : .short,
            value: Figures.duration(Int(slowest.0 * 1000)), detail: "the slowest of \(feeds.count) exchanges",
            sources: [slowest.1.source])
    }

    private var environments: RelocationReport.Outcome {
        let (id, name, asked) = ("environments", "Staging and production", "both")
        let staging = seen.newest(.staging, "staging")
        let production = plan.productionNames.compactMap { seen.newest(.verified, $0) }
        let sources = ([staging].compactMap(\.self) + production).map(\.source)
        guard let staging, !production.isEmpty else {
            let missing = staging == nil ? "staging has not been verified" : "production has not been verified"
            return Self.unmeasured(id, name, asked: asked, "\(missing) under this plan", sources)
        }
        let passed = [staging.passed, production.allSatisfy(\.passed)]
        let value =
            passed == [true, true] ? "both" : passed[0] ? "staging only" : passed[1] ? "production only" : "none"
        return Outcome(
            id: id, name: name, asked: asked, state: passed == [true, true] ? .good : .short, value: value,
            detail: "staging verified \(Figures.moment(staging.at)), production "
                + "\(production.map { Figures.moment($0.at) }.joined(separator: ", ")), under plan \(plan.digest.prefix(12))",
            sources: sources)
    }

    private var domains: RelocationReport.Outcome {
        share(
            "domains", "Domains validated", of: plan.movedNames, kind: .named, total: "sites",
            good: "sitesAnswering")
    }

    private var redirected: [String] {
        let table = plan.redirectTable
        return (0..<table.count).map { table[$0].from.value }
    }

    private var redirects: RelocationReport.Outcome {
        let paths = (plan.redirects?.landing.map(\.path.value) ?? []) + redirected
        return share(
            "redirects", "Redirects validated", of: Array(Set(paths)).sorted(), kind: .redirects, total: "redirects",
            good: "redirectsGood")
    }

    /// A share of what was asked for: told by the verification of production, or by a record for each.
    private func share(
        _ id: String, _ name: String, of subjects: [String], kind: EvidenceKind, total: String, good: String
    ) -> RelocationReport.Outcome {
        let counted = plan.productionNames.compactMap { seen.newest(.verified, $0) }
            .filter { $0.figures[total] != nil && $0.figures[good] != nil }
        let single = subjects.compactMap { seen.newest(kind, $0) }
        let of: Double
        let passed: Double
        let sources: [RelocationReport.Source]
        if !counted.isEmpty {
            let asked = counted.reduce(0) { $0 + ($1.figures[total] ?? 0) }
            // A sample is a share of what the plan lists, not all of it.
            of = asked > 0 ? max(asked, Double(subjects.count)) : 0
            passed = counted.reduce(0) { $0 + ($1.figures[good] ?? 0) }
            sources = counted.map(\.source)
        } else {
            // One that nobody asked for counts as not validated: only where none was asked for is there no figure.
            of = single.isEmpty ? 0 : Double(subjects.count)
            passed = Double(single.count(where: \.passed))
            sources = single.map(\.source)
        }
        guard of > 0 else {
            return Self.unmeasured(id, name, asked: "100 %", "no record asked for any of \(subjects.count)")
        }
        return Outcome(
            id: id, name: name, asked: "100 %", state: passed >= of ? .good : .short,
            value: Figures.percent(min(passed / of, passed >= of ? 1 : 0.999)),
            detail: "\(Figures.plain(passed)) of \(Figures.plain(of))", sources: sources)
    }

    private var servers: RelocationReport.Outcome {
        let old = (plan.relocation?.hosts ?? []).filter { $0.side.value == .old }.map(\.id.value.rawValue)
        let (id, name, asked) = ("servers", "Servers", "\(old.count) → 0")
        let off = old.compactMap { seen.newest(.poweredOff, $0) }
        let looked = old.compactMap { seen.newest(.assessed, $0) ?? seen.newest(.idle, $0) }
        guard !old.isEmpty, !(off + looked).isEmpty else {
            return Self.unmeasured(id, name, asked: asked, "no record looked at any of \(old.count) old hosts")
        }
        let wiped = old.compactMap { seen.newest(.wiped, $0) }
        let left = old.count - off.count(where: \.passed)
        return Outcome(
            id: id, name: name, asked: asked, state: left == 0 ? .good : .short, value: "\(old.count) → \(left)",
            detail: "\(off.count(where: \.passed)) powered off, \(wiped.count(where: \.passed)) wiped",
            sources: ((off + wiped).isEmpty ? looked : off + wiped).map(\.source))
    }

    private var maintenance: RelocationReport.Outcome {
        let (id, name, asked) = ("maintenance", "Maintenance", "monthly")
        guard let terms = plan.maintenance, !terms.items.isEmpty else {
            return Self.unmeasured(id, name, asked: asked, "the plan names nothing that is looked after")
        }
        let found = terms.items.compactMap { seen.newest(.maintained, $0.id.value.rawValue) }
        guard !found.isEmpty else {
            return Self.unmeasured(
                id, name, asked: asked,
                "\(terms.items.count) items are planned, and none was done yet: `sluice maintain run`")
        }
        let isMonthly = terms.items.allSatisfy { $0.every.value <= .seconds(31 * 86_400) }
        let good = found.count(where: \.passed)
        return Outcome(
            id: id, name: name, asked: asked, state: isMonthly && good == terms.items.count ? .good : .short,
            value: isMonthly ? "monthly" : "less than monthly",
            detail: "\(good) of \(terms.items.count) items done and good", sources: found.map(\.source))
    }

    private var pause: RelocationReport.Outcome {
        let (id, name) = ("longest-pause", "Longest pause of a hand over")
        guard let longest = passages.filter({ $0.held != nil }).max(by: { ($0.held ?? 0) < ($1.held ?? 0) }),
            let held = longest.held
        else {
            return Self.unmeasured(id, name, asked: "seconds", "no journal tells of a hand over that held shoppers")
        }
        let unfinished = passages.count { $0.end == .unfinished }
        return Outcome(
            id: id, name: name, asked: "seconds", state: held < 60_000 && unfinished == 0 ? .good : .short,
            value: Figures.duration(held),
            detail: "of \(passages.count) hand overs\(unfinished > 0 ? ", \(unfinished) unfinished" : "")",
            sources: [.init(file: longest.journal, digest: longest.digest, row: longest.pause?.upperBound)])
    }

    private var backups: RelocationReport.Outcome {
        let (id, name) = ("backups", "Backups proven by restoring")
        let found = seen.newest(.backupRestored)
        guard !found.isEmpty else {
            return Self.unmeasured(id, name, asked: "all", "no backup was restored elsewhere")
        }
        let of = found.reduce(0) { $0 + ($1.figures["parts"] ?? 1) }
        let proven = found.reduce(0) { $0 + ($1.figures["proven"] ?? ($1.passed ? $1.figures["parts"] ?? 1 : 0)) }
        return Outcome(
            id: id, name: name, asked: "all", state: proven >= of && found.allSatisfy(\.passed) ? .good : .short,
            value: "\(Figures.plain(proven)) of \(Figures.plain(of))", detail: "restored elsewhere with equal digests",
            sources: found.map(\.source))
    }
}
