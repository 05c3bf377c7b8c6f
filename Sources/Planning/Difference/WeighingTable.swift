/// Which keys loosen or tighten a plan, and what a looser value leads to. Keys that are not named are neither.
enum WeighingTable {
    struct Rule: Sendable {
        let scale: Weighing.Scale
        let looser: String

        init(_ scale: Weighing.Scale, _ looser: String) {
            self.scale = scale
            self.looser = looser
        }
    }

    /// By the whole path, or else by the last key.
    static func rule(for pattern: String) -> Rule? {
        if let rule = paths[pattern] { return rule }
        return keys[pattern.split(separator: ".").last.map(String.init) ?? pattern]
    }

    private static let keys: [String: Rule] = [
        "owner": .init(.loss, "nobody is accountable any more"),
        "deputy": .init(.loss, "nobody stands in any more"),
    ]

    private static let paths = exposure.merging(gates) { first, _ in first }
        .merging(authority) { first, _ in first }
        .merging(goingBack) { first, _ in first }
        .merging(people) { first, _ in first }
        .merging(store) { first, _ in first }
        .merging(comparing) { first, _ in first }

    private static let exposure: [String: Rule] = [
        "rehearsal": .init(.yes, "margins and dwell below the defaults are allowed"),
        "stages[].needs[]": .init(.loss, "it may begin before that stage is done"),
        "stages[].access[]": .init(.loss, "it may begin without that access"),
        "stages[].entry[]": .init(.loss, "it may begin without it"),
        "stages[].exit[]": .init(.loss, "it is done without it"),
        "stages[].exposure.steps": .init(.shares, "more visitors are exposed before health is proven"),
        "stages[].exposure.dwell": .init(.small, "a step may open sooner"),
        "stages[].exposure.holdback": .init(.small, "fewer visitors stay to compare with"),
        "stages[].exposure.stable": .init(.no, "a visitor's side may change after a restart"),
        "stages[].exposure.births_only": .init(.no, "visitors with something on the old side are routed too"),
        "stages[].hours": .init(.loss, "steps may open at any hour"),
        "stages[].mirror": .init(.loss, "the new side is not tried with copies of requests"),
        "calendar.freezes[]": .init(.loss, "changes are allowed in that time"),
        "calendar.freezes[].from": .init(.large, "changes are allowed for longer before it"),
        "calendar.freezes[].to": .init(.small, "changes are allowed sooner after it"),
        "calendar.peaks[]": .init(.loss, "changes are not kept away from that time"),
        "calendar.windows": .init(.loss, "stages may begin at any time"),
        "calendar.windows[]": .init(.gain, "stages may begin in that time too"),
        "environments[].kind": .init(.any, "shoppers come there, or do not any more"),
    ]

    private static let gates: [String: Rule] = [
        "stages[].gates[]": .init(.loss, "it does not judge this stage any more"),
        "stages[].incidents": .init(.words(["block", "tighten"]), "an open incident stops it less"),
        "stages[].decision.within": .init(.large, "a hold may stay undecided for longer"),
        "stages[].decision": .init(.loss, "a hold may stay undecided for ever"),
        "noise.lasts": .init(.small, "less of old is compared with old"),
        "noise": .init(.loss, "nothing shows how much old differs from old"),
        "exclude[]": .init(.gain, "fewer visitors count"),
        "stages[].business": .init(.gain, "the stage may go without a signal of the store's income"),
        "signals[]": .init(.loss, "it is not measured any more"),
        "signals[].margin": .init(.large, "a larger loss passes as healthy"),
        "signals[].minimum": .init(.small, "it concludes from less"),
        "signals[].freshness": .init(.large, "older evidence counts"),
        "signals[].no_data": .init(.words(["blind", "anything else"]), "missing evidence is taken for good news"),
        "signals[].tolerance": .init(.large, "more differing records pass"),
        "signals[].above": .init(.large, "slower answers pass"),
        "signals[].every": .init(.large, "the stores are compared less often"),
        "signals[].business": .init(.no, "it does not stand for the store's income any more"),
        "signals[].event_driven": .init(.no, "it is judged later"),
        "signals[].segments[]": .init(.loss, "a loss in one of them may be hidden by the others"),
        "signals[].milestones[]": .init(.loss, "it is not judged at that age"),
    ]

    private static let authority: [String: Rule] = [
        "stages[].authority[].fence": .init(.loss, "nothing keeps the losing writer from writing"),
        "stages[].authority[].hold": .init(.small, "two may write while the change spreads"),
        "stages[].authority[].reverse": .init(
            .words(["sync", "replay", "none"]), "what the new side wrote is harder to carry back"),
        "stages[].authority[].proof_age": .init(.large, "an older proof of the way back counts"),
        "stages[].authority[].unacknowledged": .init(.large, "more writes may be unknown to the old side"),
        "entities[].reconcile": .init(.loss, "the two sides are not compared any more"),
        "entities[].reconcile.checks[]": .init(.loss, "less is compared"),
        "entities[].reconcile.tolerance": .init(.large, "more records may differ"),
        "entities[].reconcile.every": .init(.large, "it is compared less often"),
        "entities[].allocator": .init(.loss, "no single system decides about it"),
        "entities[].effects[]": .init(.loss, "that going back meets it is not considered any more"),
        "entities[].effects[].kind": .init(
            .words(["irrevocable", "compensable", "idempotent"]), "it is taken for easier to undo"),
        "entities[].sensitivity": .init(
            .words(["secret", "money", "personal", "none"]), "it is taken for less worth protecting"),
    ]

    private static let goingBack: [String: Rule] = [
        "stages[].rollback": .init(.loss, "nobody says how it is taken back"),
        "stages[].rollback.class": .init(.words(["R4", "R3", "R2", "R1", "R0"]), "a better way back is promised"),
        "stages[].rollback.automatic": .init(.no, "a regression waits for a person"),
        "stages[].rollback.window": .init(.small, "the way back closes sooner"),
        "stages[].rollback.drill_age": .init(.large, "an older drill counts"),
        "stages[].rollback.until[]": .init(.gain, "the way back ends when that stage begins"),
        "stages[].rollback.signers": .init(.small, "fewer people must sign"),
        "stages[].rollback.trigger": .init(.loss, "nobody is named to call for it"),
        "stages[].rollback.decider": .init(.loss, "nobody is named to decide it"),
        "stages[].rollback.executor": .init(.loss, "nobody is named to carry it out"),
        "stages[].rollback.evicted": .init(.loss, "what an evicted visitor loses is not said"),
    ]

    private static let people: [String: Rule] = [
        "people[].key": .init(.any, "signatures count that did not, and others do not any more"),
        "people[]": .init(.any, "other people may decide"),
        "stages[].approvers[]": .init(.gain, "another person may release it"),
        "stages[].approvers": .init(.loss, "anybody may release it"),
        "report.client[]": .init(.loss, "this signature does not stand for the client any more"),
        "report.signers[]": .init(.loss, "the report needs this signature no more"),
        "report": .init(.loss, "nobody signs the report"),
        "suppressions[]": .init(.gain, "a finding is passed over"),
        "suppressions[].expires": .init(.large, "a finding is passed over for longer"),
    ]

    private static let store: [String: Rule] = [
        "risks[]": .init(.loss, "nobody watches for it any more"),
        "risks[].severity": .init(.small, "it is taken for less bad"),
        "risks[].occurrence": .init(.small, "it is taken for less likely"),
        "risks[].signals[]": .init(.loss, "it is not detected by it any more"),
        "risks[].mitigation": .init(.loss, "nothing is done against it"),
        "risks[].detection": .init(.small, "it is taken for easier to see"),
        "not_applicable[]": .init(.gain, "nobody looks for risks of that domain"),
        "allowed_plugins[]": .init(.gain, "it may run on the new side"),
        "risks[].acceptance.expires": .init(.large, "it is accepted for longer"),
        "risks[].acceptance": .init(.gain, "it is accepted instead of mitigated"),
        "flows[].critical": .init(.no, "it is not watched as critical any more"),
        "flows[]": .init(.loss, "it is not watched any more"),
        "integrations[].idempotency": .init(.loss, "a repeated message may count twice"),
        "tasks[].check": .init(.loss, "no machine sees that it is done"),
        "access[].check": .init(.loss, "no machine sees that it works"),
        "callbacks[]": .init(.loss, "nobody sees to it that the new hosts are known there"),
        "imports[].inactive": .init(.no, "the copies act before they are switched on"),
        "redirects.entries[]": .init(.loss, "that address leads nowhere"),
        "redirects.landing[]": .init(.loss, "it is not watched any more"),
        "redirects.parity[]": .init(.loss, "search engines may find it changed"),
        "redirects.hsts": .init(.gain, "browsers remember it after going back"),
        "redirects.hsts.max_age": .init(.large, "browsers remember it for longer"),
        "decommission.needs[]": .init(.loss, "the old side may end without it"),
        "decommission.idle": .init(.small, "the old side may end sooner after its last use"),
        "decommission.wipe_after": .init(.small, "disks are wiped sooner"),
        "decommission.exports[]": .init(.loss, "it is not kept"),
        "maintenance.items[]": .init(.loss, "nobody looks after it"),
        "tasks[]": .init(.loss, "nobody does it"),
        "access[]": .init(.loss, "it is not checked before it is needed"),
    ]

    private static let comparing: [String: Rule] = {
        let table = "entities[].reconcile.tables[]"
        let pace = "entities[].reconcile.pace"
        var rules: [String: Rule] = [
            table: .init(.loss, "it is not compared any more"),
            "\(table).columns": .init(.gain, "only these columns are compared"),
            "\(table).columns[]": .init(.loss, "it is not compared any more"),
            "\(table).leave_out[]": .init(.gain, "it is not compared any more"),
            "\(table).key[]": .init(.any, "other rows are taken for the same one"),
            "\(pace).rows_per_second": .init(.large, "the live store is asked for more"),
            "\(pace).connections": .init(.large, "the live store is asked for more at once"),
            "\(pace).max_lag": .init(.large, "it goes on while a replica is further behind"),
            "\(pace).max_running": .init(.large, "it goes on while the live store is busier"),
        ]
        for side in ["old", "new"] {
            rules["entities[].reconcile.stores.\(side)"] = .init(.any, "another store is compared")
            rules["entities[].reconcile.stores.\(side).system"] = .init(.any, "another store is compared")
            rules["entities[].reconcile.stores.\(side).address"] = .init(.any, "another store is compared")
            for key in ["system", "table", "query", "only"] {
                rules["\(table).\(side).\(key)"] = .init(.any, "other rows are compared")
            }
        }
        for list in ["key[]", "columns[]"] {
            let column = "\(table).\(list)"
            for key in ["trim", "ignore_case", "empty_is_null"] {
                rules["\(column).\(key)"] = .init(.yes, "values that differ count as equal")
            }
            for key in ["as", "old_zone", "new_zone", "minor_units", "values[]", "values[].new", "rewrites[]"] {
                rules["\(column).\(key)"] = .init(.any, "other values count as equal")
            }
            rules["\(column).tolerance"] = .init(.allowance, "values that differ by more count as equal")
        }
        return rules
    }()
}
