import Planning

extension PlanPage {
    /// What the template `stage` shows.
    func stageFields(_ stage: StageOutline) -> [String: Any] {
        let back = stage.wayBack
        let form =
            switch back.form {
            case "evict": "visitors on the new side are sent back too"
            case "stop-births": "new visitors go to the old side, those on the new side stay"
            default: "how visitors go back is not said"
            }
        return [
            "number": stage.number, "id": stage.id,
            "about": "unit \(stage.unit)\(stage.domain.map { ", \($0)" } ?? "")"
                + (stage.needs.isEmpty ? "" : ", after \(stage.needs.joined(separator: ", "))"),
            "class": back.derived.rawValue, "look": back.derived.chip, "meaning": back.meaning,
            "why": back.why.map(factFields), "moves": stage.moves, "noMoves": stage.moves.isEmpty,
            "promise": promise(stage), "hasPromise": back.promised != nil,
            "terms": terms(stage, form).map(pairFields),
            "dwell": stage.dwell, "steps": stage.steps.map(stepFields), "gates": stage.gates.map(gateFields),
            "staff": staff(stage.staff).map(pairFields), "order": order(stage).map(pairFields),
            "words": words(stage.words).map(pairFields), "hasWords": stage.words != nil,
            "noWords": stage.words == nil, "hasAudiences": stage.words?.audiences.isEmpty == false,
            "audiences": (stage.words?.audiences ?? []).map(audience), "hasChanges": !stage.changes.isEmpty,
            "changes": stage.changes.map(change),
        ]
    }

    private func pairFields(_ pair: (term: String, words: PageCell)) -> [String: Any] {
        ["term": pair.term, "words": pair.words.text, "isMissing": pair.words.isMissing]
    }

    private func promise(_ stage: StageOutline) -> String {
        guard let promised = stage.wayBack.promised else { return "" }
        return "\(promised), \(promised.meaning), once its proofs are on record. They are not asked for yet."
    }

    private func terms(_ stage: StageOutline, _ form: String) -> [(term: String, words: PageCell)] {
        let back = stage.wayBack
        var terms: [(term: String, words: PageCell)] = [
            ("form", PageCell(form, isMissing: back.form == nil)),
            ("kept open", .needed(back.window, or: "not said")),
            ("taken", back.isAutomatic ? "by itself when a gate says regressed" : "only when a person decides"),
        ]
        if let declared = back.declared { terms.append(("declared", "\(declared.rawValue)")) }
        if let evicted = back.evicted { terms.append(("visitors lose", PageCell(evicted))) }
        if !back.until.isEmpty { terms.append(("ended by", "the beginning of stage \(back.until.listed)")) }
        if let last = back.closes.flatMap(PlanTime.init(_:)) {
            terms.append(("as planned, until", PageCell(clock.moment(last))))
        }
        if let last = back.pointOfNoReturn { terms.append(("no way back after", PageCell(last))) }
        return terms
    }

    /// When it begins and ends, and what stops it.
    private func order(_ stage: StageOutline) -> [(term: String, words: PageCell)] {
        let starts = plan.stages[stage.number - 1].starts.map { clock.moment($0.value) }
        var order: [(term: String, words: PageCell)] = [
            (
                "planned for",
                .needed(starts.map { $0 + (stage.hours.map { ", steps open \($0)" } ?? "") }, or: "no date")
            ),
            ("begins when", .needed(stage.entry.isEmpty ? nil : stage.entry.listed, or: "nothing is asked")),
            ("ends when", .needed(stage.exit.isEmpty ? nil : stage.exit.listed, or: "nothing is asked")),
            ("an open incident", .needed(stage.incidents, or: "nothing is said")),
        ]
        if !stage.access.isEmpty { order.append(("needs access", PageCell(stage.access.listed))) }
        if let mirrored = stage.mirrored { order.append(("mirrored", PageCell(mirrored))) }
        if let reason = stage.noBusinessSignal { order.append(("no signal of income", PageCell(reason))) }
        return order
    }

    private func audience(_ audience: StageOutline.Audience) -> [String: Any] {
        let way = [audience.channel.map { "by \($0)" }, audience.sender.map { "from \($0)" }].compactMap(\.self)
        let said = [("goes", audience.go), ("held", audience.hold), ("taken back", audience.rollback)]
            .compactMap { when, words in words.map { "\(when): \($0)" } }
        let words = said.isEmpty ? "in the words above" : said.joined(separator: "; ")
        return ["who": audience.who, "how": (way + [words]).listed]
    }

    private func change(_ change: StageOutline.Change) -> [String: Any] {
        let at = change.at.flatMap(PlanTime.init(_:)).map(clock.moment)
        let told = change.notice.map { "told: \($0)" } ?? "nobody tells them"
        let way = [change.channel.map { "by \($0)" }, at].compactMap(\.self)
        return ["what": change.what, "how": ([told] + way).listed, "open": change.notice == nil]
    }

    func factFields(_ fact: Fact) -> [String: Any] {
        ["text": fact.text, "place": fact.position?.description ?? "", "hasPlace": fact.position != nil]
    }

    private func stepFields(_ step: StageOutline.Step) -> [String: Any] {
        let sessions = step.newSessionsPerHour.map { "\(Figures.count(Int($0.rounded()))) sessions an hour" }
        return [
            "step": step.step == "open" ? "open (\(Figures.percent(step.exposure)))" : step.step,
            "sessions": sessions ?? "sessions not said", "expected": step.expected.map(expectationFields),
            "rows": max(1, step.expected.count), "none": step.expected.isEmpty,
            "noneWords": step.exposure >= 1
                ? "nobody is left on the old side to compare with" : "nothing can be forecast for these gates",
        ]
    }

    private func expectationFields(_ it: StageOutline.Expectation) -> [String: Any] {
        [
            "signal": it.signal, "margin": PlanText.points(it.margin), "hours": Hours.words(it.hours),
            "atMost": Hours.words(it.hoursAtMost), "allowed": Hours.words(it.hoursAllowed),
            "late": !it.isDecidedInTime, "five": Hours.words(it.hoursToCatch[0]),
            "ten": Hours.words(it.hoursToCatch[1]), "thirty": Hours.words(it.hoursToCatch[2]),
        ]
    }

    private func gateFields(_ gate: StageOutline.Gate) -> [String: Any] {
        ["signal": gate.signal, "says": gate.says, "unforeseen": gate.unforeseen.map { "; \($0)" } ?? ""]
    }

    private func staff(_ staff: StageOutline.Staff) -> [(term: String, words: PageCell)] {
        let signers = staff.signers.map { ", \($0) to sign" } ?? ""
        let approvers = staff.approvers.isEmpty ? nil : staff.approvers.joined(separator: " or ")
        var roles: [(term: String, words: PageCell)] = [
            ("answers for it", staff.owner), ("stands in", staff.deputy), ("may release it", approvers),
            ("may call for going back", staff.trigger), ("decides", staff.decider.map { $0 + signers }),
            ("carries it out", staff.executor),
        ].map { ($0, .needed($1, or: "nobody named")) }
        if let within = staff.decideWithin {
            roles.append(
                ("a hold is decided", "within \(within)\(staff.escalateTo.map { ", then \($0) is called" } ?? "")"))
        }
        return roles
    }

    private func words(_ words: StageOutline.Words?) -> [(term: String, words: PageCell)] {
        guard let words else { return [] }
        let said = [
            ("when it goes", words.go), ("when it is held", words.hold), ("when it is taken back", words.rollback),
        ].map { (term: $0, words: PageCell.needed($1, or: "nothing is prepared")) }
        let to = words.to.isEmpty ? nil : words.to.listed
        let way = [words.channel.map { "by \($0)" }, words.sender.map { "from \($0)" }].compactMap(\.self)
        return said + [("to", .needed(to.map { ([$0] + way).listed }, or: "nobody"))]
    }
}
