import Cutover
import Foundation
import ScriptedRun
import Testing

/// The page in a real browser.
@Suite(.serialized) struct BrowserTests {
    private static func chromium(_ folder: String, _ options: [String], _ url: String) async throws -> String {
        try await output(
            [
                "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--user-data-dir=\(folder)/browser",
            ] + options + [url])
    }

    @Test func theStreamRenewsThePage() async throws {
        try await withConsole { port, folder, _ in
            let dom = try await Self.chromium(
                folder, ["--timeout=4000", "--dump-dom"], "http://127.0.0.1:\(port)/")
            #expect(dom.contains("checkout-eu"))
            // Only the script writes this, and only once the stream told something.
            #expect(dom.contains(">Live</p>"))
        }
    }

    @Test func withoutScriptThePageIsWholeAndReloads() async throws {
        try await withConsole { port, folder, _ in
            let dom = try await Self.chromium(
                folder, ["--blink-settings=scriptEnabled=false", "--timeout=3000", "--dump-dom"],
                "http://127.0.0.1:\(port)/")
            #expect(dom.contains("checkout-eu") && dom.contains("payment-success"))
            #expect(dom.contains("As of this page's loading"))
            #expect(dom.contains("http-equiv=\"refresh\""))
        }
    }
}
