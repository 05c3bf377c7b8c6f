import Foundation
import Planning
import Testing

/// Ways of failing that exclude the one in a rule's case, and reasons for which a rule does not ask.
@Suite("Rules, in other ways")
struct RuleVariantTests {
    struct Variant: Sendable, CustomTestStringConvertible {
        let code: String
        /// What is laid over the base plan, without its first key.
        let overlay: String
        /// Parts of the messages, each of one finding; none for a plan that is fine.
        let expected: [String]
        var at = "2026-11-21T12:00Z"

        var testDescription: String { "\(code) \(overlay.prefix(60))" }
    }

    static let seoSigned = "not_applicable: [{ domain: seo, why: \"a shop behind a login\", signed_by: erin }]\n"
    static let seoUnsigned = "not_applicable: [{ domain: seo, why: \"a shop behind a login\" }]\n"
    static let noIndexing = "stages: [{ id: catalog, gates: [reached, errors] }]\n"

    static let variants: [Variant] = [
        Variant(code: "SEO001", overlay: "redirects: ~", expected: ["no address is named"]),
        Variant(code: "SEO001", overlay: "redirects: { landing: [] }", expected: ["no address is named"]),
        Variant(code: "SEO001", overlay: seoSigned + "redirects: ~", expected: []),
        Variant(code: "SEO001", overlay: seoUnsigned + "redirects: ~", expected: ["no address is named"]),
        Variant(code: "SEO001", overlay: "rehearsal: true\nredirects: ~", expected: []),
        Variant(
            code: "SEO001", overlay: "systems: [{ id: shop-new, kind: cdn }]\nredirects: ~", expected: []),
        Variant(
            code: "SEO001", overlay: "systems: [{ id: shop-old, side: new }]\nredirects: ~", expected: []),
        // The day before the first stage is due, and the minute when it is.
        Variant(code: "SEO001", overlay: "name: x", expected: [], at: "2027-02-22T08:59+01:00"),
        Variant(
            code: "SEO001", overlay: "name: x", expected: ["leads", "leads"], at: "2027-02-22T09:00+01:00"),
        // Two to the first page are two slips, and a first page that is itself redirected is none of them.
        Variant(
            code: "SEO002",
            overlay: "redirects: { entries: [{ from: /a, to: / }, { from: /b, to: / }, { from: /c, to: /d }] }",
            expected: []),
        Variant(
            code: "SEO002",
            overlay: "redirects: { entries: [{ from: /a, to: / }, { from: /, to: /d }] }", expected: ["leads on"]),
        Variant(code: "SEO003", overlay: noIndexing, expected: ["stage catalog"]),
        Variant(code: "SEO003", overlay: seoSigned + noIndexing, expected: []),
        Variant(code: "SEO003", overlay: "rehearsal: true\n" + noIndexing, expected: []),
        Variant(
            code: "SEO003", overlay: noIndexing + "units: [{ id: catalog, domain: pricing }]", expected: []),
        Variant(
            code: "SEO003", overlay: noIndexing + "units: [{ id: catalog, domain: seo }]", expected: ["seo pages"]),
        Variant(
            code: "SEO003",
            overlay: "stages: [{ id: catalog, gates: [errors], exposure: { steps: [0%] } }]", expected: []),
        Variant(code: "SEO005", overlay: "redirects: ~", expected: ["canonical, hreflang, sitemap, structured-data"]),
        Variant(code: "SEO005", overlay: seoSigned + "redirects: ~", expected: []),
        Variant(code: "SEO005", overlay: "rehearsal: true\nredirects: ~", expected: []),
        Variant(
            code: "SEO005", overlay: "systems: [{ id: shop-new, kind: cdn }]\nredirects: ~", expected: []),
        // What another side's cache is called says nothing about a plugin; a plan that moves no database has no hand over.
        Variant(
            code: "AUT008",
            overlay: "relocation: { caches: [{ id: redis, side: new, flush: { command: [] } }] }",
            expected: ["no command empties the cache redis"]),
        Variant(
            code: "AUT008",
            overlay: "relocation: { networks: [{ id: n, kind: domains, database: pages, plugins: [akismet] }] }",
            expected: []),
        // An integration that ends before it begins tells nobody.
        Variant(
            code: "INT002",
            overlay: "integrations: [{ id: new-orders, births_only: ~, since: pages, until: catalog }]", expected: []),
        Variant(
            code: "INT002",
            overlay: "integrations: [{ id: new-orders, births_only: ~, since: catalog, until: checkout }]",
            expected: ["old-orders and new-orders"]),
        // The old side begins, after the new one has ended, to tell again.
        Variant(
            code: "INT002",
            overlay: "integrations: [{ id: new-orders, births_only: ~, since: catalog, until: checkout }, "
                + "{ id: old-orders, since: checkout }]", expected: []),
        // Ended together with the old side, before a dispute of the last payment is past.
        Variant(
            code: "INT003",
            overlay: "decommission: { systems: [shop-old, psp], at: 2027-07-09T09:59+02:00 }",
            expected: ["psp is decommissioned at 2027-07-09T07:59:00Z, 1m before"]),
        Variant(
            code: "INT003",
            overlay: "decommission: { systems: [shop-old, psp], at: 2027-07-09T10:00+02:00 }", expected: []),
        Variant(
            code: "INT003",
            overlay: "systems: [{ id: psp, ends: [{ what: token, at: 2026-12-01T00:00Z }] }]\n"
                + "entities: [{ id: orders, sensitivity: none }]", expected: []),
        Variant(
            code: "INT003",
            overlay: "systems: [{ id: psp, side: new, refund_window: ~, dispute_window: ~ }]", expected: []),
        Variant(
            code: "INT004", overlay: "callbacks: [{ id: psp-webhook, system: erp }]", expected: ["psp gets to know"]),
        Variant(
            code: "INT004",
            overlay: "systems: [{ id: psp, side: old }]\ncallbacks: [{ id: psp-webhook, system: erp }]", expected: []),
        Variant(
            code: "INT004",
            overlay: "callbacks: [{ id: psp-webhook, system: erp }]\nunits: [{ id: catalog, match: { hosts: [] } }, "
                + "{ id: checkout, match: { hosts: [] } }, { id: pages, match: { hosts: [] } }]", expected: []),
        Variant(
            code: "DAT005",
            overlay: "entities: [{ id: orders, kind: subscription, facets: [create, bill] }]\n"
                + "stages: [{ id: checkout, authority: [{ entity: orders, facet: bill, scope: \"*\", to: shop-new, "
                + "handover: drain }, { entity: orders, facet: create, scope: \"*\", to: shop-new, "
                + "handover: drain }] }]",
            expected: ["stage checkout moves orders.bill * while both sides are open"]),
        Variant(
            code: "DAT005",
            overlay: "entities: [{ id: orders, kind: subscription, facets: [create, bill] }]\n"
                + "stages: [{ id: checkout, authority: [{ entity: orders, facet: bill, scope: \"*\", to: shop-new, "
                + "handover: birth-pinned }] }]", expected: []),
        Variant(
            code: "DAT005",
            overlay: "entities: [{ id: orders, kind: subscription, facets: [create, bill] }]\n"
                + "stages: [{ id: pages, authority: [{ entity: orders, facet: bill, scope: \"*\", to: shop-new, "
                + "handover: drain }] }]", expected: []),
        Variant(code: "DEC001", overlay: "report: ~", expected: ["that nobody signs"]),
        Variant(
            code: "DEC001", overlay: "report: { signers: [], client: [erin] }", expected: ["that nobody signs"]),
        Variant(
            code: "DEC002", overlay: "decommission: { idle: ~ }", expected: ["without a time in which nobody used it"]),
        Variant(code: "DEC002", overlay: "name: x", expected: [], at: "2027-10-04T08:59+02:00"),
        Variant(
            code: "DEC002", overlay: "name: x", expected: ["shop-old", "pages-old"], at: "2027-10-04T09:00+02:00"),
        Variant(code: "DEC002", overlay: "rehearsal: true", expected: [], at: "2027-10-04T09:00+02:00"),
        Variant(
            code: "DEC003", overlay: "decommission: { at: ~ }",
            expected: ["may end while stage pages", "may end while payments through psp"]),
        Variant(
            code: "DEC003", overlay: "decommission: { at: ~ }", expected: ["payments through psp"],
            at: "2027-04-06T10:00+02:00"),
        Variant(code: "DEC003", overlay: "decommission: { at: ~ }", expected: [], at: "2027-07-21T10:00+02:00"),
        // An item that only `before` asks for; a stage without a planned start.
        Variant(
            code: "ACC001",
            overlay: "stages: [{ id: checkout, access: [], starts: ~ }]\n"
                + "access: [{ id: dns-token, due: 2027-12-01T00:00Z }]", expected: []),
        Variant(
            code: "ACC001",
            overlay: "stages: [{ id: checkout, access: [] }, { id: pages, access: [dns-token] }]\n"
                + "access: [{ id: dns-token, before: catalog, due: 2027-03-01T08:01Z }]",
            expected: ["due after stage catalog"]),
        Variant(
            code: "PLG001", overlay: "allowed_plugins: []\nsystems: [{ id: pages-new, plugins: [chat] }]",
            expected: ["shop-new runs plugins"]),
        Variant(
            code: "PLG001", overlay: "allowed_plugins: []\nsystems: [{ id: shop-new, plugins: [] }]", expected: []),
    ]

    @Test("find it, or rightly do not ask", arguments: variants)
    func find(variant: Variant) throws {
        let folder = try Folder()
        defer { folder.remove() }
        let overlay = try folder.write("overlay.yaml", "sluice: 1\n\(variant.overlay)\n")
        let plan = try PlanReader.read(path: Cases.path("Rules", "base.yaml"), overlays: [overlay])
        let time = try #require(PlanTime(variant.at))
        let messages = PlanCheck.run(plan, at: time, rules: Rule.all.filter { $0.code == variant.code }).map(\.message)
        #expect(messages.count == variant.expected.count, "\(messages)")
        for part in variant.expected { #expect(messages.contains { $0.contains(part) }, "\(part) in \(messages)") }
    }
}
