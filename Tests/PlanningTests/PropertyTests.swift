import Foundation
import Planning
import Testing

/// The same numbers for the same seed, on every machine (SplitMix64).
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite("Properties")
struct PropertyTests {
    /// The lines of one authority move and its rollback, any part of which may be absent.
    private struct Draft {
        var parts: [String: String]
        var births: Bool
        var stable: Bool
        var form: String
        var evicted: Bool
        var effect: String

        init(_ random: inout Seeded) {
            let choices: [String: [String?]] = [
                "handover": ["birth-pinned", "drain", "migrate", nil], "fence": ["read only", nil],
                "hold": ["5s", "0s", nil], "reverse": ["none", "sync", "replay", nil], "unacknowledged": ["10", nil],
            ]
            parts = [:]
            for (key, values) in choices.sorted(by: { $0.key < $1.key }) {
                if let value = values.randomElement(using: &random) ?? nil { parts[key] = value }
            }
            births = .random(using: &random)
            stable = .random(using: &random)
            form = .random(using: &random) ? "evict" : "stop-births"
            evicted = .random(using: &random)
            effect = ["idempotent", "compensable", "irrevocable"].randomElement(using: &random) ?? "irrevocable"
        }

        func plan(declared: WayBack = .r4) throws -> Plan {
            let said = parts.sorted { $0.key < $1.key }.map { ", \($0.key): \($0.value)" }.joined()
            let eviction = evicted ? ", evicted: \"the cart\"" : ""
            return try PlanReader.read(
                text: """
                    sluice: 1
                    name: drawn
                    systems:
                      - { id: old, kind: storefront, side: old }
                      - { id: new, kind: storefront, side: new }
                    entities:
                      - { id: orders, facets: [create], effects: [{ what: captured, kind: \(effect) }] }
                    authority: [{ entity: orders, facet: create, scope: "*", writer: old }]
                    units:
                      - { id: all, domain: checkout, match: { paths: [/] }, entities: [orders] }
                    stages:
                      - id: move
                        unit: all
                        exposure: { steps: [open], dwell: 1s, stable: \(stable), births_only: \(births) }
                        authority: [{ entity: orders, facet: create, scope: "*", to: new\(said) }]
                        rollback: { class: \(declared), form: \(form)\(eviction) }
                    """)
        }
    }

    private static let place = FacetScope(entity: "orders", facet: "create", scope: .everywhere)
    private static let proofs = [
        WayBackEvidence.none, WayBackEvidence(proven: [place]), WayBackEvidence(drilled: [place]),
        WayBackEvidence(proven: [place], drilled: [place]),
    ]

    @Test("a fence or a proof never worsens a class, and their loss never improves it")
    func fences() throws {
        var random = Seeded(7)
        for _ in 0..<300 {
            var draft = Draft(&random)
            draft.parts["fence"] = nil
            let without = try draft.plan()
            draft.parts["fence"] = "read only"
            let fenced = try draft.plan()
            for evidence in Self.proofs {
                let bare = without.wayBack(of: "move", evidence: evidence).wayBack
                #expect(fenced.wayBack(of: "move", evidence: evidence).wayBack <= bare)
                #expect(bare <= without.wayBack(of: "move").wayBack)
            }
        }
    }

    @Test("all classes but R0 are reached by some move, and declaring better is always refused")
    func declared() throws {
        var random = Seeded(11)
        var reached: Set<WayBack> = []
        for _ in 0..<300 {
            let draft = Draft(&random)
            let plan = try draft.plan()
            for evidence in Self.proofs { reached.insert(plan.wayBack(of: "move", evidence: evidence).wayBack) }
            let derived = plan.wayBack(of: "move").wayBack
            for declared in WayBack.allCases {
                let findings = PlanCheck.run(try draft.plan(declared: declared), at: Cases.time)
                #expect(findings.contains { $0.code == "AUT005" } == (declared < derived))
            }
        }
        #expect(reached == [.r1, .r2, .r3, .r4])
    }

    @Test("random changes to the sample plan never break the reader")
    func mutations() throws {
        let original = Array(try Cases.text(Cases.sample).utf8)
        var random = Seeded(23)
        let marks = Array("{}[]:,-#&*!|>'\"%@`\n \t?~".utf8)
        var refused = 0
        for _ in 0..<400 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<5, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.insert(marks.randomElement(using: &random) ?? 10, at: place)
                case 2: bytes.remove(at: place)
                case 3: bytes.removeSubrange(place..<min(bytes.count, place + 200))
                default:
                    let from = Int.random(in: 0..<bytes.count, using: &random)
                    bytes.insert(contentsOf: bytes[from..<min(bytes.count, from + 300)], at: place)
                }
            }
            let findings = Cases.refusal(bytes)
            if let findings {
                refused += 1
                #expect(!findings.isEmpty)
                #expect(findings.allSatisfy { $0.position.line > 0 && $0.position.column > 0 && !$0.mend.isEmpty })
            }
        }
        #expect(refused > 300)
    }
}
