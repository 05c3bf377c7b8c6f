import Planning

extension DecommissionRules {
    // What is kept

    /// Everything of this host that must be in a backup, with the names by which records may speak of it.
    private var kept: [(what: String, names: [String])] {
        let databases = plan.databases(on: host).map { database in
            (database.id.value.rawValue, [database.id.value.rawValue, database.from.value.rawValue])
        }
        let files = (plan.relocation?.files ?? []).filter { $0.from.value == host.id.value }.map { files in
            (files.id.value.rawValue, [files.id.value.rawValue, host.system?.value.rawValue ?? ""])
        }
        return (databases + files).map { ($0.0, $0.1 + [host.id.value.rawValue, "backup", "relocation"]) }
    }

    var backup: State {
        let mend = "back up once more and restore it elsewhere: `sluice relocation backup`"
        let last = seen.wayBacks.values.compactMap(\.handedOver).max()
        var proven: [PlanTime] = []
        for part in kept {
            let found = part.names.compactMap { records.newest(.backupRestored, of: $0, at: time) }.max {
                $0.at < $1.at
            }
            guard let found else { return .lacking("no backup of `\(part.what)` was restored elsewhere", mend: mend) }
            guard found.passed else {
                return .lacking(
                    "the backup of `\(part.what)` did not restore as it was (\(found.at.seconds))", mend: mend)
            }
            if let last, found.at < last {
                return .lacking(
                    "the backup of `\(part.what)` is of \(found.at.seconds), before the last hand over; it is not the final one",
                    mend: mend)
            }
            proven.append(found.at)
        }
        guard let oldest = proven.min() else { return .met("nothing of it is moved, so nothing is backed up") }
        return .met("\(proven.count) parts restored elsewhere with equal digests, since \(oldest.seconds)")
    }

    var retention: State {
        let exports = plan.decommission?.exports ?? []
        guard !exports.isEmpty else {
            return .lacking(
                "the plan does not say what is kept, for how long and where", mend: "list it in `decommission: exports`"
            )
        }
        return .met(
            exports.map { "\($0.what.value) for \(PlanText.duration($0.keep.value))" }.joined(separator: "; "))
    }

    // Who can still get in

    var credentials: [Item] {
        var told: Set<AccessItem.ID> = []
        let databases = plan.databases(on: host)
        var items: [Item] = []
        for database in databases {
            for item in plan.oldCredentials(of: database) where told.insert(item).inserted {
                items.append(Item("credential \(item)", credential(item, databases)))
            }
        }
        return items
    }

    private func credential(_ item: AccessItem.ID, _ databases: [RelocatedDatabase]) -> State {
        let mend = "revoke it on the server, and look again while the server still runs"
        switch seen.logins[item.rawValue] {
        case .works(let why): return .met(why)
        case .fails(let why): return .lacking(why, mend: mend)
        case .missing(let why):
            return .unseen("nobody can try it: \(why)", mend: "keep the old secret until it was seen refused")
        case .unclear(let why):
            // A host that is down says nothing about a login. What was seen while it ran still holds once it is off for good.
            let claimed = plan.oldHosts.filter { host in databases.contains { $0.from.value == host.system?.value } }
            let isOff =
                !claimed.isEmpty
                && claimed.allSatisfy {
                    DecommissionBoard.phase($0.id.value.rawValue, plan, records, at: time) != .runs
                }
            if let proof = records.proof(.revoked, of: item.rawValue, at: time, within: isOff ? nil : Self.proofAge) {
                return .met("refused at \(proof.at.seconds)" + (isOff ? ", and its server is off" : ""))
            }
            return .unseen("it could not be tried: \(why)", mend: mend)
        case nil: return .unseen("it was not tried", mend: mend)
        }
    }

    // What could still go back

    var wayBacks: [Item] {
        plan.databases(on: host).map { database in
            Item("way back \(database.id.value)", wayBack(database))
        } + [Item("way back windows", windows)]
    }

    private func wayBack(_ database: RelocatedDatabase) -> State {
        guard let seen = seen.wayBacks[database.id.value.rawValue] else {
            return .unseen("nobody looked", mend: "name the relocation's folder with --dir")
        }
        if seen.isUnderWay {
            return .lacking("a hand over has begun and not ended", mend: "run `sluice relocation hand-over` to its end")
        }
        guard seen.writer == .new else {
            return .lacking("the old side writes", mend: "hand over: `sluice relocation hand-over`")
        }
        switch seen.follows {
        case .seen(nil): return .met("the old side follows nobody: there is only forward")
        case .seen(let how?):
            return .lacking(
                "the old side still \(how), so that one can go back",
                mend: "when nobody wants to: `sluice relocation decommission --close-way-back`")
        case .unseen(let why):
            let owners = plan.oldHosts.filter { $0.system?.value == database.from.value }
            if !owners.isEmpty,
                owners.allSatisfy({ DecommissionBoard.phase($0.id.value.rawValue, plan, records, at: time) != .runs })
            {
                return .met("its server is off")
            }
            return .unseen("nobody can tell whether the old side follows: \(why)", mend: "see that both servers answer")
        }
    }

    private var windows: State {
        if let end = plan.wayBackEnds, end > time {
            return .lacking(
                "a way back is promised until \(end.seconds)", mend: "wait, or change the plan and have it approved")
        }
        if let window = plan.longestWayBack, let last = seen.wayBacks.values.compactMap(\.handedOver).max(),
            last + window > time
        {
            return .lacking(
                "the last hand over ended \(last.seconds), and its way back is promised until \((last + window).seconds)",
                mend: "wait until then")
        }
        return .met("no way back is promised any more")
    }
}
