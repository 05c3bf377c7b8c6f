import Planning

/// What people do by hand, towards which milestones, and what they must be given for it.
struct WorkChapters {
    private let plan: Plan
    private let time: PlanTime
    private let clock: PlanClock
    private let names: PersonNames

    init(_ check: Check, _ clock: PlanClock) {
        (plan, time, self.clock) = (check.plan, check.time, clock)
        names = PersonNames(check.plan)
    }

    var work: PageChapter {
        var chapter = PageChapter(
            id: "work", title: "What people do", nothing: "The plan names no milestones and no tasks.")
        chapter.tables = [milestones, tasks]
        return chapter
    }

    private var milestones: PageTable {
        var table = PageTable(
            "Milestones", heads: ["Milestone", "Teams", "Answers for it", "Due", "Stages that must be done"])
        for milestone in plan.milestones {
            let teams = milestone.teams.map { plan.team($0.value)?.name.value ?? $0.value.rawValue }
            table.add(
                PageCell(milestone.name.value), .needed(teams.isEmpty ? nil : teams.listed, or: "no team"),
                .needed(names[milestone.owner], or: "nobody"),
                .needed(milestone.due.map { clock.moment($0.value) }, or: "no date"),
                PageCell(milestone.stages.map(\.value.rawValue).listed))
        }
        return table
    }

    private var tasks: PageTable {
        var table = PageTable(
            "Tasks", caption: "Done by hand; that each is done is seen by a machine, not told",
            heads: ["Task", "Who", "When", "Before stage", "How it is seen"])
        for task in plan.tasks {
            let destroyed = task.destroys.map(\.value.rawValue)
            table.add(
                PageCell(
                    task.what.value, more: destroyed.isEmpty ? "" : "gone afterwards: \(destroyed.listed)"),
                PageCell(names[task.who] ?? ""), .needed(task.at.map { clock.moment($0.value) }, or: "no date"),
                PageCell(task.before?.value.rawValue ?? ""), .needed(task.check?.words, or: "by nothing"))
        }
        return table
    }

    var access: PageChapter {
        var chapter = PageChapter(
            id: "access", title: "What people must be given", nothing: "The plan names no credential or permission.")
        chapter.sentences = [
            "No secret stands here or in the plan, only where each is kept. That one works is seen by using it."
        ]
        var users: [AccessItem.ID: [String]] = [:]
        for stage in plan.stages {
            for item in stage.access { users[item.value, default: []].append(stage.id.value.rawValue) }
        }
        var table = PageTable(
            "", caption: "Credentials and permissions, the first needed first",
            heads: ["Item", "From", "To", "Due", "First needed by", "Kept in", "How it is tried"])
        for item in sorted {
            table.add(
                PageCell(item.id.value.rawValue, more: item.kind.value.rawValue), PageCell(item.from.value),
                .needed(names[item.to], or: "nobody"), due(item),
                needed(item, users[item.id.value] ?? []), .needed(item.reference?.value.shown, or: "not said"),
                .needed(item.check?.words, or: "by nothing"))
        }
        chapter.tables = [table]
        return chapter
    }

    private var sorted: [AccessItem] {
        plan.access.enumerated().sorted {
            let (one, other) = ($0.element.due?.value, $1.element.due?.value)
            return (one?.milliseconds ?? .max, $0.offset) < (other?.milliseconds ?? .max, $1.offset)
        }.map(\.element)
    }

    private func due(_ item: AccessItem) -> PageCell {
        guard let due = item.due?.value else { return PageCell("no date", isMissing: true) }
        return PageCell(clock.moment(due), more: due < time ? "this date has passed" : "")
    }

    private func needed(_ item: AccessItem, _ users: [String]) -> PageCell {
        let first = item.before?.value.rawValue
        let others = users.filter { $0 != first }
        return PageCell(
            first ?? (others.first ?? "no stage"),
            more: first == nil || others.isEmpty ? "" : "also by \(others.listed)")
    }
}

extension MachineCheck {
    /// `dns eu.shop.test: TTL 300`
    var words: String {
        "\(kind.value.rawValue) \(target.value)\(expect.map { ": \($0.value)" } ?? "")"
    }
}

extension SecretReference {
    /// Where the secret is kept; a command is not shown, for it may hold more than a name.
    var shown: String {
        switch self {
        case .environment, .file: description
        case .command: "what a command prints"
        }
    }
}

extension Sequence<String> {
    /// `a, b, c`
    var listed: String { joined(separator: ", ") }
}
