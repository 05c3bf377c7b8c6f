import Planning

/// When what happens: a time line, and everything that has a date, in order.
struct CalendarChapter {
    private let check: Check
    private let clock: PlanClock
    private let stages: [StageOutline]

    init(_ check: Check, _ clock: PlanClock, _ stages: [StageOutline]) {
        (self.check, self.clock, self.stages) = (check, clock, stages)
    }

    var chapter: PageChapter {
        var chapter = PageChapter(id: "calendar", title: "Calendar", nothing: "The plan names no dates.")
        chapter.sentences = ["Times are those of \(clock.name)."]
        if let svg = CalendarPicture(check.plan, clock, stages, at: check.time).svg() {
            chapter.picture = PageChapter.Picture(
                svg: svg, label: "Calendar, a picture",
                caption:
                    "A stage's full bar is its exposure, when nothing holds it; the hatched bar after it is its way "
                    + "back, as long as the plan keeps one open. A stage of class R4 has none. Diamonds are dates.")
        }
        var table = PageTable(
            "", caption: "Everything that has a date",
            heads: ["When", "What", "Kind", "Who"], limit: 1000)
        for event in events.enumerated().sorted(by: { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }) {
            let it = event.element
            table.add(
                PageCell(clock.moment(it.at), more: it.to.map { "until \(clock.moment($0))" } ?? ""),
                PageCell(it.what), PageCell(it.kind), PageCell(it.who ?? ""))
        }
        chapter.tables = [table]
        return chapter
    }

    private struct Event {
        let at: PlanTime
        var to: PlanTime?
        let what: String
        let kind: String
        var who: String?
    }

    private var events: [Event] {
        let plan = check.plan
        let names = PersonNames(plan)
        var events: [Event] = []
        let spans = [
            ("freeze", plan.calendar?.freezes ?? []), ("peak", plan.calendar?.peaks ?? []),
            ("window for stages", plan.calendar?.windows ?? []),
        ]
        for (kind, list) in spans {
            events += list.map { Event(at: $0.from.value, to: $0.to.value, what: $0.why.value, kind: kind) }
        }
        for (stage, outline) in zip(plan.stages, stages) {
            let id = stage.id.value
            if let starts = stage.starts?.value {
                events.append(Event(at: starts, what: "stage \(id) begins", kind: "stage", who: names[stage.owner]))
            }
            if let end = outline.wayBack.closes.flatMap(PlanTime.init(_:)) {
                events.append(
                    Event(at: end, what: "the way back of stage \(id) ends, as planned", kind: "way back"))
            }
            events += stage.changes.compactMap { change in
                change.at.map { Event(at: $0.value, what: "customers are told: \(change.what.value)", kind: "notice") }
            }
        }
        events += plan.milestones.compactMap { milestone in
            milestone.due.map {
                Event(at: $0.value, what: milestone.name.value, kind: "milestone", who: names[milestone.owner])
            }
        }
        events += plan.tasks.compactMap { task in
            task.at.map { Event(at: $0.value, what: task.what.value, kind: "task", who: names[task.who]) }
        }
        events += plan.access.compactMap { item in
            item.due.map {
                Event(
                    at: $0.value, what: "\(item.id.value) from \(item.from.value)", kind: "access", who: names[item.to])
            }
        }
        events += plan.imports.compactMap { run in
            run.at.map { Event(at: $0.value, what: "\(run.entity.value) are carried over ahead", kind: "import") }
        }
        if let end = plan.decommission, let at = end.at?.value {
            events.append(Event(at: at, what: "the old side ends", kind: "decommission", who: names[end.owner]))
        }
        return events
    }
}
