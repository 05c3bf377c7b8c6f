import Console
import Cutover
import Foundation
import Gating
import Journaling
import Reporting
import ScriptedRun
import Testing

/// The page of a run that needs people: the gate is shut, an incident is open, the time to decide is over.
@Suite struct TroubledPageTests {
    private static let story = ScriptedRun.troubled()

    @Test func thePageShowsWhatPeopleNeed() async throws {
        try await withConsole(Self.story) { port, _, _ in
            let page = try await get("http://127.0.0.1:\(port)/")
            if let keep = ProcessInfo.processInfo.environment["SLUICE_KEEP_PAGES"] {
                try? page.text.write(toFile: keep + "/console-troubled.html", atomically: true, encoding: .utf8)
            }
            for words in [
                // The gate.
                "What would change it", "New less old", "points", "Time to decide", "Lost so far", "Orders at risk",
                "May spend", "Rollback budget spent", "Last result", "orders wait to be tried again",
                "class=\"evidence\"", "class=\"befell-breach\"", "class=\"befell-incident\"", "To decide",
                "nine times in ten",
                // Who does what.
                "Who does what about checkout-eu", "Carries it out", "Called when time is over",
                "who began on the new side finishes there", "which is over; cleo was called", "shop staff through chat",
                "not told yet", "it has no such address",
                // Incidents.
                "wallet payments fail in Italy", "Its source has not said that it is over", "To close it:",
                "href=\"https://incidents.test/PD-7?a=1&amp;b=2\"", "<summary id=\"closed-incidents-head\">One closed",
                "a report ran by day", "unrelated: staff only",
                // Forecast and fact.
                "Forecast against fact", "payment-success", "open for",
            ] {
                let isThere = page.text.contains(words)
                #expect(isThere, "\(words)")
            }
            #expect(!page.text.contains("style=\"") && !page.text.contains("onclick"))
            #expect(!page.text.contains("{{"))
        }
    }

    @Test func theStateHasItToo() async throws {
        try await withConsole(Self.story) { port, _, _ in
            let answer = try await get("http://127.0.0.1:\(port)/state.json")
            let view = try JSONDecoder().decode(RunView.self, from: Data(answer.text.utf8))
            let stage = view.stages[1]
            #expect(stage.outlooks.map(\.signal) == stage.signals.map(\.signal))
            let queue = try #require(stage.outlooks.first { $0.signal == "retry-queue" })
            let paid = try #require(stage.outlooks.first { $0.signal == "payment-success" }?.toDecide)
            #expect(paid.mean > 0 && paid.most > 2 * paid.mean)
            #expect(queue.kind == .exact && queue.seenAt != nil && queue.toDecide == nil)
            let curves = try #require(view.account?.curves)
            #expect(curves.map(\.signal) == ["payment-success", "errors"])
            #expect(curves.allSatisfy { $0.points.count <= 165 && $0.points.count > 5 })
            #expect(Set(view.occurrences.map(\.kind)).isSuperset(of: [.breach, .well, .incident]))
            let routine = try #require(view.routine)
            #expect(routine.stage == "checkout-eu" && routine.escalateTo == "cleo")
            let (due, called) = (try #require(routine.dueAt), try #require(routine.calledAt))
            #expect(due <= called && called <= view.clock)
            #expect(view.incidents.map(\.isOpen) == [false, true])
            #expect(
                view.notices.contains { $0.standing == .pending } && view.notices.contains { $0.standing == .untold })
            #expect(stage.paces.count == 1)
        }
    }

    /// While the gate itself holds, the page says what stands in its way, and what takes that away.
    @Test func anObstacleIsSaidPlainly() async throws {
        var script = ScriptedRun()
        script.begin(ScriptedRun.watchedItinerary)
        script.watch { $0.isOpen(0, step: 1) }
        script.watch(waiting: 143, most: 2)
        try await withConsole(script) { port, _, _ in
            let page = try await get("http://127.0.0.1:\(port)/")
            for words in [
                "The gate stays shut, a reading is out of its bounds: retry-queue: 143 orders wait",
                "once the reading is within its bounds", "To be decided by", "left; then cleo is called",
            ] {
                let isThere = page.text.contains(words)
                #expect(isThere, "\(words)")
            }
        }
    }

    @Test func thePageShowsWhatTheStoresSayOfTheWayBack() async throws {
        try await withConsole(.worsened()) { port, _, _ in
            let page = try await get("http://127.0.0.1:\(port)/")
            for words in [
                "promised R2: 12 orders only on the new side, the oldest 4 min", "Way back R3.",
                "two people must decide how to go on",
            ] {
                let isThere = page.text.contains(words)
                #expect(isThere, "\(words)")
            }
        }
    }

    /// An address that is no web address is shown as text, never as a link.
    @Test func onlyWebAddressesAreLinks() async throws {
        var script = ScriptedRun()
        script.begin(ScriptedRun.watchedItinerary)
        script.event(
            .command(
                Command(
                    id: "x", by: "mallory",
                    order: .incident(
                        id: "bad",
                        .opened(title: "<b>bold</b>", severity: "low", link: "javascript:alert(1)", since: script.now)))
            ))
        try await withConsole(script) { port, _, _ in
            let page = try await get("http://127.0.0.1:\(port)/")
            #expect(page.text.contains("javascript:alert(1)") && !page.text.contains("href=\"javascript"))
            #expect(page.text.contains("&lt;b&gt;bold&lt;/b&gt;"))
        }
    }
}
