import Conducting
import Cutover
import Foundation
import Gating
import Journaling
import Observation
import Planning
import Testing

/// A signal that compares two stores: read by a run as any other, and the measure of its way back.
struct StoresSignalTests {
    private let folder: URL
    private let plan: String

    init() throws {
        folder = try Tool.scratchFolder("stores")
        plan = folder.appending(path: "plan.yaml").path
        for side in ["old", "new"] {
            try Self.sql(
                folder, side,
                """
                CREATE TABLE orders(id INTEGER PRIMARY KEY, total TEXT, created TEXT);
                INSERT INTO orders VALUES (1, '9.00', '2026-11-21 08:00:00'), (2, '5.00', '2026-11-21 09:00:00');
                """)
        }
        try Self.text(folder).write(toFile: plan, atomically: true, encoding: .utf8)
    }

    private static func sql(_ folder: URL, _ side: String, _ statements: String) throws {
        try CrashRig.run(
            "/usr/bin/env", ["sqlite3", folder.appending(path: "\(side).sqlite").path, statements])
    }

    private static func text(_ folder: URL) -> String {
        """
        sluice: 1
        name: two stores
        people:
          - { id: ada, name: Ada Novak, team: checkout, contact: ada@shop.test }
          - { id: ben, name: Ben Okafor, team: checkout, contact: ben@shop.test }
        teams: [{ id: checkout, name: Checkout, lead: ada }]
        systems:
          - { id: shop-old, kind: storefront, side: old, owner: ada, endpoints: ["http://127.0.0.1:8081"] }
          - { id: shop-new, kind: storefront, side: new, owner: ada, endpoints: ["http://127.0.0.1:8082"] }
        entities:
          - id: orders
            facets: [create]
            reconcile:
              stores: { old: { address: "sqlite://\(folder.path)/old.sqlite" }, new: { address: "sqlite://\(folder.path)/new.sqlite" } }
              tables: [{ id: orders, old: { table: orders }, new: { table: orders, updated: created } }]
              pace: { lag: 10ms, looks: 2 }
        authority: [{ entity: orders, facet: create, scope: "*", writer: shop-old }]
        flows:
          - { id: buy, steps: [{ id: pay, path: /pay }, { id: thanks, path: /thanks }], success: thanks, writes: [orders] }
        signals:
          - { id: rows, kind: reconciliation, source: stores, entity: orders, every: 1s, unit: order, direction: rise, tolerance: 0, freshness: 30s, minimum: 0, no_data: blind }
          - { id: told, kind: reconciliation, source: orders-api, entity: orders, every: 1s, unit: order, direction: rise, tolerance: 0, freshness: 30s, minimum: 0, no_data: blind }
        units: [{ id: shop, domain: checkout, match: { hosts: ["*"], paths: [/] }, entities: [orders], sessions: 1000/h }]
        stages:
          - id: move
            unit: shop
            owner: ada
            entry: [fresh-evidence]
            exposure: { by: visitor, steps: [25%, open], dwell: 1s, stable: true, births_only: true }
            gates: [rows]
            authority:
              - { entity: orders, facet: create, scope: "*", to: shop-new, handover: drain, fence: "credential revoked", hold: 2s, reverse: sync, proof_age: 1h, unacknowledged: 5 }
            exit: [steps-proven]
            rollback: { class: R2, automatic: true, form: stop-births, decider: ada, executor: ben }
        """
    }

    /// A round trip and a drill, as measuring commands leave them.
    private var evidence: WayBackEvidence {
        let place = FacetScope(entity: .init("orders"), facet: "create", scope: .everywhere)
        return WayBackEvidence(proven: [place], drilled: [place])
    }

    @Test func itIsReadByItself() async throws {
        let equal = try await Tool.sluice(["signal", "test", "rows", plan])
        #expect(equal.status == 0)
        #expect(equal.output.contains("1 table, 2 rows: equal"))
        try Self.sql(folder, "new", "UPDATE orders SET total = '5.01' WHERE id = 2")
        let different = try await Tool.sluice(["signal", "test", "rows", plan])
        #expect(different.status == 1)
        #expect(different.output.contains("1 differ"))
        try FileManager.default.removeItem(at: folder.appending(path: "new.sqlite"))
        let gone = try await Tool.sluice(["signal", "test", "rows", plan])
        #expect(gone.status == 3)
        #expect(gone.output.contains("could not check"))
        let other = try await Tool.sluice(["signal", "test", "told", plan])
        #expect(other.status == 2)
    }

    @Test func aRunMeasuresItsWayBackByIt() async throws {
        let run = RunFolder(folder.appending(path: "run").path)
        try run.prepare()
        let ready = try RunPlan(try PlanReader.read(path: plan), evidence: evidence)
        #expect(ready.itinerary.stages[0].wayBack == .r2)
        #expect(!ready.comparesOrders)
        let reader = try #require(try StageReaders(ready, run).readers["move"]?.first)

        var story = Story(ready.itinerary)
        story.tell(.read(signal: "rows", await reader.read().evidence))
        #expect(story.state.wayBack(of: 0).words == "R2")
        #expect(story.state.stages[0].verdicts.first?.verdict == .healthy)

        try Self.sql(folder, "new", "INSERT INTO orders VALUES (3, '7.00', datetime('now', '-4 minutes'))")
        let born = await reader.read().evidence
        story.tell(.read(signal: "rows", born))
        let worse = story.state.wayBack(of: 0)
        #expect(worse.wayBack == .r3)
        #expect(worse.why == ["1 orders only on the new side, the oldest 4 min"])
        #expect(born.exact?.stores?.tables.first?.digest.isEmpty == false)
        #expect(born.exact?.stores?.tables.first?.newPosition != nil)
        try await status(run, story, contains: "way back now: R3 (promised R2): 1 orders only on the new side")

        // What cannot be looked at does not make it better.
        let (file, aside) = (folder.appending(path: "old.sqlite"), folder.appending(path: "aside"))
        try FileManager.default.moveItem(at: file, to: aside)
        story.tell(.read(signal: "rows", await reader.read().evidence))
        #expect(story.state.wayBack(of: 0).wayBack == .r3)
        #expect(story.state.stages[0].verdicts.first?.verdict == .blind)
        try FileManager.default.moveItem(at: aside, to: file)

        try Self.sql(
            folder, "old",
            "ATTACH '\(folder.path)/new.sqlite' AS n; INSERT INTO orders SELECT * FROM n.orders WHERE id = 3")
        story.tell(.read(signal: "rows", await reader.read().evidence))
        #expect(story.state.wayBack(of: 0).words == "R2")
        #expect(story.state.stages[0].verdicts.first?.verdict == .healthy)
    }

    @Test func withoutAProofOnRecordNothingBetterIsPromised() throws {
        let ready = try RunPlan(try PlanReader.read(path: plan))
        #expect(ready.itinerary.stages[0].wayBack == .r4)
    }

    /// What the program shows of a journal that holds a story.
    private func status(_ run: RunFolder, _ story: Story, contains words: String) async throws {
        do {
            let identity = JournalIdentity(run: "r", planDigest: story.state.itinerary.planDigest)
            try await Journal.write(path: run.journal, identity: identity).append(story.entries)
        }
        let shown = try await Tool.sluice(["run", "status", "--dir", run.path])
        #expect(shown.output.contains(words), "\(shown.output)\(shown.errors)")
        let json = try await Tool.sluice(["run", "status", "--dir", run.path, "--json"])
        #expect(json.output.contains("\"promised\" : \"R2\"") && json.output.contains("\"wayBack\" : \"R3\""))
    }
}

/// A run without a world, up to its first step.
private struct Story {
    private(set) var state = RunState.blank
    private(set) var entries: [Entry] = []
    private var now: Int { Int(Date().timeIntervalSince1970 * 1_000) }

    init(_ itinerary: Itinerary) {
        tell(.began(itinerary))
        tell(.evidence(EvidenceBatch(decision: "-", lines: 1)))
    }

    mutating func tell(_ event: Event) {
        note(event)
        while let intent = state.intents.first {
            guard case .expose(let exposure, _) = intent.action else { return }
            note(.outcome(Outcome(effect: intent.id, result: .exposed(took: 1, generation: exposure.generation))))
        }
    }

    private mutating func note(_ event: Event) {
        let decision = decide(state, event, at: now)
        state = decision.state
        let encoder = JSONEncoder()
        func text(_ value: some Encodable) -> String {
            String(decoding: (try? encoder.encode(value)) ?? Data(), as: UTF8.self)
        }
        let at = decision.state.clock
        entries.append(Entry(at: at, kind: .event, body: text(event)))
        entries += decision.effects.map { Entry(at: at, kind: .intent, body: text($0)) }
    }
}
