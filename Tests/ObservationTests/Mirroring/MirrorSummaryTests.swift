import Foundation
import Gating
import Observation
import Testing

@Suite struct MirrorSummaryTests {
    private let screen = ReadScreen()

    private func read(_ path: String) throws -> ObservedRead {
        try #require(screen.read(method: "GET", host: "eu.shop.test", path: path))
    }

    private func differences(_ old: [ProbeField], _ new: [ProbeField], status: Int = 200) -> [MirrorDifference] {
        MirrorComparison().differences(
            old: SideAnswer(status: 200, headers: old), new: SideAnswer(status: status, headers: new), host: "h")
    }

    @Test(arguments: [
        ("/", "/"), ("/product/KIT-003", "/product/*"), ("/category/kitchen", "/category/kitchen"),
        ("/search?q=oak+bowl&page=2", "/search?page=*&q=*"), ("/img/a12.webp", "/img/*.webp"), ("/a//b1/", "/a//*/"),
        ("/2026.11.21", "/*"), ("/x?", "/x"), ("/p/an-article-with-a-very-long-name", "/p/*"),
    ])
    func shapes(_ path: String, _ shape: String) {
        #expect(PathShape.of(path) == shape)
    }

    @Test func groupsByCauseTheMostFrequentFirst() throws {
        var summary = MirrorSummary()
        let robots = [ProbeField("x-robots-tag", "noindex")]
        for number in 1...6 { summary.count(try read("/product/A-\(number)"), differences([], robots)) }
        for path in ["/", "/search?q=a", "/category/b", "/about"] {
            summary.count(try read(path), differences([], robots))
        }
        summary.count(try read("/x"), differences([], [], status: 500))
        for _ in 0..<9 { summary.count(try read("/good"), []) }
        #expect(summary.compared == 20)
        #expect(summary.differing == 11)
        #expect(summary.groups.map(\.text) == ["header x-robots-tag", "status 200 → 500"])
        let group = summary.groups[0]
        #expect(group.count == 10)
        #expect(summary.share(of: group) == 0.5)
        #expect(group.shapes["/product/*"] == 6)
        #expect(group.examples.map(\.shape) == ["/product/*", "/", "/search?q=*"])
        #expect(
            summary.result.detail
                == "11 of 20 reads differ: header x-robots-tag 10, first eu.shop.test/product/A-1; "
                + "status 200 → 500 1, first eu.shop.test/x"
        )
        #expect(summary.lines.contains("header x-robots-tag: 10 (50 %) on /product/* ×6, / ×1, /about ×1"))
        #expect(try JSONDecoder().decode(MirrorSummary.self, from: JSONEncoder().encode(summary)) == summary)
    }

    @Test func mergingIsCounting() throws {
        var whole = MirrorSummary()
        var parts = MirrorSummary()
        for number in 1...30 {
            let found = differences([], number % 3 == 0 ? [ProbeField("x-robots-tag", "noindex")] : [])
            whole.count(try read("/\(number % 2 == 0 ? "a" : "b")"), found)
            var part = MirrorSummary()
            part.count(try read("/\(number % 2 == 0 ? "a" : "b")"), found)
            parts.merge(part)
        }
        #expect(whole == parts)
    }

    @Test func causesAndShapesAreBounded() throws {
        var summary = MirrorSummary()
        for number in 0..<500 {
            let path = String(repeating: "a", count: number % 24 + 1) + String(repeating: "b", count: number / 24)
            summary.count(try read("/" + path), differences([], [ProbeField("x-robots-tag", "noindex")]))
            summary.count(try read("/"), differences([], [], status: 201 + number))
        }
        #expect(summary.groups.count <= 100)
        #expect(summary.groups.allSatisfy { $0.shapes.count <= 21 && $0.examples.count <= 3 })
        #expect(summary.groups[0].shapes.values.reduce(0, +) == 500)
    }
}
