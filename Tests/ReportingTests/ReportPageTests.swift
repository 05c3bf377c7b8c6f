import Foundation
import Journaling
import Reporting
import ScriptedRun
import Testing

@Suite struct ReportPageTests {
    private func page(_ run: ScriptedRun = .whole()) async throws -> String {
        let folder = try Folder()
        let journal = try await journal(run, in: folder)
        let rows = try journal.rows()
        let html = try ReportPage(RunReport.make(rows: rows, identity: journal.identity), rows: rows).html()
        if let keep = ProcessInfo.processInfo.environment["SLUICE_KEEP_PAGES"] {
            try? html.write(toFile: keep + "/report.html", atomically: true, encoding: .utf8)
        }
        return html
    }

    @Test func everyLinkedRowIsThere() async throws {
        let html = try await page()
        let linked = Set(html.matches(of: /href="#([^"]+)"/).map { String($0.1) })
        let there = html.matches(of: /\bid="([^"]+)"/).map { String($0.1) }
        #expect(linked.count > 60)
        #expect(linked.subtracting(there) == [])
        #expect(Set(there).count == there.count, "an id stands twice")
    }

    @Test func isWellFormed() async throws {
        let html = try await page()
        let void: Set<String> = ["meta", "link", "br", "hr", "img", "!doctype"]
        var open: [String] = []
        let body = html.replacing(/(?s)<style>.*?<\/style>/, with: "")
        for tag in body.matches(of: /<(\/?)([a-zA-Z!][a-zA-Z0-9]*)((?:[^<>"]|"[^"]*")*)>/) {
            let name = tag.2.lowercased()
            if void.contains(name) || tag.3.hasSuffix("/") { continue }
            if tag.1.isEmpty {
                open.append(name)
            } else {
                #expect(open.popLast() == name, "</\(name)>")
            }
        }
        #expect(open == [])
        #expect(!body.contains("{{"))
    }

    @Test func needsNothingFromOutside() async throws {
        let html = try await page()
        #expect(!html.contains("http://") && !html.contains("https://"))
        #expect(!html.contains("<script") && !html.contains(" src=") && !html.contains("url(http"))
        #expect(html.contains("default-src &#39;none&#39;") || html.contains("default-src 'none'"))
    }

    @Test func whatPeopleWroteIsOnlyText() async throws {
        let html = try await page()
        #expect(html.contains("v2 &lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(html.contains("regional &lt;storefront&gt;"))
        // By scalar: a quotation mark that carries a combining mark is one character, and still ends an attribute.
        #expect(escaped("\"\u{0301}<\u{0338}") == "&quot;\u{0301}&lt;\u{0338}")
        #expect(escaped("\u{0}a\u{1b}") == "\u{FFFD}a\u{FFFD}")
    }

    @Test func saysWhatAPersonAsksFirst() async throws {
        let html = try await page()
        for words in [
            "Completed", "payment-success regressed", "Requests failed on the new side", "0 lost, 0 duplicated",
            "taken back", "To be signed by ada and cleo", "Way back", "birth-pinned",
        ] {
            let isThere = html.contains(words)
            #expect(isThere, "\(words)")
        }
    }

    @Test func figuresReadWell() {
        #expect(Figures.count(1_234_567) == "1,234,567")
        #expect(Figures.count(-12) == "−12")
        #expect(Figures.percent(0.9734) == "97.3 %")
        #expect(Figures.percent(1) == "100 %")
        #expect(Figures.duration(340) == "340 ms")
        #expect(Figures.duration(59_999) == "60 s")
        #expect(Figures.duration(3_725_000) == "1 h 2 min")
        #expect(Figures.evidence(0) == "1")
        #expect(Figures.evidence(8.699514748210191) == "6,000")
        #expect(Figures.evidence(100) == "10^43")
        #expect(Figures.moment(951_782_399_000) == "2000-02-28 23:59:59 UTC")
        #expect(Figures.stamp(951_868_800_000) == "2000-03-01T00:00:00Z")
        #expect(Figures.moment(0) == "1970-01-01 00:00:00 UTC")
    }
}
