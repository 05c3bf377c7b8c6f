import AsyncHTTPClient
import Console
import Cutover
import Foundation
import Gating
import Journaling
import NIOCore
import NIOHTTP1
import Reporting
import ScriptedRun
import Testing

@Suite struct ConsoleTests {
    @Test func thePageShowsTheRun() async throws {
        try await withConsole { port, _, _ in
            let page = try await get("http://127.0.0.1:\(port)/")
            #expect(page.status == 200)
            for words in [
                "checkout-eu", "catalog", "payment-success", "needed", "R1", "birth-pinned", "orders a minute",
                "exposure 25 %", "regional &lt;storefront&gt;", "http-equiv=\"refresh\" content=\"2\"",
            ] {
                let isThere = page.text.contains(words)
                #expect(isThere, "\(words)")
            }
            if let keep = ProcessInfo.processInfo.environment["SLUICE_KEEP_PAGES"] {
                try? page.text.write(toFile: keep + "/console.html", atomically: true, encoding: .utf8)
            }
        }
    }

    @Test func everyAnswerTrustsNobody() async throws {
        try await withConsole { port, _, _ in
            for path in ["/", "/state.json", "/nothing"] {
                let answer = try await get("http://127.0.0.1:\(port)\(path)")
                #expect(answer.headers["cache-control"] == "no-store")
                #expect(answer.headers["x-content-type-options"] == "nosniff")
                let policy = try #require(answer.headers["content-security-policy"])
                #expect(policy.hasPrefix("default-src 'none'") && !policy.contains("unsafe"))
                #expect(answer.status == (path == "/nothing" ? 404 : 200))
            }
        }
    }

    @Test func foreignNamesAreRefused() async throws {
        try await withConsole { port, _, _ in
            for host in ["shop.example", "127.0.0.1.shop.example", "localhost.shop.example:80", "127.0.0.1:8x", ""] {
                let answer = try await get("http://127.0.0.1:\(port)/state.json", host: host)
                #expect(answer.status != 200, "\(host)")
                #expect(!answer.text.contains("checkout-eu"))
            }
            for host in ["localhost", "LOCALHOST:\(port)", "[::1]:1", "127.0.0.1"] {
                let answer = try await get("http://127.0.0.1:\(port)/", host: host)
                #expect(answer.status == 200, "\(host)")
            }
        }
    }

    @Test func onlyReading() async throws {
        try await withConsole { port, _, _ in
            var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/")
            request.method = .POST
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
            #expect(response.status.code == 404 || response.status.code == 405)
        }
    }

    @Test func theStateIsJSON() async throws {
        try await withConsole { port, _, _ in
            let answer = try await get("http://127.0.0.1:\(port)/state.json")
            let view = try JSONDecoder().decode(RunView.self, from: Data(answer.text.utf8))
            #expect(view.stages.map(\.id) == ["catalog", "checkout-eu"])
            #expect(view.stages[1].phase == .exposing && view.stages[1].exposure == 0.5)
            #expect(view.stages[1].signals.map(\.signal) == ["payment-success", "errors", "orders-match"])
            #expect(view.stages[1].approvals == ["ben", "cleo"])
            // 35 orders a second, half of them on the new side.
            #expect(abs(view.orders.newPerMinute + view.orders.oldPerMinute - 2100) < 400)
            #expect(view.tail.count <= 30 && !view.tail.isEmpty)
            #expect(view.orders.oldHistory.count == view.orders.newHistory.count)
        }
    }

    @Test func theStreamTellsWhatChanges() async throws {
        var script = ScriptedRun.midway()
        let known = script.entries.count
        try await withConsole(script) { port, _, journal in
            let request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/events")
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
            #expect(response.headers["content-type"] == ["text/event-stream"])
            var text = ""
            var isTold = false
            for try await chunk in response.body {
                text += String(buffer: chunk)
                if !isTold, text.contains("data: tail") {
                    isTold = true
                    script.event(.command(Command(id: "h", by: "ada", order: .hold("lunch"))))
                    try await journal.append(Array(script.entries.dropFirst(known)))
                }
                if text.contains("held by ada: lunch") { break }
            }
            let events = text.components(separatedBy: "\n\n").filter { $0.hasPrefix("data: ") }
            #expect(events.count >= 7, "the parts, then those that changed")
            #expect(events.count { $0.hasPrefix("data: standing\n") } == 2)
            #expect(events.count { $0.hasPrefix("data: orders\n") } == 1)
        }
    }

    @Test func aTakenPortIsSaid() async throws {
        try await withConsole { port, _, _ in
            let second = ConsoleServer(port: port) { LiveRun(identity: ScriptedRun.identity).view }
            await #expect(throws: ConsoleError.portTaken(port)) { try await second.run() }
            #expect(ConsoleError.portTaken(port).description.contains("--port"))
        }
    }

    @Test func aRunThatHasNotBegunIsShown() async throws {
        try await withConsole(ScriptedRun()) { port, _, _ in
            let page = try await get("http://127.0.0.1:\(port)/")
            #expect(page.status == 200)
        }
    }
}
