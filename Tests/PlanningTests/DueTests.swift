import Planning
import Testing

/// When proofs are demanded, seen through AUT005: a promised R2 rests on a round trip that is on record.
@Suite("Proofs")
struct DueTests {
    private static let day: Int64 = 86_400_000
    private static let start = EvidenceTests.moment("2027-03-22T08:00Z")

    private func plan(starts: String? = nil, rehearsal: Bool = false, age: String? = "1d") throws -> Plan {
        let start = starts.map { "\n    starts: \($0)" } ?? ""
        let bound = age.map { ", proof_age: \($0)" } ?? ""
        return try PlanReader.read(
            text: """
                sluice: 1
                name: small
                rehearsal: \(rehearsal)
                systems: [{ id: old, kind: storefront, side: old }, { id: new, kind: storefront, side: new }]
                entities: [{ id: pages, facets: [edit] }]
                authority: [{ entity: pages, facet: edit, scope: "*", writer: old }]
                units: [{ id: all, domain: content, match: { paths: [/] }, entities: [pages] }]
                stages:
                  - id: move
                    unit: all\(start)
                    exposure: { steps: [open], dwell: 1s }
                    authority:
                      - { entity: pages, facet: edit, scope: "*", to: new, handover: migrate, fence: read only, hold: 5s, reverse: sync\(bound) }
                    rollback: { class: R2, form: evict }
                """)
    }

    /// Whether the promise of R2 is refused.
    private func isRefused(_ plan: Plan, at time: PlanTime, records: [EvidenceRecord] = []) -> Bool {
        PlanCheck.run(plan, at: time, records: EvidenceRecords(records)).contains { $0.code == "AUT005" }
    }

    private func before(days: Int64, _ milliseconds: Int64 = 0) -> PlanTime {
        PlanTime(milliseconds: Self.start.milliseconds - days * Self.day + milliseconds)
    }

    private func proof(_ at: PlanTime, passed: Bool = true) -> EvidenceRecord {
        EvidenceRecord(.roundTrip, of: "pages.edit *", at: at, by: "test", passed: passed)
    }

    @Test("are demanded from a week before a stage starts")
    func week() throws {
        let plan = try plan(starts: "2027-03-22T08:00Z")
        #expect(!isRefused(plan, at: before(days: 7, -1)))
        #expect(isRefused(plan, at: before(days: 7)))
        #expect(isRefused(plan, at: before(days: -1)))
    }

    @Test("are demanded at once of a stage without a start, and never of a rehearsal")
    func exceptions() throws {
        #expect(isRefused(try plan(), at: Cases.time))
        #expect(!isRefused(try plan(rehearsal: true), at: Cases.time))
    }

    @Test("count while they are fresh, passed and not of the future")
    func fresh() throws {
        let plan = try plan(starts: "2027-03-22T08:00Z")
        let now = before(days: 1)
        #expect(!isRefused(plan, at: now, records: [proof(now)]))
        #expect(!isRefused(plan, at: now, records: [proof(before(days: 2))]))
        #expect(isRefused(plan, at: now, records: [proof(before(days: 2, -1))]))
        #expect(isRefused(plan, at: now, records: [proof(before(days: 1, 1))]))
        #expect(isRefused(plan, at: now, records: [proof(now, passed: false)]))
        #expect(isRefused(plan, at: now, records: [proof(before(days: 1, -1)), proof(now, passed: false)]))
        #expect(isRefused(try self.plan(starts: "2027-03-22T08:00Z", age: nil), at: now, records: [proof(now)]))
    }
}
