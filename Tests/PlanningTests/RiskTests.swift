import Planning
import Testing

@Suite("Risks")
struct RiskTests {
    private func plan(_ edits: (String, String)...) throws -> Plan {
        var text = try Cases.text(Cases.sample)
        for (from, to) in edits {
            #expect(text.contains(from), "the sample has no `\(from)` to change")
            text = text.replacing(from, with: to)
        }
        return try PlanReader.read(text: text)
    }

    private func detection(_ id: Risk.ID, in plan: Plan) throws -> Detection {
        plan.detection(of: try #require(plan.risks.first { $0.id.value == id }))
    }

    @Test(
        "the table gives its own limits",
        arguments: [
            (0.0, 1), (0.01, 1), (0.011, 2), (0.05, 2), (0.1, 3), (0.25, 4), (0.5, 5), (1, 6), (1.01, 7), (2, 7),
            (4, 8),
            (4.1, 9), (.infinity, 9),
        ])
    func table(ratio: Double, expected: Int) {
        #expect(Detection.value(ofRatio: ratio, isGate: true) == expected)
        let alone = Detection.value(ofRatio: ratio, isGate: false)
        #expect((max(7, expected)...9).contains(alone))
    }

    @Test("the sample's risks are seen as fast as its gates allow, with reasons that have a place")
    func sample() throws {
        let plan = try plan()
        for (id, expected) in [("payment-refused", 7), ("order-lost", 6), ("pages-failing", 5), ("pages-slow", 6)] {
            let detection = try detection(Risk.ID(id), in: plan)
            #expect(detection.value == expected, "\(id)")
            #expect(detection.why.last?.text == "so detection is \(expected)")
            #expect(detection.why.dropLast().allSatisfy { $0.position != nil })
        }
    }

    @Test("what no signal sees, or nobody can time, is never detected")
    func unknown() throws {
        let none = try plan(("severity: 9, occurrence: 4, signals: [payment-success]", "severity: 9, occurrence: 4"))
        #expect(try detection("payment-refused", in: none).value == 10)
        let untimed = try plan(("direction: drop, baseline: 97%", "direction: drop"))
        #expect(try detection("payment-refused", in: untimed).value == 10)
        let uncounted = try plan(("entities: [], sessions: 720000/h", "entities: []"))
        #expect(try detection("pages-slow", in: uncounted).value == 10)
        #expect(try detection("pages-failing", in: uncounted).value == 5)
    }

    @Test("a signal that no gate waits for is worse, however fast it is")
    func noGate() throws {
        let plan = try plan(
            ("gates: [product-reached, errors, slow, answers]", "gates: [product-reached, slow, answers]"))
        let detection = try detection("pages-failing", in: plan)
        #expect(detection.value == 7)
        #expect(detection.why.contains { $0.text.contains("no gate of stage catalog waits for errors") })
    }

    @Test("a longer dwell and more visitors never make it later")
    func dwell() throws {
        var last = 10
        for dwell in ["5s", "10s", "60s", "600s", "1h", "1d"] {
            let found = try detection("payment-refused", in: plan(("dwell: 10s", "dwell: \(dwell)"))).value
            #expect(found <= last, "dwell \(dwell)")
            last = found
        }
        #expect(last == 1)
        last = 10
        for sessions in [180, 1800, 18_000, 180_000, 1_800_000] {
            let found = try detection(
                "payment-refused", in: plan(("sessions: 180000/h", "sessions: \(sessions)/h"))
            ).value
            #expect(found <= last, "\(sessions) sessions an hour")
            last = found
        }
    }

    @Test(
        "a place leads to the stages it concerns; the edge, and what no stage moves, to all",
        arguments: [
            ("checkout-eu", ["checkout-eu"]), ("browse", ["catalog"]), ("buy", ["checkout-eu", "checkout-world"]),
            ("stock", ["catalog", "search", "checkout-eu", "checkout-world"]),
            ("old-stock", ["catalog", "search", "checkout-eu", "checkout-world"]), ("edge", nil), ("shop-old", nil),
        ] as [(String, [String]?)])
    func places(place: String, expected: [String]?) throws {
        let plan = try plan(
            ("mode: silent-stop, where: checkout-eu, effect", "mode: silent-stop, where: \(place), effect"))
        let named = RiskDetector(plan).namedStages(of: try #require(plan.risks.first))
        #expect(named?.map(\.rawValue) == expected)
        #expect(RiskRanking(plan).entries.first { $0.risk.place.value == place }?.isEverywhere == (expected == nil))
    }

    @Test("of several signals the soonest counts, of several stages the worst")
    func best() throws {
        let both = try plan(("where: catalog, effect: \"pages take", "where: buy, effect: \"pages take"))
        #expect(try detection("pages-slow", in: both).value >= detection("pages-slow", in: plan()).value)
        let more = try plan(("signals: [slow]", "signals: [slow, errors]"))
        #expect(try detection("pages-slow", in: more).value == 5)
        let edge = try plan(("where: catalog, effect: \"pages answer", "where: edge, effect: \"pages answer"))
        #expect(try detection("pages-failing", in: edge).value == 5)
        let missed = try plan(
            ("where: catalog, effect: \"pages answer", "where: edge, effect: \"pages answer"),
            ("gates: [errors, slow]", "gates: [slow]"))
        #expect(try detection("pages-failing", in: missed).value == 7)
    }

    @Test("priority never falls when anything gets worse, and knows its corners")
    func priority() {
        func priority(_ severity: Int, _ occurrence: Int, _ detection: Int) -> ActionPriority {
            ActionPriority(severity: severity, occurrence: occurrence, detection: detection)
        }
        for severity in 1...10 {
            for occurrence in 1...10 {
                for detection in 1...10 {
                    let it = priority(severity, occurrence, detection)
                    #expect(priority(min(10, severity + 1), occurrence, detection) <= it)
                    #expect(priority(severity, min(10, occurrence + 1), detection) <= it)
                    #expect(priority(severity, occurrence, min(10, detection + 1)) <= it)
                }
            }
        }
        #expect(priority(10, 10, 10) == .high)
        #expect(priority(1, 1, 1) == .low)
        #expect(priority(10, 1, 1) == .low)
        #expect(priority(99, 99, 99) == .high && priority(-1, 0, 0) == .low)
    }

    @Test("ranked by priority, then severity, then how late it is seen")
    func ranking() throws {
        let entries = RiskRanking(try plan()).entries
        #expect(
            entries.map(\.risk.id.value.rawValue) == [
                "payment-refused", "order-lost", "paid-twice", "wrong-total", "pages-hidden", "pages-failing",
                "stock-silent",
                "log-silent", "pages-slow", "search-failing",
            ])
        #expect(entries.map(\.rank) == Array(1...10))
        #expect(entries.map(\.priority.rawValue).joined() == "HMMMMMMMML")
        let plan = try plan()
        #expect(plan.risks.map { plan.priority(of: $0).rawValue }.joined() == "HMMMLMMMMM")
    }
}
