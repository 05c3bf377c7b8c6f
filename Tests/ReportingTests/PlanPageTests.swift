import Foundation
import Planning
import Reporting
import Testing

@Suite struct PlanPageTests {
    private let time = PlanTime("2026-11-21T12:00Z") ?? .now

    private func page(_ plan: Plan) -> String {
        let html = PlanPage(plan, at: time).html()
        if let keep = ProcessInfo.processInfo.environment["SLUICE_KEEP_PAGES"] {
            try? html.write(toFile: keep + "/plan.html", atomically: true, encoding: .utf8)
        }
        return html
    }

    @Test func isWellFormedAndTheSameEachTime() throws {
        let html = page(try PlanCases.sample())
        let found = try XMLText.read(html)
        #expect(found.names.first == "html")
        #expect(found.names.count { $0 == "svg" } == 3)
        #expect(found.names.count { $0 == "article" } == 4)
        #expect(found.names.count { $0 == "h1" } == 1)
        #expect(html == page(try PlanCases.sample()))
        #expect(!html.contains("{{"))
    }

    @Test func namesEveryPictureAndEveryLinkLeadsSomewhere() throws {
        let html = page(try PlanCases.sample())
        let ids = html.matches(of: /\bid="([^"]+)"/).map { String($0.1) }
        #expect(Set(ids).count == ids.count, "an id stands twice")
        let asked =
            html.matches(of: /href="#([^"]+)"/).map { String($0.1) }
            + html.matches(of: /aria-labelledby="([^"]+)"/).flatMap { $0.1.split(separator: " ").map(String.init) }
        #expect(asked.count > 10)
        #expect(Set(asked).subtracting(ids) == [])
        #expect(html.matches(of: /<svg [^>]*role="img"/).count == 3)
    }

    @Test func needsNothingFromOutsideAndTellsNobodysAddress() throws {
        let html = page(try PlanCases.sample())
        #expect(!html.contains("<script") && !html.contains(" src=") && !html.contains("url(http"))
        #expect(html.replacing("http://www.w3.org/1999/xhtml", with: "").contains("://") == false)
        #expect(!html.contains("@shop.test") && !html.contains("ssh-ed25519"))
        let encoder = JSONEncoder()
        let plan = try PlanCases.sample()
        for json in [
            try encoder.encode(RiskOutline(plan)), try encoder.encode(OwnershipMap(plan)),
            try encoder.encode(StageOutline.all(of: plan, at: time)),
        ].map({ String(decoding: $0, as: UTF8.self) }) {
            #expect(!json.contains("@shop.test") && !json.contains("ssh-ed25519"))
            #expect(json.contains("Ada Novak"))
        }
    }

    @Test func whatPeopleWroteIsOnlyText() throws {
        let html = page(try PlanCases.hostile())
        let found = try XMLText.read(html)
        #expect(!found.names.contains("script"))
        #expect(found.text.contains(PlanCases.attack))
        #expect(html.contains("&lt;script&gt;alert(1)"))
    }

    @Test func risksAsPicture() throws {
        for plan in [try PlanCases.sample(), try PlanCases.hostile()] {
            let found = try XMLText.read(RiskPicture(RiskOutline(plan)).file())
            #expect(found.text.contains("1: payment-refused, severity 9, detection 7, priority H"))
        }
    }

    @Test func openQuestionsAreCountedAndShown() throws {
        let text = try PlanCases.text()
            .replacing(
                "retry: \"none: the order is refused\", idempotency: reservation key, owner: cleo }",
                with: "idempotency: k }"
            )
            .replacing(
                "id: edge,     kind: edge,       side: shared, owner: cleo, deputy: dan",
                with: "id: edge, kind: edge, side: shared, owner: cleo, deputy: cleo")
        let plan = try PlanReader.read(text: text)
        let map = OwnershipMap(plan)
        #expect(map.questions.first?.isOpen == true)
        #expect(map.lines.first { $0.id == "old-stock" }?.open.count == 2)
        #expect(map.lines.first { $0.id == "edge" }?.open.count == 1)
        let before = OwnershipMap(try PlanCases.sample()).openCount
        // Two integrations lack an owner and a rule, and the edge a second person.
        #expect(map.openCount == before + 5)
        #expect(page(plan).contains("Who answers for integration old-stock?"))
        #expect(before == 0)
    }
}
