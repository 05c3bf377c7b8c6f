import Foundation
import Planning
import Reporting
import Testing

@Suite struct PlanChapterTests {
    private let time = PlanTime("2026-11-21T12:00Z") ?? .now

    @Test(arguments: PlanCases.real) func realPlansBecomeSoundPages(_ name: String) throws {
        let plan = try PlanCases.example(name)
        let html = PlanPage(plan, at: time).html()
        let found = try XMLText.read(html)
        #expect(found.names.count { $0 == "svg" } == 4)
        #expect(found.names.count { $0 == "article" } == plan.stages.count)
        let ids = html.matches(of: /\bid="([^"]+)"/).map { String($0.1) }
        #expect(Set(ids).count == ids.count, "an id stands twice")
        let asked =
            html.matches(of: /href="#([^"]+)"/).map { String($0.1) }
            + html.matches(of: /url\(#([^)]+)\)/).map { String($0.1) }
            + html.matches(of: /aria-labelledby="([^"]+)"/).flatMap { $0.1.split(separator: " ").map(String.init) }
        #expect(Set(asked).subtracting(ids) == [])
        for text in plan.milestones.map(\.name.value) + plan.tasks.map(\.what.value) + plan.access.map(\.from.value) {
            #expect(found.text.contains(text))
        }
        for person in plan.people {
            #expect(!html.contains(person.contact.value))
            if let key = person.key?.value { #expect(!html.contains(key)) }
        }
    }

    @Test func saysWhatIsLeftOfTheOldHosts() throws {
        let text = try XMLText.read(PlanPage(try PlanCases.example("three-servers-to-none"), at: time).html()).text
        #expect(text.contains("3 → 0"))
        #expect(text.contains("4 → 0"))
        #expect(text.contains("610 GB in all"))
        #expect(text.contains("env:MANAGED_HOST_TOKEN"))
        #expect(text.contains("Fri 2027-01-15 12:00"))
        let kept = try PlanCases.example(
            "three-servers-to-none", overlay: "sluice: 1\ndecommission: { systems: [shop-old] }\n")
        let left = try XMLText.read(PlanPage(kept, at: time).html()).text
        #expect(left.contains("3 → 1"))
        #expect(left.contains("nothing ends it"))
    }

    @Test func aProofThatIsNotAskedForYetIsPromisedAndNotClaimed() throws {
        let plan = try PlanCases.example("three-servers-to-none")
        func database(_ time: String, _ records: EvidenceRecords = .none) throws -> StageOutline {
            try #require(
                StageOutline.all(of: plan, at: PlanTime(time) ?? .now, records: records).first { $0.id == "database" })
        }
        let early = try database("2026-11-21T12:00Z")
        #expect(early.wayBack.derived == .r4 && early.wayBack.promised == .r2)
        #expect(early.wayBack.closes == "2027-04-14T07:00:00Z")
        let due = try database("2027-03-29T12:00Z")
        #expect(due.wayBack.derived == .r4 && due.wayBack.promised == nil)
        let stage = try #require(plan.stages.first { $0.id.value == "database" })
        let proofs = stage.authority.map {
            EvidenceRecord(
                .roundTrip, of: $0.place.description, at: PlanTime("2027-03-29T10:00Z") ?? .now, by: "a test",
                passed: true)
        }
        let proven = try database("2027-03-29T12:00Z", EvidenceRecords(proofs))
        #expect(proven.wayBack.derived == .r2 && proven.wayBack.promised == nil)
        #expect(try database("2027-03-29T12:00Z", EvidenceRecords(proofs.dropLast())).wayBack.derived == .r4)
        #expect(PlanPage(plan, at: time).html().contains("not all is settled"))
    }

    @Test func aStageThatEndsAWayBackEndsItInTheCalendar() throws {
        let stages = StageOutline.all(of: try PlanCases.example("three-servers-to-none"), at: time)
        // The window would last until the first of April; the database's hand over begins before.
        #expect(stages.first { $0.id == "shop" }?.wayBack.closes == "2027-03-30T07:00:00Z")
    }

    @Test(arguments: PlanCases.real) func realPlansLeaveNoQuestionOpen(_ name: String) throws {
        let map = OwnershipMap(try PlanCases.example(name))
        #expect(map.lines.flatMap(\.open) == [])
        #expect(map.questions.count == 4)
        #expect(map.questions.filter(\.isOpen).map(\.name) == [])
        #expect(Set(map.lines.map(\.kind)) == Set(OwnershipMap.Kind.allCases))
    }

    /// What is taken out of a plan, and the questions that then are open.
    @Test(arguments: [
        (
            "responsibilities: { monitoring: ~ }",
            ["Who answers for monitoring?", "Who stands in for the owner at monitoring?"]
        ),
        (
            "responsibilities: { seo_validation: { deputy: ~ } }",
            ["Who stands in for Quinn Doyle at SEO routing and indexing validation?"]
        ),
        ("stages: [{ id: shop, approvers: ~ }]", ["Who may release stage shop?"]),
        ("stages: [{ id: shop, rollback: { decider: ~ } }]", ["Who decides whether stage shop is taken back?"]),
        (
            "milestones: [{ id: signed, owner: ~, teams: ~ }]",
            ["Who answers for milestone signed?", "Which teams work towards milestone signed?"]
        ),
        ("access: [{ id: dns, to: ~ }]", ["Who receives access item dns from the client's IT?"]),
        ("report: { client: ~ }", ["Who signs the report for the client?"]),
        ("report: ~", ["Who signs the report?", "Who signs the report for the client?"]),
        ("decommission: { deputy: ~ }", ["Who stands in for Priya Raman at the end of the old side?"]),
        (
            "maintenance: { owner: ~, items: [{ id: links, owner: ~ }] }",
            [
                "Who answers for maintenance once the store has moved?",
                "Who answers for maintenance item links?",
            ]
        ),
    ]) func whatIsTakenOutIsAsked(_ overlay: String, _ open: [String]) throws {
        let map = OwnershipMap(try PlanCases.example("three-servers-to-none", overlay: "sluice: 1\n\(overlay)\n"))
        #expect(map.lines.flatMap(\.open) == open)
    }

    @Test func theFourQuestionsAreOpenWhereAPartIs() throws {
        let parts = [
            "responsibilities: { integration_failures: ~ }", "stages: [{ id: shop, approvers: ~ }]",
            "responsibilities: { alerting: { deputy: ~ } }", "responsibilities: { seo_validation: ~ }",
        ]
        for (place, part) in parts.enumerated() {
            let map = OwnershipMap(try PlanCases.example("three-servers-to-none", overlay: "sluice: 1\n\(part)\n"))
            #expect(map.questions.map(\.isOpen) == (0..<4).map { $0 == place })
        }
    }

    @Test func whatPeopleWroteInTheNewChaptersIsOnlyText() throws {
        let quoted = "'" + PlanCases.attack.replacing("'", with: "''") + "'"
        let plan = try PlanCases.example(
            "three-servers-to-none",
            overlay: """
                sluice: 1
                calendar:
                  peaks: [{ from: 2027-05-03T00:00+02:00, to: 2027-05-08T00:00+02:00, why: \(quoted) }]
                milestones: [{ id: workflow, name: \(quoted) }]
                tasks: [{ id: lower-ttl, what: \(quoted), check: { expect: \(quoted) } }]
                access: [{ id: dns, from: \(quoted), reference: 'exec:cat /secret/place' }]
                decommission: { exports: [{ what: \(quoted), keep: 1d, where: \(quoted), owner: rosa }] }
                stages:
                  - id: shop
                    communications: { audiences: [{ who: \(quoted), channel: \(quoted), go: \(quoted) }] }
                    changes: [{ what: \(quoted), notice: \(quoted) }]
                    rollback: { point_of_no_return: \(quoted) }
                """)
        let html = PlanPage(plan, at: time).html()
        let found = try XMLText.read(html)
        #expect(!found.names.contains("script"))
        #expect(found.text.components(separatedBy: PlanCases.attack).count > 12)
        #expect(!html.contains("/secret/place"))
    }
}
