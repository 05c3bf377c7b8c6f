import Foundation
import Planning
import Testing

/// One folder for each case: `old.yaml`, `new.yaml`, and `expected.txt`, what a person is told.
@Suite("Difference")
struct DifferenceTests {
    static let cases = Cases.folders(in: "Differences")
    private static let examples = [Cases.sample, Cases.path("Rules", "base.yaml")]

    @Test("is told as the case expects", arguments: cases)
    func golden(name: String) throws {
        let folder = Cases.path("Differences", name)
        let difference = PlanDifference(
            from: try PlanReader.read(path: folder + "/old.yaml"), to: try PlanReader.read(path: folder + "/new.yaml"))
        let told = difference.text.replacingOccurrences(of: folder + "/", with: "")
        #expect(told == (try Cases.text(folder + "/expected.txt")))
        #expect(difference.isEmpty == name.hasPrefix("none-"))
        let back = try JSONDecoder().decode(PlanDifference.self, from: Data(difference.json.utf8))
        #expect(back == difference)
    }

    @Test("there is none between a plan and itself", arguments: examples)
    func same(path: String) throws {
        let plan = try PlanReader.read(path: path)
        #expect(PlanDifference(from: plan, to: plan).isEmpty)
        #expect(!PlanDifference(from: plan, to: plan).loosens)
    }

    @Test("there is none when a plan is written in another order and style", arguments: examples)
    func reformatted(path: String) throws {
        let plan = try PlanReader.read(path: path)
        var random = Seeded(31)
        for _ in 0..<20 {
            let text = Rewritten.text(try #require(plan.values), &random)
            let other = try PlanReader.read(text: text)
            #expect(PlanDifference(from: plan, to: other).changes == [])
            #expect(PlanDifference(from: other, to: plan).changes == [])
        }
        // In the same order it is the same plan to the last value.
        let kept = try PlanReader.read(text: Rewritten.text(try #require(plan.values)))
        #expect(Outline(of: kept).lines == Outline(of: plan).lines)
    }

    @Test("every value that changes is told at its path, and nothing else", arguments: examples)
    func mutations(path: String) throws {
        let plan = try PlanReader.read(path: path)
        let values = try #require(plan.values)
        let words = Words(of: values)
        let said = Outline(of: plan).lines
        var told = 0
        for word in words.all {
            for text in words.others(for: word) {
                guard let other = try? PlanReader.read(text: Rewritten.text(values.replacing(word.route, with: text)))
                else { continue }
                let changes = PlanDifference(from: plan, to: other).changes.filter { $0.kind != .wayBack }
                if changes.isEmpty {
                    #expect(Outline(of: other).lines == said, "\(word.path): \(word.text) -> \(text)")
                    continue
                }
                // A name that another record has already makes two of one.
                #expect(changes.count <= 4, "\(word.path): \(changes)")
                #expect(changes.contains { word.places.contains($0.path) }, "\(word.path) -> \(text): \(changes)")
                #expect(changes.allSatisfy { $0.old != nil || $0.new != nil })
                told += 1
            }
        }
        #expect(told > words.all.count / 2, "\(told) of \(words.all.count)")
    }

    @Test("looser and tighter are opposites")
    func opposites() throws {
        for name in Self.cases {
            let old = try PlanReader.read(path: Cases.path("Differences", name, "old.yaml"))
            let new = try PlanReader.read(path: Cases.path("Differences", name, "new.yaml"))
            let (there, back) = (PlanDifference(from: old, to: new), PlanDifference(from: new, to: old))
            #expect(there.changes.count == back.changes.count)
            let weights = Dictionary(grouping: back.changes, by: \.path).mapValues { $0.map(\.weight) }
            for change in there.changes where !change.path.hasPrefix("people") {
                let opposite: PlanChange.Weight =
                    switch change.weight {
                    case .worse: .better
                    case .better: .worse
                    case .neutral: .neutral
                    }
                #expect(weights[change.path]?.contains(opposite) == true, "\(change.path)")
            }
        }
    }
}
