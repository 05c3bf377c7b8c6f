/// The plan that a rehearsal carries out unless another is named. `Examples/regional-storefront.yaml` is the same text;
/// a test holds them together.
enum SamplePlan {
    static let text = #"""
        sluice: 1
        name: regional storefront
        rehearsal: true
        calendar:
          zone: Europe/Berlin
          freezes: []

        people:
          - { id: ada,  name: Ada Novak,    team: checkout, contact: ada@shop.test,  deputy: ben,  hours: "00:00-24:00", key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKHEexampleexampleexampleexampleexampleexam ada" }
          - { id: ben,  name: Ben Okafor,   team: checkout, contact: ben@shop.test,  deputy: ada,  hours: "00:00-24:00", key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKHEexampleexampleexampleexampleexampleexam ben" }
          - { id: cleo, name: Cleo Martin,  team: platform, contact: cleo@shop.test, deputy: dan,  hours: "00:00-24:00", key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKHEexampleexampleexampleexampleexampleexam cleo" }
          - { id: dan,  name: Dan Fischer,  team: platform, contact: dan@shop.test,  deputy: cleo, hours: "00:00-24:00", key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKHEexampleexampleexampleexampleexampleexam dan" }
        teams:
          - { id: checkout, name: Checkout, lead: ada }
          - { id: platform, name: Platform, lead: cleo }
        responsibilities:
          integration_failures: { owner: cleo, deputy: dan }
          monitoring: { owner: cleo, deputy: dan }
          alerting: { owner: cleo, deputy: ben }
          incident_response: { owner: ada, deputy: cleo }
          seo_validation: { owner: dan, deputy: cleo }

        systems:
          - { id: shop-old, kind: storefront, side: old,    owner: ada,  deputy: ben, endpoints: ["http://127.0.0.1:8081"], records: [carts, orders], volume: { sessions: 720000/h, peak: 900000/h } }
          - { id: shop-new, kind: storefront, side: new,    owner: cleo, deputy: dan, endpoints: ["http://127.0.0.1:8082"], records: [],             volume: { sessions: 0/h, peak: 900000/h } }
          - { id: stock,    kind: erp,        side: shared, owner: cleo, deputy: dan, endpoints: ["http://127.0.0.1:8083"], records: [stock],        volume: { requests: 220000/h, peak: 280000/h } }
          - { id: edge,     kind: edge,       side: shared, owner: cleo, deputy: dan, endpoints: ["http://127.0.0.1:8080"], adapter: haproxy, propagation: 2s }

        integrations:
          - { id: old-stock, from: shop-old, to: stock, carries: [stock], direction: both, transport: http, retry: "none: the order is refused", idempotency: reservation key, owner: cleo }
          - { id: new-stock, from: shop-new, to: stock, carries: [stock], direction: both, transport: http, retry: "none: the order is refused", idempotency: reservation key, owner: cleo }

        entities:
          - id: carts
            owner: ada
            deputy: ben
            key: sid
            aggregate: visitor
            facets: [create, update]
            sensitivity: personal
            writers: { admin: none, csv: none, cron: none, erp: none, pos: none, marketplace: none }
            reconcile: { checks: [count, hash], tolerance: 0 }
            id_map: same
            erasures: both-ways
          - id: orders
            owner: ada
            deputy: ben
            key: number
            aggregate: visitor
            facets: [create]
            sensitivity: money
            writers: { admin: none, csv: none, cron: none, erp: none, pos: none, marketplace: none }
            reconcile: { checks: [count, sum, hash], sums: [total], tolerance: 0, every: 10s }
            id_map: same
            effects:
              - { what: payment captured, kind: irrevocable }
          - id: stock
            owner: cleo
            deputy: dan
            key: sku
            shared: true
            allocator: stock
            facets: [reservation]
            sensitivity: none
            writers: { admin: none, csv: none, cron: none, erp: stock, pos: none, marketplace: none }

        authority:
          - { entity: carts,  facet: create,      scope: "*", writer: shop-old }
          - { entity: carts,  facet: update,      scope: "*", writer: shop-old }
          - { entity: orders, facet: create,      scope: "*", writer: shop-old }
          - { entity: stock,  facet: reservation, scope: "*", writer: stock }

        flows:
          - id: browse
            critical: true
            steps:
              - { id: home,     path: / , exact: true }
              - { id: category, path: /category/ }
              - { id: product,  path: /product/ }
            success: product
            reads: [stock]
            writes: []
          - id: find
            critical: true
            steps:
              - { id: search, path: /search }
            success: search
            reads: [stock]
            writes: []
          - id: buy
            critical: true
            in_flight: birth-pinned
            steps:
              - { id: cart,         path: /cart }
              - { id: checkout,     path: /checkout }
              - { id: pay,          path: /checkout/pay/, variant: true }
              - { id: confirmation, path: /confirmation/ }
            success: confirmation
            paths: [card, wallet]
            covers: [guest]
            lacks: [refund, cancel, async-payment]
            reads: [carts, stock]
            writes: [carts, orders, stock]

        exclude: [staff, testers, bots, probes]
        signals:
          - { id: payment-success, kind: completion, source: edge-log, flow: buy, start: pay, success: confirmation, business: true, unit: session, direction: drop, baseline: 97%, margin: 10 points, milestones: [1s, 2s, 3s], freshness: 5s, minimum: 30, no_data: blind, segments: [region, device, variant], share: 30%, weight: 3 }
          - { id: product-reached, kind: completion, source: edge-log, flow: browse, start: category, success: product, business: true, unit: session, direction: drop, baseline: 95%, margin: 10 points, milestones: [2s], freshness: 5s, minimum: 30, no_data: blind, segments: [region, device], share: 60% }
          - { id: errors, kind: errors, source: edge-log, unit: session, direction: rise, baseline: 0.2%, margin: 5 points, milestones: [1s], freshness: 5s, minimum: 30, no_data: blind, segments: [region], share: 100%, event_driven: true, weight: 3 }
          - { id: slow, kind: slow, source: edge-log, unit: session, direction: rise, above: 400ms, baseline: 2%, margin: 10 points, milestones: [1s], freshness: 5s, minimum: 30, no_data: blind, segments: [device], share: 100% }
          - { id: prices, kind: probe, source: probe, every: 8s, unit: reading, direction: rise, freshness: 40s, minimum: 0, no_data: blind }
          - { id: answers, kind: mirror, source: probe, every: 5s, tolerance: 0.5%, unit: page, direction: rise, freshness: 30s, minimum: 40, no_data: blind }
          - { id: orders-match, kind: reconciliation, source: orders-api, entity: orders, business: true, unit: order, direction: rise, tolerance: 0, every: 10s, freshness: 30s, minimum: 0, no_data: blind }

        # Journeys made on both shops at once, past the edge. Wallet only: what becomes of card payments is seen by
        # payment-success, from shoppers.
        probes:
          journeys:
            - id: buy
              steps:
                - { get: "/product/{product}", capture: [{ name: price, after: '<p class="price">', before: "</p>" }] }
                - { post: /cart/add, form: ["sku={product}", "quantity={quantity}"], expect: 303 }
                - { get: /checkout, capture: [{ name: subtotal, after: '<p class="price">Total ', before: "</p>" }] }
                - { post: /checkout/pay/wallet, form: ["key={run}", "email=probe-{run}@sluice.test", "promotion={coupon}"], expect: 303, capture: [{ name: next, header: location }] }
                - { get: "{next}", capture: [{ name: total, after: '<p class="price">Total ', before: "</p>" }] }
              compare: [price, subtotal, promotion, total]
            - id: look
              steps:
                - { get: "/product/{product}", capture: [{ name: price, after: '<p class="price">', before: "</p>" }] }
              compare: [price]
          differences:
            - { name: promotion, from: subtotal, less: total }
          cases:
            - { id: TEN-EU, journey: buy,  host: eu.shop.test,   with: [product=KIT-003, quantity=2, coupon=TEN] }
            - { id: TEN-US, journey: buy,  host: us.shop.test,   with: [product=KIT-003, quantity=1, coupon=ten] }
            - { id: no-coupon, journey: buy,  host: apac.shop.test, with: [product=KIT-003, quantity=3, "coupon="] }
            - { id: toy-EU, journey: look, host: eu.shop.test,   with: [product=TOY-011] }
            - { id: toy-US, journey: look, host: us.shop.test,   with: [product=TOY-011] }
        mirroring:
          normalise:
            - { after: "<style>", before: "</style>" }
            - { after: "<header>", before: "<nav>" }
            - { after: "<footer>", before: "</footer>" }
            - { after: " – ", before: "</title>" }

        risks:
          - { id: payment-refused, domain: checkout, mode: silent-stop, where: checkout-eu, effect: "a payment method refuses good payments", severity: 9, occurrence: 4, signals: [payment-success], mitigation: { what: "roll back by routing", owner: ada, before: checkout-eu } }
          - { id: order-lost, domain: checkout, mode: lost-write, where: checkout-eu, effect: "an acknowledged order is in no shop", severity: 10, occurrence: 2, signals: [orders-match], mitigation: { what: "compare both shops with what shoppers were told", owner: ada, before: checkout-eu } }
          - { id: pages-failing, domain: catalog, mode: silent-stop, where: catalog, effect: "pages answer 5xx", severity: 7, occurrence: 4, signals: [errors], mitigation: { what: "roll back by routing", owner: cleo, before: catalog } }
          - { id: pages-slow, domain: catalog, mode: other, where: catalog, effect: "pages take longer than shoppers wait", severity: 5, occurrence: 5, signals: [slow], mitigation: { what: "roll back by routing", owner: cleo, before: catalog } }
          - { id: search-failing, domain: catalog, mode: silent-stop, where: find, effect: "nothing is found", severity: 6, occurrence: 3, signals: [errors], mitigation: { what: "roll back by routing", owner: cleo, before: search } }
          - { id: paid-twice, domain: checkout, mode: double-effect, where: buy, effect: "a payment is captured twice", severity: 9, occurrence: 2, signals: [orders-match], mitigation: { what: "one key for each payment", owner: ada, before: checkout-eu } }
          - { id: wrong-total, domain: checkout, mode: wrong-amount, where: buy, effect: "an order's total is not what the shopper was shown", severity: 8, occurrence: 2, signals: [orders-match, prices], mitigation: { what: "compare both shops with what shoppers were told", owner: ada, before: checkout-eu } }
          - { id: stock-silent, domain: integrations, mode: silent-stop, where: new-stock, effect: "the stock system does not answer the new shop", severity: 7, occurrence: 3, signals: [errors], mitigation: { what: "refuse the order, and roll back by routing", owner: cleo, before: catalog } }
          - { id: log-silent, domain: observability, mode: silent-stop, where: edge, effect: "the edge's log stops, and all looks well", severity: 7, occurrence: 3, signals: [errors], mitigation: { what: "missing evidence holds the run", owner: cleo, before: catalog } }
          - { id: pages-hidden, domain: seo, mode: silent-stop, where: catalog, effect: "pages tell search engines to forget them", severity: 8, occurrence: 3, signals: [answers], mitigation: { what: "compare the answers of both shops, headers too", owner: dan, before: catalog } }

        units:
          - { id: catalog,        domain: catalog,  match: { hosts: ["*"], paths: [/, /category/, /product/, /robots.txt, /sitemap.xml] }, entities: [], sessions: 720000/h }
          - { id: search,         domain: catalog,  match: { hosts: ["*"], paths: [/search] }, entities: [], sessions: 250000/h }
          - { id: checkout-eu,    domain: checkout, match: { hosts: [eu.shop.test], paths: [/cart, /checkout, /confirmation/, /account] }, entities: [carts, orders], sessions: 180000/h }
          - { id: checkout-world, domain: checkout, match: { hosts: [us.shop.test, apac.shop.test], paths: [/cart, /checkout, /confirmation/, /account] }, entities: [carts, orders], sessions: 180000/h }

        stages:
          - id: catalog
            unit: catalog
            owner: cleo
            deputy: dan
            approvers: [ada, ben]
            needs: []
            entry: [fresh-evidence]
            exposure: { by: visitor, steps: [25%, 50%, open], dwell: 10s, decide_within: 120s, holdback: 5%, stable: true, births_only: false }
            mirror: { flows: [browse], share: 5% }
            gates: [product-reached, errors, slow, answers]
            incidents: block
            exit: [steps-proven]
            rollback: { class: R0, automatic: true, form: evict, window: 24h, trigger: cleo, decider: cleo, executor: dan, signers: 1 }
            communications: { go: "catalogue pages move", hold: "catalogue held", rollback: "catalogue is back on the old shop", to: [platform], channel: chat, sender: cleo }
            decision: { within: 10m, escalate_to: ada }
          - id: search
            unit: search
            owner: cleo
            deputy: dan
            approvers: [ada, ben]
            needs: [catalog]
            entry: [fresh-evidence]
            exposure: { by: visitor, steps: [25%, 50%, open], dwell: 10s, decide_within: 120s, holdback: 5%, stable: true, births_only: false }
            gates: [errors, slow]
            incidents: block
            business: { none: "search has no order of its own; its effect on sales is seen by payment-success at every later stage", accepted_by: ada }
            exit: [steps-proven]
            rollback: { class: R0, automatic: true, form: evict, window: 24h, trigger: cleo, decider: cleo, executor: dan, signers: 1 }
            communications: { go: "search moves", hold: "search held", rollback: "search is back on the old shop", to: [platform], channel: chat, sender: cleo }
            decision: { within: 10m, escalate_to: ada }
          - id: checkout-eu
            unit: checkout-eu
            owner: ada
            deputy: ben
            approvers: [ben, cleo]
            needs: [catalog, search]
            entry: [fresh-evidence, approved, orders-reconciled]
            exposure: { by: visitor, steps: [25%, 50%, open], dwell: 10s, decide_within: 120s, holdback: 5%, stable: true, births_only: true }
            gates: [payment-success, errors, slow, prices, orders-match]
            incidents: block
            authority:
              - { entity: carts,  facet: create, scope: EU, to: shop-new, handover: birth-pinned, fence: "edge pins", hold: 2s, reverse: none }
              - { entity: carts,  facet: update, scope: EU, to: shop-new, handover: birth-pinned, fence: "edge pins", hold: 2s, reverse: none }
              - { entity: orders, facet: create, scope: EU, to: shop-new, handover: birth-pinned, fence: "edge pins", hold: 2s, reverse: none }
            exit: [steps-proven, orders-reconciled]
            rollback: { class: R1, automatic: true, form: stop-births, window: 24h, trigger: ada, decider: ada, executor: ben, signers: 2 }
            communications: { go: "EU checkout moves", hold: "EU checkout held", rollback: "EU checkout is back on the old shop", to: [checkout, platform], channel: chat, sender: ada }
            decision: { within: 10m, escalate_to: cleo }
          - id: checkout-world
            unit: checkout-world
            owner: ada
            deputy: ben
            approvers: [ben, cleo]
            needs: [checkout-eu]
            entry: [fresh-evidence, approved, orders-reconciled]
            exposure: { by: visitor, steps: [25%, 50%, open], dwell: 10s, decide_within: 120s, holdback: 5%, stable: true, births_only: true }
            gates: [payment-success, errors, slow, prices, orders-match]
            incidents: block
            authority:
              - { entity: carts,  facet: create, scope: US,   to: shop-new, handover: birth-pinned, fence: "edge pins", hold: 2s, reverse: none }
              - { entity: carts,  facet: update, scope: US,   to: shop-new, handover: birth-pinned, fence: "edge pins", hold: 2s, reverse: none }
              - { entity: orders, facet: create, scope: US,   to: shop-new, handover: birth-pinned, fence: "edge pins", hold: 2s, reverse: none }
              - { entity: carts,  facet: create, scope: APAC, to: shop-new, handover: birth-pinned, fence: "edge pins", hold: 2s, reverse: none }
              - { entity: carts,  facet: update, scope: APAC, to: shop-new, handover: birth-pinned, fence: "edge pins", hold: 2s, reverse: none }
              - { entity: orders, facet: create, scope: APAC, to: shop-new, handover: birth-pinned, fence: "edge pins", hold: 2s, reverse: none }
            exit: [steps-proven, orders-reconciled]
            rollback: { class: R1, automatic: true, form: stop-births, window: 24h, trigger: ada, decider: ada, executor: ben, signers: 2 }
            communications: { go: "world checkout moves", hold: "world checkout held", rollback: "world checkout is back on the old shop", to: [checkout, platform], channel: chat, sender: ada }
            decision: { within: 10m, escalate_to: cleo }

        report:
          signers: [ada, cleo]

        """#
}
