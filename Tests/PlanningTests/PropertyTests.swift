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
        /// How long the way back is promised; not at all when nil.
        var window: String?
        /// Whether a later stage moves a second facet.
        var isFollowed: Bool

        init(_ random: inout Seeded) {
            let choices: [String: [String?]] = [
                "handover": ["birth-pinned", "drain", "migrate", nil], "fence": ["read only", nil],
                "hold": ["5s", "0s", nil], "reverse": ["none", "sync", "replay", nil], "unacknowledged": ["10", nil],
                "proof_age": ["1d", nil],
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
            window = ["1h", "14d", nil].randomElement(using: &random) ?? nil
            isFollowed = .random(using: &random)
        }

        /// A second stage, whose move says what the first one's says.
        private func follower(_ said: String) -> String {
            guard isFollowed else { return "" }
            return """

                  - id: follow
                    unit: all
                    exposure: { steps: [open], dwell: 1s, stable: \(stable), births_only: \(births) }
                    authority: [{ entity: orders, facet: refund, scope: EU, to: new\(said) }]
                """
        }

        func plan(declared: WayBack = .r4) throws -> Plan {
            let said = parts.sorted { $0.key < $1.key }.map { ", \($0.key): \($0.value)" }.joined()
            let eviction = evicted ? ", evicted: \"the cart\"" : ""
            let promise = window.map { ", window: \($0)" } ?? ""
            return try PlanReader.read(
                text: """
                    sluice: 1
                    name: drawn
                    systems:
                      - { id: old, kind: storefront, side: old }
                      - { id: new, kind: storefront, side: new }
                    entities:
                      - { id: orders, facets: [create, refund], effects: [{ what: captured, kind: \(effect) }] }
                    authority:
                      - { entity: orders, facet: create, scope: "*", writer: old }
                      - { entity: orders, facet: refund, scope: "*", writer: old }
                    units:
                      - { id: all, domain: checkout, match: { paths: [/] }, entities: [orders] }
                    stages:
                      - id: move
                        unit: all
                        exposure: { steps: [open], dwell: 1s, stable: \(stable), births_only: \(births) }
                        authority: [{ entity: orders, facet: create, scope: "*", to: new\(said) }]
                        rollback: { class: \(declared), form: \(form)\(eviction)\(promise) }\(follower(said))
                    """)
        }
    }

    private static let place = FacetScope(entity: "orders", facet: "create", scope: .everywhere)
    private static let proofs = [
        WayBackEvidence.none, WayBackEvidence(proven: [place]), WayBackEvidence(drilled: [place]),
        WayBackEvidence(proven: [place], drilled: [place]),
    ]

    /// One thing more that makes going back easier, and a draft without and with it.
    private struct Addition {
        let name: String
        /// Whether some class follows from it; a window is judged by rules of its own.
        var matters = true
        let without: @Sendable (inout Draft) -> Void
        let with: @Sendable (inout Draft) -> Void
    }

    private static let additions = [
        Addition(name: "a fence", without: { $0.parts["fence"] = nil }, with: { $0.parts["fence"] = "read only" }),
        Addition(name: "a hold", without: { $0.parts["hold"] = nil }, with: { $0.parts["hold"] = "5s" }),
        Addition(name: "a longer hold", without: { $0.parts["hold"] = "0s" }, with: { $0.parts["hold"] = "5s" }),
        Addition(
            name: "a bound on lost writes", without: { $0.parts["unacknowledged"] = nil },
            with: { $0.parts["unacknowledged"] = "10" }),
        Addition(
            name: "a reverse sync", without: { $0.parts["reverse"] = "none" }, with: { $0.parts["reverse"] = "sync" }),
        Addition(name: "a shorter window", matters: false, without: { $0.window = "14d" }, with: { $0.window = "1h" }),
        Addition(name: "a window", matters: false, without: { $0.window = nil }, with: { $0.window = "1h" }),
        Addition(name: "stable assignment", without: { $0.stable = false }, with: { $0.stable = true }),
        Addition(name: "births only", without: { $0.births = false }, with: { $0.births = true }),
        Addition(name: "a word on what is lost", without: { $0.evicted = false }, with: { $0.evicted = true }),
        Addition(name: "no eviction", without: { $0.form = "evict" }, with: { $0.form = "stop-births" }),
        Addition(name: "nobody who follows", without: { $0.isFollowed = true }, with: { $0.isFollowed = false }),
    ]

    @Test("a fence, a proof or a shorter window never worsens a class, and its loss never improves it")
    func fences() throws {
        var random = Seeded(7)
        for addition in Self.additions {
            var improved = 0
            for _ in 0..<400 {
                var less = Draft(&random)
                var more = less
                addition.without(&less)
                addition.with(&more)
                let (bare, better) = (try less.plan(), try more.plan())
                for evidence in Self.proofs {
                    for live in [Set<Stage.ID>(), ["follow"]] {
                        let worse = bare.wayBack(of: "move", after: live, evidence: evidence).wayBack
                        let other = better.wayBack(of: "move", after: live, evidence: evidence).wayBack
                        #expect(other <= worse, "\(addition.name) makes \(other) of \(worse)")
                        if other < worse { improved += 1 }
                        // Without the proof it is never better.
                        #expect(worse <= bare.wayBack(of: "move", after: live).wayBack)
                    }
                }
            }
            #expect((improved > 0) == addition.matters, "\(addition.name) improved \(improved)")
        }
    }

    @Test("a record never takes a promise away, and one that is old, failed or of another place gives none")
    func records() throws {
        var random = Seeded(13)
        let fresh = { (kind: EvidenceKind, subject: String, days: Int64, passed: Bool) in
            let time = Cases.time - .seconds(days * 86_400)
            return EvidenceRecord(kind, of: subject, at: time, by: "a test", passed: passed)
        }
        func broken(_ plan: Plan, _ records: [EvidenceRecord]) -> Bool {
            PlanCheck.run(plan, at: Cases.time, records: EvidenceRecords(records)).contains { $0.code == "AUT005" }
        }
        let place = Self.place.description
        var kept = 0
        for _ in 0..<200 {
            let plan = try Draft(&random).plan(declared: [.r2, .r3].randomElement(using: &random) ?? .r2)
            let without = broken(plan, [])
            for kind in [EvidenceKind.roundTrip, .replayDrill] {
                let with = broken(plan, [fresh(kind, place, 0, true)])
                #expect(!with || without)
                if without, !with { kept += 1 }
                #expect(broken(plan, [fresh(kind, place, 31, true)]) == without)
                #expect(broken(plan, [fresh(kind, place, 0, false)]) == without)
                #expect(broken(plan, [fresh(kind, "orders.refund *", 0, true)]) == without)
                #expect(broken(plan, [fresh(kind, place, 1, true), fresh(kind, place, 0, false)]) == without)
            }
        }
        #expect(kept > 0)
    }

    @Test("every class comes with the facts that lead to it, each with its line")
    func chains() throws {
        var random = Seeded(17)
        for _ in 0..<100 {
            let plan = try Draft(&random).plan()
            let derived = plan.wayBack(of: "move")
            #expect(derived.chain.hasPrefix("orders.create * moves to new (plan.yaml:17:17); "))
            #expect(derived.chain.hasSuffix("; so \(derived.wayBack)"))
        }
        var draft = Draft(&random)
        draft.parts = ["handover": "drain", "reverse": "none"]
        let chain = try draft.plan().wayBack(of: "move").chain
        #expect(
            chain == "orders.create * moves to new (plan.yaml:17:17); handover drain (plan.yaml:17:81); "
                + "reverse: none (plan.yaml:17:97); so R4")
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
