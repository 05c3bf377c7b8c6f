import Planning
import Relocation

/// What must be so before a host may be switched off, item by item.
struct DecommissionRules {
    typealias State = DecommissionBoard.State
    typealias Item = DecommissionBoard.Item

    let plan: Plan
    let host: RelocatedHost
    let seen: DecommissionSeen
    let records: EvidenceRecords
    let time: PlanTime
    private var id: String { host.id.value.rawValue }

    /// How old a proof may be that could not be made again now.
    static let proofAge = Duration.seconds(86_400)

    init(
        _ plan: Plan, _ host: RelocatedHost, _ seen: DecommissionSeen, _ records: EvidenceRecords, at time: PlanTime
    ) {
        (self.plan, self.host, self.seen, self.records, self.time) = (plan, host, seen, records, time)
    }

    var items: [Item] {
        let look = seen.hosts[id]
        return [Item("report", report), Item("requests", requests(look))] + references + [
            Item("timed jobs", jobs(look)), Item("queues", queues(look)), Item("connections", connections(look)),
            Item("final backup", backup), Item("retention", retention),
        ] + credentials + wayBacks
    }

    private var report: State {
        let client = plan.report?.client.map(\.value.rawValue) ?? []
        let ask =
            "have \(client.isEmpty ? "the client" : client.joined(separator: " or ")) sign: "
            + "`sluice relocation report sign`"
        switch seen.report {
        case .missing(let why): return .lacking(why, mend: "`sluice relocation report`, and then \(ask)")
        case .unsound(let why):
            return .lacking(
                why.joined(separator: "; "), mend: "\(ask); `sluice relocation report verify` shows what does not hold")
        case .sound(let digest, let accepted):
            guard digest == plan.digest else {
                return .lacking(
                    "it is about another plan (\(digest.prefix(12)))", mend: "make the report of this plan, and \(ask)")
            }
            guard !client.isEmpty else {
                return .lacking("the plan names nobody who signs for the client", mend: "write `report: client:`")
            }
            guard let who = client.first(where: accepted.contains) else {
                return .lacking("nobody of the client has accepted it", mend: ask)
            }
            return .met("accepted by \(who) for the client; every signature holds")
        }
    }

    // Who still comes

    private func requests(_ look: DecommissionSeen.HostLook?) -> State {
        guard let idle = plan.decommission?.idle?.value else {
            return .lacking(
                "the plan does not say for how long nobody may come", mend: "write `decommission: idle: 14d`")
        }
        guard let requests = look?.requests else { return visits(look, idle) }
        let span = PlanText.duration(idle)
        switch requests {
        case .unseen(let why):
            return .unseen("its access log cannot be read: \(why)", mend: "correct `logs` under `decommission: hosts`")
        case .seen(let count):
            if count.people > 0 {
                let last = count.lastAt.map { ", the last \(PlanTime(milliseconds: $0).seconds)" } ?? ""
                let path = count.lastPath.map { " for \($0.prefix(80))" } ?? ""
                return .lacking(
                    "\(count.people) requests in \(span) that no bot made\(last)\(path)",
                    mend: "find out who comes and by which name; by whatever address they come, they stand in this log")
            }
            if count.unread > 0 {
                return .unseen(
                    "\(count.unread) lines of its log are of no known form",
                    mend: "let the server write one of the forms that `sluice` reads")
            }
            guard count.own > 0 else {
                return .unseen(
                    "its log does not show the question we just asked it, so nobody knows whether it is written",
                    mend:
                        "see that the server runs, that `systems: endpoints` leads to it, and that `logs` names its log"
                )
            }
            let from = time - idle
            guard let oldest = count.oldest, oldest <= from.milliseconds else {
                let since = count.oldest.map { PlanTime(milliseconds: $0).seconds } ?? "now"
                return .unseen(
                    "its log reaches back to \(since) only, not \(span)",
                    mend: "keep the logs that long, and look again")
            }
            return .met("no request in \(span) but \(count.bots) of bots")
        }
    }

    /// A host without web server: nobody may be seen connected to it, look after look.
    private func visits(_ look: DecommissionSeen.HostLook?, _ idle: Duration) -> State {
        guard case .seen(let quiet)? = look?.quiet else {
            return .unseen("the host cannot be looked at: \(look.map(Self.why) ?? "nobody did")", mend: Self.reach)
        }
        if let web = quiet.listening.first(where: { [80, 443, 8080, 8443].contains($0) }) {
            return .unseen(
                "a web server listens on \(web), and the plan names no access log of it",
                mend: "name it in `logs` under `decommission: hosts`")
        }
        if let visitor = quiet.incoming.first {
            return .lacking(
                "\(quiet.incoming.count) connections to its services, such as from \(visitor.address) to port "
                    + "\(visitor.port)", mend: "find out who they are, and end them there")
        }
        let since = Self.unvisited(records.all(.idle, of: id), at: time)
        let span = PlanText.duration(idle)
        guard since <= time - idle else {
            return .unseen(
                "nobody has been seen connected since \(since.seconds), not yet for \(span)",
                mend: "look at least once a day: `sluice relocation decommission`")
        }
        return .met("nobody seen connected for \(span), looked at least once a day")
    }

    /// Since when every look saw nobody, with never more than a day between two of them.
    static func unvisited(_ looks: [EvidenceRecord], at time: PlanTime) -> PlanTime {
        var since = time
        for look in looks.reversed() where look.at <= time {
            guard look.figures["incoming"] == 0, look.figures["requests"] ?? 0 == 0, look.at + proofAge >= since
            else { break }
            since = look.at
        }
        return since
    }

    private static let reach = "see that the host answers by SSH: `sluice access`"

    private static func why(_ look: DecommissionSeen.HostLook) -> String {
        if case .unseen(let why) = look.quiet { why } else { "" }
    }

    // What leads here

    private var references: [Item] {
        let names = OldNames(host, plan.ending(of: host))
        guard !names.isEmpty else {
            return [
                Item(
                    "references",
                    .unseen(
                        "nothing tells this host from others: it is reached on loopback",
                        mend: "name what leads to it in `known_as` under `decommission: hosts`"))
            ]
        }
        let found = seen.references.compactMap { reference -> State? in
            switch reference.leads {
            case .unseen(let why):
                return .unseen("\(reference.what): \(why)", mend: "see that it can be read, then look again")
            case .seen(let leads):
                guard let names = leads[id], !names.isEmpty else { return nil }
                return .lacking(
                    "\(reference.what) leads here (\(names.joined(separator: ", ")))", mend: "change it there")
            }
        }
        guard !found.isEmpty else {
            guard !seen.references.isEmpty else {
                return [
                    Item(
                        "references",
                        .unseen(
                            "nothing was looked at that could lead here",
                            mend: "name sites under `relocation: networks`, and lists under `decommission: references`")
                    )
                ]
            }
            return [Item("references", .met("none of \(seen.references.count) places leads here"))]
        }
        return found.map { Item("references", $0) }
    }

    // What it does by itself

    private func quiet(
        _ look: DecommissionSeen.HostLook?, missing: (HostInventory.Unseen) -> Bool, _ judge: (HostQuiet) -> State
    ) -> State {
        guard let look else { return .unseen("nobody looked at the host", mend: Self.reach) }
        guard case .seen(let quiet) = look.quiet else {
            return .unseen("the host cannot be looked at: \(Self.why(look))", mend: Self.reach)
        }
        let state = judge(quiet)
        if state.isMet, let unseen = quiet.unseen.first(where: missing) {
            return .unseen("\(unseen.what): \(unseen.why)", mend: "let the account see it, then look again")
        }
        return state
    }

    /// Timed jobs that are not the system's own.
    static func jobs(left quiet: HostQuiet, _ ending: EndingHost?) -> [HostInventory.Job] {
        let own = ending?.systemJobs.map(\.value) ?? []
        return quiet.jobs.filter { job in
            !own.contains { job.from.contains($0) || job.command.contains($0) || job.schedule.contains($0) }
        }
    }

    private func jobs(_ look: DecommissionSeen.HostLook?) -> State {
        quiet(look) {
            $0.what.contains("crontab") || $0.what.contains("timers")
        } _: { quiet in
            let left = Self.jobs(left: quiet, plan.ending(of: host))
            guard let first = left.first else {
                return .met("none left" + (quiet.jobs.isEmpty ? "" : " but \(quiet.jobs.count) of the system"))
            }
            return .lacking(
                "\(left.count) timed jobs, such as `\(first.schedule) \(first.command.prefix(60))` (\(first.from))",
                mend: "remove them; name those of the system itself in `system_jobs`")
        }
    }

    private func queues(_ look: DecommissionSeen.HostLook?) -> State {
        quiet(look) {
            $0.what.contains("queue")
        } _: { quiet in
            let full = quiet.queues.filter { $0.count > 0 }
            guard full.isEmpty else {
                return .lacking(
                    full.map { "\($0.count) wait in \($0.place)" }.joined(separator: ", "),
                    mend: "let them be done, or carry them over")
            }
            return .met(
                quiet.queues.isEmpty
                    ? "it has none" : quiet.queues.map { "\($0.place) is empty" }.joined(separator: ", "))
        }
    }

    private func connections(_ look: DecommissionSeen.HostLook?) -> State {
        quiet(look) {
            $0.what.contains("connections") || $0.what.contains("listening")
        } _: { quiet in
            guard let first = quiet.outgoing.first else { return .met("it is connected to nobody") }
            let program = first.program.isEmpty ? "" : " by \(first.program)"
            return .lacking(
                "\(quiet.outgoing.count) connections that it made, such as to \(first.address):\(first.port)\(program)",
                mend: "end what makes them")
        }
    }
}
