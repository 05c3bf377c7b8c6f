import Conducting
import Foundation
import Planning
import Testing

@Suite("Staging first")
struct StagingGateTests {
    static let text = """
        sluice: 1
        name: move
        environments:
          - { id: rehearsing, kind: staging, overlay: staging.yaml }
          - { id: live, kind: production, overlay: live.yaml }
        people:
          - { id: nadia, name: Nadia, contact: nadia@agency.test }
        systems:
          - { id: web-old, kind: storefront, side: old, owner: nadia }
          - { id: db-old, kind: database, side: old, owner: nadia }
          - { id: other-old, kind: database, side: old, owner: nadia }
          - { id: db-new, kind: database, side: new, owner: nadia }
        relocation:
          hosts:
            - { id: web, side: old, system: web-old, address: local }
            - { id: managed, side: new, address: local }
          files:
            - { id: content, from: web, path: /srv/content, to: managed, target: /htdocs/content }
          databases:
            - { id: shop, engine: mariadb, name: shop, from: db-old, to: db-new,
                source: "mysql://operator@old.test:3306/shop", target: "mysql://operator@managed.test/shop" }
            - { id: docs, engine: mariadb, name: docs, from: db-old, to: db-new,
                source: "mysql://operator@old.test/docs", target: "mysql://operator@managed.test:3306/docs" }
            - { id: stats, engine: mariadb, name: stats, from: db-old, to: db-new,
                source: "mysql://operator@old.test/stats", target: "mysql://operator@other.test/stats" }
        """
    static let now = PlanTime("2027-03-01T12:00Z")!

    static func plan(_ change: (String) -> String = { $0 }) throws -> Plan {
        try PlanReader.read(text: change(text), named: "plan.yaml")
    }

    static func record(
        _ kind: EvidenceKind, _ subject: String, _ plan: Plan, at time: String = "2027-02-27T12:00Z",
        passed: Bool = true
    ) -> EvidenceRecord {
        EvidenceRecord(
            kind, of: subject, at: PlanTime(time)!, plan: plan.digest, by: "a test", passed: passed)
    }

    static func all(_ plan: Plan) -> [EvidenceRecord] {
        [
            record(.staging, "staging", plan), record(.backupRestored, "web-old", plan),
            record(.backupRestored, "db-old", plan),
        ]
    }

    @Test("asks for staging and a backup of every old system that holds what moves")
    func lacks() throws {
        let plan = try Self.plan()
        let gate = StagingGate(plan, path: "plan.yaml")
        #expect(gate.systems.map(\.rawValue) == ["web-old", "db-old"])
        let lacks = gate.lacks(.none, at: Self.now)
        #expect(lacks.map(\.subject) == ["staging", "web-old", "db-old"])
        #expect(lacks[0].description.contains("sluice relocation verify plan.yaml --environment rehearsing"))
        #expect(lacks[2].description.contains("`backup-restored` of `db-old`"))
        #expect(lacks[2].description.contains("sluice relocation backup plan.yaml --prove"))
        #expect(gate.lacks(EvidenceRecords(Self.all(plan)), at: Self.now).isEmpty)
    }

    @Test("a record of another plan, a failed one and an old one are none")
    func newestCounts() throws {
        let plan = try Self.plan()
        let gate = StagingGate(plan, path: "plan.yaml")
        func lacks(_ more: EvidenceRecord...) -> [String] {
            gate.lacks(EvidenceRecords(Self.all(plan) + more), at: Self.now).map(\.description)
        }
        let failed = lacks(Self.record(.staging, "staging", plan, at: "2027-02-28T12:00Z", passed: false))
        #expect(failed.count == 1 && failed[0].contains("2027-02-28T12:00:00Z, failed"))
        #expect(
            lacks(
                Self.record(.staging, "staging", plan, at: "2027-02-28T12:00Z", passed: false),
                Self.record(.staging, "staging", plan, at: "2027-02-28T13:00Z")
            ).isEmpty)
        // A failure of another plan is no matter of this one, nor is its success.
        let other = try Self.plan { $0.replacing("name: move", with: "name: another") }
        #expect(lacks(Self.record(.staging, "staging", other, at: "2027-02-28T12:00Z", passed: false)).isEmpty)
        #expect(gate.lacks(EvidenceRecords(Self.all(other)), at: Self.now).count == 3)
        let later = PlanTime("2027-03-07T13:00Z")!
        #expect(gate.lacks(EvidenceRecords(Self.all(plan)), at: later).map(\.subject) == ["web-old", "db-old"])
        let muchLater = PlanTime("2027-04-01T13:00Z")!
        #expect(gate.lacks(EvidenceRecords(Self.all(plan)), at: muchLater).count == 3)
    }

    @Test("stands before production, and before a rehearsal that has a staging of its own")
    func applies() throws {
        let plan = try Self.plan()
        let gate = StagingGate(plan, path: "plan.yaml")
        #expect(gate.applies(in: nil) && gate.applies(in: plan.environments[1]))
        #expect(!gate.applies(in: plan.environments[0]))
        let rehearsal = try Self.plan { $0.replacing("name: move", with: "name: move\nrehearsal: true") }
        #expect(StagingGate(rehearsal, path: "p").applies(in: nil))
        let alone = try Self.plan {
            $0.replacing("name: move", with: "name: move\nrehearsal: true").replacing(", kind: staging", with: "")
        }
        #expect(!StagingGate(alone, path: "p").applies(in: nil))
    }

    @Test("staging writes on ground of its own")
    func ground() throws {
        let plan = try Self.plan()
        func trespasses(_ change: (String) -> String) throws -> [String] {
            StagingGround.trespasses(try Self.plan(change), plan)
        }
        func apart(_ text: String) -> String {
            text.replacing("managed.test/shop", with: "managed.test/staging_shop")
                .replacing("managed.test:3306/docs", with: "managed.test/staging_docs")
                .replacing("other.test/stats", with: "managed.test/staging_stats")
                .replacing("target: /htdocs/content", with: "target: /staging/content")
        }
        #expect(try trespasses(apart).isEmpty)
        #expect(try trespasses { $0 }.count == 4)
        let source = try trespasses { apart($0).replacing("managed.test/staging_docs", with: "old.test:3306/shop") }
        #expect(source.count == 1 && source[0].contains("the source of `shop`"))
        #expect(try trespasses { apart($0).replacing("/staging/content", with: "/htdocs/content/new") }.count == 1)
    }

    @Test("databases of the same two servers move together")
    func pairs() throws {
        let databases = try Self.plan().relocation?.databases ?? []
        #expect(DatabasePairs.of(databases).map { $0.map(\.id.value.rawValue) } == [["shop", "docs"], ["stats"]])
        #expect(DatabasePairs.disagreements(databases).isEmpty)
        let differing = try Self.plan {
            $0.replacing(
                "target: \"mysql://operator@managed.test/shop\"",
                with: "target: \"mysql://operator@managed.test/shop\", replication: { account: a, access: k }"
            ) + "\naccess:\n  - { id: k, kind: key, from: them }"
        }
        let lines = DatabasePairs.disagreements(differing.relocation?.databases ?? [])
        #expect(lines.count == 2 && lines[0].contains("`replication`"))
    }
}
