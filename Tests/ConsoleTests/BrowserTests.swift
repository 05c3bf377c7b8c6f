import Cutover
import Foundation
import Journaling
import ScriptedRun
import Testing

/// The page in a real browser.
@Suite(.serialized) struct BrowserTests {
    private static let options = [
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
    ]

    /// The browser's clock stands while the stream is open; once the server ends it, the page is written out. What the
    /// stream told meanwhile must then be in it.
    @Test func theStreamRenewsThePage() async throws {
        var script = ScriptedRun.midway()
        let known = script.entries.count
        let looks = Looks()
        let profile = try Profile()
        let ports = AsyncStream.makeStream(of: Int.self)
        async let dom = {
            guard let port = await ports.stream.first(where: { _ in true }) else { return "" }
            return try await output(
                Self.options + [
                    "--user-data-dir=\(profile.path)", "--virtual-time-budget=3000", "--dump-dom",
                    "http://127.0.0.1:\(port)/",
                ])
        }()
        try await withConsole(script, counting: looks) { port, _, journal in
            ports.continuation.yield(port)
            try #require(await looks.reach(4))
            script.event(.command(Command(id: "h", by: "ada", order: .hold("lunch"))))
            try await journal.append(Array(script.entries.dropFirst(known)))
            try #require(await looks.reach(looks.count + 4))
        }
        let text = try await dom
        let isRenewed = text.contains("held by ada: lunch")
        let isWhole = text.contains("checkout-eu") && text.contains("payment-success")
        #expect(isRenewed)
        #expect(isWhole)
    }

    /// Neither on a phone nor on a desk does the page scroll sideways: what is wide scrolls by itself.
    @Test(arguments: [390, 1200]) func nothingIsWiderThanTheScreen(width: Int) async throws {
        try await withConsole(.troubled()) { port, folder, _ in
            let html = try await get("http://127.0.0.1:\(port)/").text
            let source = html.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
            // A frame has the width that a window of a browser without a screen may not have.
            let frame = """
                <!doctype html><title>-</title><iframe id="it" width="\(width)" height="900" frameborder="0"
                srcdoc="\(source)"></iframe>
                <script>const it=document.getElementById('it');it.onload=()=>{const root=it.contentDocument.documentElement;
                document.title='width '+root.scrollWidth+' of '+root.clientWidth+', '
                +it.contentDocument.querySelectorAll('svg.evidence').length+' pictures'}</script>
                """
            let path = folder + "/frame.html"
            try frame.write(toFile: path, atomically: true, encoding: .utf8)
            let profile = try Profile()
            let dom = try await output(
                Self.options + [
                    "--user-data-dir=\(profile.path)", "--window-size=1300,1000", "--virtual-time-budget=3000",
                    "--dump-dom", "file://\(path)",
                ])
            let title = dom.firstMatch(of: /<title>(.*?)<\/title>/).map { String($0.1) }
            let seen = try #require(title?.wholeMatch(of: /width (\d+) of (\d+), (\d+) pictures/))
            #expect(seen.1 == seen.2, "\(title ?? "")")
            #expect(seen.3 == "2")
        }
    }

    /// A browser that runs no script is seen asking again; the stream looks once an hour, so it is not that.
    @Test func withoutScriptThePageReloads() async throws {
        let looks = Looks()
        let profile = try Profile()
        try profile.forbidScript()
        try await withConsole(counting: looks, interval: .seconds(3600)) { port, _, _ in
            let browser = Process()
            browser.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            browser.arguments =
                Self.options + [
                    "--user-data-dir=\(profile.path)", "--remote-debugging-port=0", "http://127.0.0.1:\(port)/",
                ]
            browser.standardOutput = FileHandle.nullDevice
            browser.standardError = FileHandle.nullDevice
            try browser.run()
            defer { browser.terminate() }
            #expect(await looks.reach(4))
        }
    }
}

/// A browser's profile in a folder of its own.
private final class Profile: Sendable {
    let path = NSTemporaryDirectory() + "browser-" + UUID().uuidString

    init() throws {
        try FileManager.default.createDirectory(atPath: path + "/Default", withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func forbidScript() throws {
        let text = #"{"profile":{"default_content_setting_values":{"javascript":2}}}"#
        try text.write(toFile: path + "/Default/Preferences", atomically: true, encoding: .utf8)
    }
}
