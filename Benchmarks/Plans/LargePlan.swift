/// The text of a plan as large as wanted, of the shapes that real ones have: each stage carries a unit of its own with
/// a flow, two entities and a risk or two, between systems that many integrations join.
struct LargePlan {
    let systems: Int
    let integrations: Int
    let risks: Int
    let stages: Int

    /// 500 systems, 2,000 integrations, 300 risks and 200 stages, times `factor`.
    init(times factor: Int) {
        systems = 500 * factor
        integrations = 2_000 * factor
        risks = 300 * factor
        stages = 200 * factor
    }

    var text: String {
        """
        sluice: 1
        name: large
        calendar: { zone: Europe/Berlin }
        people:
        \(lines(100) { "  - { id: p\($0), name: Person \($0), team: t, contact: p\($0)@shop.test, deputy: p\(($0 + 1) % 100), hours: \"00:00-24:00\" }" })
        teams: [{ id: t, name: Team, lead: p0 }]
        systems:
        \(lines(systems) { "  - { id: s\($0), kind: \($0 < 2 ? "storefront" : "other"), side: \(["old", "new", "shared"][$0 % 3]), \(owned($0)), volume: { requests: 1000/h, peak: 3000/h } }" })
          - { id: edge, kind: edge, side: shared, \(owned(1)), adapter: haproxy, propagation: 2s, volume: { requests: 1000/h, peak: 3000/h } }
        integrations:
        \(lines(integrations) { "  - { id: i\($0), kind: requests, from: s\($0 % systems), to: s\(($0 * 7 + 1) % systems), carries: [e\($0 % stages)], direction: both, transport: https, retry: each minute, idempotency: key, owner: p\($0 % 100) }" })
        entities:
        \(lines(stages) { "  - { id: e\($0), kind: cart, domain: checkout, \(owned($0)), key: id, aggregate: visitor, facets: [create, update], sensitivity: none, writers: { admin: none, csv: none, cron: none, erp: none, pos: none, marketplace: none }, reconcile: { checks: [count, hash], tolerance: 0 }, id_map: same, erasures: both-ways }" })
        authority:
        \(lines(stages) { "  - { entity: e\($0), facet: create, scope: \"*\", writer: s0 }\n  - { entity: e\($0), facet: update, scope: \"*\", writer: s0 }" })
        flows:
        \(lines(stages) { "  - { id: f\($0), critical: true, in_flight: birth-pinned, steps: [{ id: begin, path: /a\($0)/begin }, { id: end, path: /a\($0)/end }], success: end, reads: [e\($0)], writes: [e\($0)\($0 == 0 ? "" : ", e\($0 - 1)")], volume: { sessions: 3600/h, peak: 9000/h } }" })
        exclude: [staff, testers, bots, probes]
        noise: { lasts: 1h }
        signals:
        \(lines(stages) { "  - { id: g\($0), kind: completion, source: edge-log, flow: f\($0), start: begin, success: end, business: true, unit: session, direction: drop, baseline: 62%, margin: 5 points, milestones: [3m, 10m], freshness: 1m, minimum: 100, no_data: blind }" })
        risks:
        \(lines(risks) { "  - { id: r\($0), domain: checkout, mode: lost-write, where: f\($0 % stages), effect: an order is lost, severity: 9, occurrence: 3, signals: [g\($0 % stages)], mitigation: { what: compare, owner: p\($0 % 100), before: st\($0 % stages) } }" })
        units:
        \(lines(stages) { "  - { id: u\($0), domain: checkout, match: { hosts: [shop.test], paths: [/a\($0)/] }, entities: [e\($0)], sessions: 36000/h }" })
        stages:
        \(lines(stages) { stage($0) })
        """
    }

    private func lines(_ count: Int, _ line: (Int) -> String) -> String {
        (0..<count).map(line).joined(separator: "\n")
    }

    private func owned(_ place: Int) -> String { "owner: p\(place % 100), deputy: p\((place + 1) % 100)" }

    private func stage(_ place: Int) -> String {
        let move = "scope: \"*\", to: s1, handover: birth-pinned, fence: edge pins, hold: 5s, reverse: none"
        return """
              - id: st\(place)
                unit: u\(place)
                owner: p\(place % 100)
                deputy: p\((place + 1) % 100)
                approvers: [p\((place + 2) % 100), p\((place + 3) % 100)]
                starts: 2127-03-01T09:00+01:00
                needs: [\(place == 0 ? "" : "st\(place - 1)")]
                entry: [fresh-evidence\(place == 0 ? ", staging-passed, backup-restored" : "")]
                exposure: { by: visitor, steps: [5%, 25%, open], dwell: 24h, holdback: 5%, stable: true, births_only: true }
                gates: [g\(place)]
                incidents: block
                authority:
                  - { entity: e\(place), facet: create, \(move) }
                  - { entity: e\(place), facet: update, \(move) }
                exit: [steps-proven]
                rollback: { class: R1, automatic: true, form: stop-births, window: 7d, trigger: p1, decider: p2, executor: p3, signers: 2 }
                communications: { go: goes, hold: holds, rollback: goes back, to: [t], channel: mail, sender: p1 }
                decision: { within: 1h, escalate_to: p2 }
            """
    }
}
