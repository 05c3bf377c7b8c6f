import Foundation
import PlanFuzzing
import Testing

/// The same trials as `make fuzz`, for a moment: there, a process of its own sees crashes, hangs and memory.
@Suite("Fuzz")
struct FuzzTests {
    private static let corpus = Corpus(
        repository: Cases.here.deletingLastPathComponent().deletingLastPathComponent().path)

    @Test("hostile plans of every shape keep what is promised", .timeLimit(.minutes(2)), arguments: Shapes.all.indices)
    func shapes(number: Int) throws {
        try Trial.run(Input(number, seed: 1, from: Self.corpus, size: 300_000))
    }

    @Test("changed plans keep what is promised", .timeLimit(.minutes(2)))
    func changed() throws {
        let end = ContinuousClock.now + .seconds(3)
        var (number, taken) = (Shapes.all.count, 0)
        while ContinuousClock.now < end {
            if try Trial.run(Input(number, seed: 1, from: Self.corpus, size: 300_000)) { taken += 1 }
            number += 1
        }
        // Otherwise the rules would see too little.
        #expect(taken * 50 > number)
    }
}
