import Planning
import Testing

@Suite("The sample plan")
struct SampleTests {
    @Test("has no findings")
    func clean() throws {
        #expect(Cases.findings(Cases.sample).map(\.text) == [])
    }

    @Test(
        "has the classes that its authority allows, each with its reasons",
        arguments: [
            ("catalog", WayBack.r0), ("search", .r0), ("checkout-eu", .r1), ("checkout-world", .r1),
        ])
    func classes(stage: String, expected: WayBack) throws {
        let derived = try PlanReader.read(path: Cases.sample).wayBack(of: Stage.ID(stage))
        #expect(derived.wayBack == expected)
        #expect(derived.why.last?.text == "so \(expected)")
        #expect(derived.why.count >= 2)
        #expect(derived.why.dropLast().allSatisfy { $0.position != nil })
    }

    @Test("takes later live stages into account")
    func suffix() throws {
        let plan = try PlanReader.read(path: Cases.sample)
        #expect(plan.wayBack(of: "catalog", after: ["search"]).wayBack == .r0)
        let derived = plan.wayBack(of: "catalog", after: ["search", "checkout-eu"])
        #expect(derived.wayBack == .r1)
        #expect(derived.why.first?.text == "stage checkout-eu is live and would be taken back first")
        #expect(plan.wayBack(of: "checkout-world", after: ["catalog"]).wayBack == .r1)
        #expect(plan.wayBack(of: "nothing").wayBack == .r4)
    }

    @Test("keeps the place of every value")
    func positions() throws {
        let plan = try PlanReader.read(path: Cases.sample)
        let text = try Cases.text(Cases.sample).split(separator: "\n", omittingEmptySubsequences: false)
        let dwell = try #require(plan.stage("checkout-eu")).exposure.dwell
        #expect(dwell.value == .seconds(10))
        let line = text[dwell.position.line - 1]
        #expect(line.dropFirst(dwell.position.column - 1).hasPrefix("10s"))
        #expect(dwell.position.file == Cases.sample)
    }

    @Test("is named by a digest that sha256sum confirms")
    func digest() throws {
        let plan = try PlanReader.read(path: Cases.sample)
        #expect(plan.digest.count == 64)
        #expect(plan.digest == plan.files.first?.digest)
    }
}
