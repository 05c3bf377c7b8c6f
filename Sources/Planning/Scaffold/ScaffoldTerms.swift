extension PlanScaffold {
    /// The parts of the scaffold that are the same for every store but for a few words.
    struct Terms {
        let owner: String
        let deputy: String
        let approver: String
        let hosts: String
        let sessions: Int
        let peak: Int
        let checkout: Int

        /// What the store keeps, and who writes it today.
        var store: String {
            let accountable = "owner: \(owner), deputy: \(deputy)"
            let writers = "writers: { admin: none, csv: none, cron: none, erp: none, pos: none, marketplace: none }"
            let compared = "reconcile: { checks: [count, sum, hash], sums: [total], tolerance: 0, every: 10m }"
            return """
                # Who writes each entity past the store? `none` is an answer; so is a system's id.
                entities:
                  - { id: carts, kind: cart, domain: checkout, \(accountable), key: id, aggregate: visitor, facets: [change], sensitivity: personal, \(writers), \(compared), id_map: both-ways, erasures: both-ways }
                  - { id: orders, kind: order, domain: checkout, \(accountable), key: number, aggregate: visitor, facets: [create], sensitivity: money, \(writers), effects: [{ what: payment captured, kind: irrevocable }], \(compared), id_map: both-ways, erasures: both-ways, series: { old_prefix: O-, new_prefix: N-, explanation: "a series for each side" } }
                authority:
                  - { entity: carts, facet: change, scope: "*", writer: shop-old }
                  - { entity: orders, facet: create, scope: "*", writer: shop-old }
                """
        }

        /// The ways through the store, what is measured on them, and what could go wrong.
        var measures: String {
            let seen = "source: edge-log, unit: session, freshness: 1m, minimum: 200, no_data: blind"
            return """
                # The paths of the store's pages: correct them.
                flows:
                  - { id: browse, critical: true, steps: [{ id: home, path: /, exact: true }, { id: product, path: /product/ }], success: product, volume: { sessions: \(sessions)/h, peak: \(peak)/h } }
                  - { id: buy, critical: true, in_flight: birth-pinned, steps: [{ id: cart, path: /cart }, { id: pay, path: /checkout/pay }, { id: done, path: /checkout/done }], success: done, reads: [carts], writes: [carts, orders], covers: [refund, cancel, guest, async-payment], volume: { sessions: \(checkout)/h, peak: \(checkout * 3)/h } }
                exclude: [staff, testers, bots, probes]
                noise: { lasts: 1h }
                # The shares that the store has today: measure them.
                signals:
                  - { id: reached, kind: completion, flow: browse, start: home, success: product, business: true, direction: drop, baseline: 70%, margin: 5 points, milestones: [3m, 10m], \(seen) }
                  - { id: paid, kind: completion, flow: buy, start: cart, success: done, business: true, direction: drop, baseline: 60%, margin: 5 points, milestones: [3m, 10m, 30m], \(seen) }
                  - { id: errors, kind: errors, direction: rise, baseline: 0.2%, margin: 1 point, milestones: [1m], event_driven: true, \(seen) }
                  - { id: indexed, kind: indexing, source: crawl, unit: page, direction: rise, every: 1h, freshness: 2h, minimum: 100, no_data: blind }
                  - { id: orders-match, kind: reconciliation, source: orders-api, entity: orders, business: true, unit: order, direction: rise, tolerance: 0, every: 10m, freshness: 30m, minimum: 1, no_data: blind }
                risks:
                  - { id: order-lost, domain: checkout, mode: lost-write, where: buy, effect: "an acknowledged order is in no shop", severity: 10, occurrence: 3, signals: [orders-match], mitigation: { what: "compare both shops all the time", owner: \(owner), before: checkout } }
                  - { id: paid-twice, domain: checkout, mode: double-effect, where: buy, effect: "a payment is captured twice", severity: 9, occurrence: 2, signals: [orders-match], mitigation: { what: "one key for each payment", owner: \(owner), before: checkout } }
                  - { id: wrong-amount, domain: checkout, mode: wrong-amount, where: buy, effect: "a price, a tax or a promotion differs", severity: 8, occurrence: 3, signals: [orders-match], mitigation: { what: "a table of price cases", owner: \(deputy), before: checkout } }
                  - { id: checkout-dead, domain: checkout, mode: silent-stop, where: buy, effect: "nobody can pay", severity: 9, occurrence: 3, signals: [paid], mitigation: { what: "roll back by routing", owner: \(owner), before: checkout } }
                  - { id: pages-dead, domain: catalog, mode: silent-stop, where: browse, effect: "products cannot be found", severity: 8, occurrence: 3, signals: [reached], mitigation: { what: "roll back by routing", owner: \(owner), before: pages } }
                """
        }

        /// What is moved, and in which order.
        var cutover: String {
            let people = "owner: \(owner)\n    deputy: \(deputy)\n    approvers: [\(deputy), \(approver)]"
            let decides = "trigger: \(owner), decider: \(owner), executor: \(deputy)"
            func says(_ what: String) -> String {
                "communications: { go: \"\(what) moves.\", hold: \"\(what) is held.\", "
                    + "rollback: \"\(what) is back.\", to: [shop], channel: mail, sender: \(owner) }"
            }
            return """
                units:
                  - { id: pages, domain: catalog, match: { hosts: [\(hosts)], paths: [/] }, sessions: \(sessions)/h }
                  - { id: checkout, domain: checkout, match: { hosts: [\(hosts)], paths: [/cart, /checkout] }, entities: [carts, orders], sessions: \(checkout)/h }
                # Add `starts:` to each stage once it is planned: proofs are asked for from a week before.
                stages:
                  - id: pages
                    unit: pages
                    \(people)
                    entry: [staging-passed, backup-restored, fresh-evidence, approved]
                    exposure: { by: visitor, steps: [5%, 25%, open], dwell: 24h, holdback: 5%, stable: true }
                    gates: [reached, errors, indexed]
                    incidents: block
                    exit: [steps-proven]
                    rollback: { class: R0, automatic: true, form: evict, window: 14d, \(decides), signers: 1 }
                    \(says("The catalogue"))
                    decision: { within: 1h, escalate_to: \(approver) }
                  - id: checkout
                    unit: checkout
                    \(people)
                    needs: [pages]
                    entry: [fresh-evidence, approved, orders-reconciled]
                    exposure: { by: visitor, steps: [5%, 25%, open], dwell: 24h, holdback: 5%, stable: true, births_only: true }
                    gates: [paid, errors, indexed, orders-match]
                    incidents: block
                    authority:
                      - { entity: carts, facet: change, scope: "*", to: shop-new, handover: birth-pinned, fence: "pins at the edge", hold: 5s, reverse: none }
                      - { entity: orders, facet: create, scope: "*", to: shop-new, handover: birth-pinned, fence: "pins at the edge", hold: 5s, reverse: none }
                    exit: [steps-proven, orders-reconciled]
                    rollback: { class: R1, automatic: true, form: stop-births, window: 14d, \(decides), signers: 2 }
                    \(says("Checkout"))
                    decision: { within: 1h, escalate_to: \(approver) }
                    changes: [{ what: "order numbers begin with N-", notice: "Your order number looks different now.", channel: the confirmation mail }]
                """
        }
    }
}
