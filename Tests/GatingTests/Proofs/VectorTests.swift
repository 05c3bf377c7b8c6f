import Foundation
import Gating
import Testing

/// The formulas agree with an independent, slow and exact implementation.
@Suite struct VectorTests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Vectors/gate-vectors.json")

    private static let built: [(kind: String, vectors: Int)] = [
        ("regression", 22), ("noninferiority", 8), ("diff_cs", 3), ("one_sample", 4), ("bernoulli_cs", 4), ("count", 3),
        ("aipw", 2), ("combine", 1), ("quantile_levels", 1),
    ]

    @Test(arguments: built)
    func everyVectorOfABuiltKindAgrees(_ kind: String, _ vectors: Int) throws {
        let rows = try GateVectors.compare(Data(contentsOf: Self.file))
        let row = try #require(rows.first { $0.kind == kind })
        #expect(row.vectors == vectors)
        #expect(try #require(row.deviation) <= 1e-9)
    }

    @Test func aKindNotBuiltIsNotCalledGood() throws {
        let rows = try GateVectors.compare(Data(contentsOf: Self.file))
        let other = rows.filter { row in !Self.built.contains { $0.kind == row.kind } }
        #expect(other.map(\.kind) == ["info", "plan"])
        #expect(other.allSatisfy { $0.deviation == nil })
    }

    @Test(arguments: [
        ("regression", "0.3720426461877986", "0.3720427461877986"), ("regression", "[17,14,23,13]", "[17,14,23,12]"),
        ("regression", "\"blocks\":5", "\"blocks\":6"),
        ("diff_cs", "\"lower\":-0.03", "\"lower\":-0.02"), ("one_sample", "-4.856122464", "-4.856122564"),
        ("aipw", "0.050638303", "0.050638403"), ("combine", "\"ebh\":[0,1,", "\"ebh\":[1,"),
        ("combine", "5.7801001", "5.7801002"), ("quantile_levels", "0.935242807", "0.935242907"),
    ])
    func aBrokenVectorIsNoticed(_ kind: String, _ right: String, _ wrong: String) throws {
        let text = try String(contentsOf: Self.file, encoding: .utf8)
        #expect(text.contains(right))
        let rows = try GateVectors.compare(Data(text.replacing(right, with: wrong, maxReplacements: 1).utf8))
        #expect(try #require(rows.first { $0.kind == kind }?.deviation) > 1e-9)
    }

    @Test(arguments: built)
    func aVectorWithoutItsExpectationIsNoticed(_ kind: String, _: Int) throws {
        let all =
            #"{"ratios":[2],"events":[[0.5,true]],"s":1,"n":5,"p":0.5,"tau":0.1,"alpha":0.05,"weights":[1],"#
            + #""rows":[[0.5,true,1,1]],"fracs":[0.5],"B":2,"log_es":[1],"grid":[0.1],"ticks":[],"direction":"drop"}"#
        for given in [all, "{}"] {
            let text = #"{"vectors":[{"kind":"\#(kind)","args":\#(given),"expect":{}}]}"#
            #expect(try GateVectors.compare(Data(text.utf8)).first?.deviation == .infinity)
        }
    }

    @Test(arguments: ["", "[]", "{}", #"{"vectors":[{"kind":1}]}"#])
    func aFileOfSomethingElseIsRefused(_ text: String) {
        #expect(throws: GateVectors.Problem.self) { try GateVectors.compare(Data(text.utf8)) }
    }
}
