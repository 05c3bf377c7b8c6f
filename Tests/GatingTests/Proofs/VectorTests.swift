import Foundation
import Gating
import Testing

/// The formulas agree with an independent, slow and exact implementation.
@Suite struct VectorTests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Vectors/gate-vectors.json")

    @Test(arguments: ["regression", "noninferiority", "count", "bernoulli_cs"])
    func everyVectorOfABuiltKindAgrees(_ kind: String) throws {
        let rows = try GateVectors.compare(Data(contentsOf: Self.file))
        let row = try #require(rows.first { $0.kind == kind })
        #expect(row.vectors >= 3)
        #expect(try #require(row.deviation) <= 1e-9)
    }

    @Test func aKindNotBuiltIsNotCalledGood() throws {
        let rows = try GateVectors.compare(Data(contentsOf: Self.file))
        for row in rows where !["regression", "noninferiority", "count", "bernoulli_cs"].contains(row.kind) {
            #expect(row.deviation == nil)
        }
    }

    @Test(arguments: [
        ("regression", "0.3720426461877986", "0.3720427461877986"), ("regression", "[17,14,23,13]", "[17,14,23,12]"),
        ("regression", "\"blocks\":5", "\"blocks\":6"),
    ])
    func aBrokenVectorIsNoticed(_ kind: String, _ right: String, _ wrong: String) throws {
        let text = try String(contentsOf: Self.file, encoding: .utf8)
        #expect(text.contains(right))
        let rows = try GateVectors.compare(Data(text.replacing(right, with: wrong, maxReplacements: 1).utf8))
        #expect(try #require(rows.first { $0.kind == kind }?.deviation) > 1e-9)
    }

    @Test func aVectorWithoutItsExpectationIsNoticed() throws {
        let text = #"{"vectors":[{"kind":"count","args":{"ratios":[2],"events":[[0.5,true]]},"expect":{}}]}"#
        #expect(try GateVectors.compare(Data(text.utf8)).first?.deviation == .infinity)
    }

    @Test(arguments: ["", "[]", "{}", #"{"vectors":[{"kind":1}]}"#])
    func aFileOfSomethingElseIsRefused(_ text: String) {
        #expect(throws: GateVectors.Problem.self) { try GateVectors.compare(Data(text.utf8)) }
    }
}
