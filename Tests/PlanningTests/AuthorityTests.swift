import Planning
import Testing

@Suite("Authority over time")
struct AuthorityTests {
    private static let stages = 7

    /// A plan in which grants and moves speak of few facets, so that everywhere and named scopes meet often.
    private static func drawn(_ random: inout Seeded) throws -> Plan {
        func place() -> String {
            let entity = ["orders", "carts", "stock"].randomElement(using: &random) ?? ""
            let facet = ["create", "change"].randomElement(using: &random) ?? ""
            let scope = ["\"*\"", "EU", "US"].randomElement(using: &random) ?? ""
            return "entity: \(entity), facet: \(facet), scope: \(scope)"
        }
        func system() -> String { ["a", "b", "c"].randomElement(using: &random) ?? "" }
        let grants = (0..<Int.random(in: 0...8, using: &random)).map { _ in
            "  - { \(place()), writer: \(system()) }"
        }
        let stages = (0..<Self.stages).map { number in
            let moves = (0..<Int.random(in: 0...4, using: &random)).map { _ in "{ \(place()), to: \(system()) }" }
            return """
                  - id: s\(number)
                    unit: all
                    exposure: { steps: [open], dwell: 1s }
                    authority: [\(moves.joined(separator: ", "))]
                """
        }
        return try PlanReader.read(
            text: """
                sluice: 1
                name: drawn
                systems: [{ id: a, kind: storefront, side: old }, { id: b, kind: storefront, side: new }, { id: c, kind: erp, side: shared }]
                entities:
                  - { id: orders, facets: [create, change] }
                  - { id: carts, facets: [create, change] }
                  - { id: stock, facets: [create, change] }
                authority:\(grants.isEmpty ? " []" : "\n" + grants.joined(separator: "\n"))
                units: [{ id: all, domain: checkout, match: { paths: [/] }, entities: [orders] }]
                stages:
                \(stages.joined(separator: "\n"))
                """)
    }

    /// The definition, followed word by word: grants, then each stage's moves; one everywhere replaces what it overlaps.
    private static func defined(_ plan: Plan, before end: Int) -> [String: String] {
        var writers: [FacetScope: String] = [:]
        for grant in plan.authority { writers[grant.place] = "\(grant.writer.value) \(grant.position)" }
        for move in plan.stages[..<end].flatMap(\.authority) {
            if move.place.scope == .everywhere { writers = writers.filter { !$0.key.overlaps(move.place) } }
            writers[move.place] = "\(move.to.value) \(move.position)"
        }
        return Dictionary(uniqueKeysWithValues: writers.map { ("\($0.key)", $0.value) })
    }

    private static func told(_ map: AuthorityMap) -> [String: String] {
        Dictionary(uniqueKeysWithValues: map.writers.map { ("\($0.key)", "\($0.value.value) \($0.value.position)") })
    }

    @Test("who writes what, asked for all or for one entity, is what the definition says")
    func sameAsDefined() throws {
        var random = Seeded(41)
        for _ in 0..<300 {
            let plan = try Self.drawn(&random)
            for end in 0...Self.stages {
                let stage = end < Self.stages ? plan.stages[end].id.value : nil
                let expected = Self.defined(plan, before: end)
                #expect(Self.told(plan.authority(before: stage)) == expected)
                var parts: [String: String] = [:]
                for entity in plan.entities {
                    parts.merge(Self.told(plan.authority(of: entity.id.value, before: stage))) { first, _ in first }
                }
                #expect(parts == expected)
            }
        }
    }

    @Test("who is taken from is who wrote before the stage")
    func handovers() throws {
        var random = Seeded(43)
        for _ in 0..<100 {
            let plan = try Self.drawn(&random)
            for (stage, taken) in zip(plan.stages, plan.handovers()) {
                let before = plan.authority(before: stage.id.value)
                #expect(taken.map(\.from) == stage.authority.map { before.writer(of: $0.place)?.value })
            }
        }
    }

    @Test("later live stages count in their order, whatever else is said to be live")
    func liveStages() throws {
        let plan = try PlanReader.read(path: Cases.sample)
        let ids = plan.stages.map(\.id.value)
        for (place, id) in ids.enumerated() {
            let all = plan.wayBack(of: id, after: Set(ids).union(["nothing"]))
            #expect(all == plan.wayBack(of: id, after: Set(ids[(place + 1)...])))
        }
    }
}
