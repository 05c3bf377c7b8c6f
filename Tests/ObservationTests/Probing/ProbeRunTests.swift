import Gating
import Observation
import Testing

@Suite struct ProbeRunTests {
    private func pair(_ name: String, _ old: String?, _ new: String?, declared: String? = nil) -> ComparedPair {
        ComparedPair(name: name, old: old, new: new, isEqual: old == new, declared: declared)
    }

    @Test func allEqual() {
        let run = ProbeRun(
            at: 1,
            outcomes: [
                ProbeOutcome(case: "a", ending: .compared, values: [pair("price", "1", "1"), pair("tax", "2", "2")]),
                ProbeOutcome(case: "b", ending: .compared, values: [pair("price", "1", "1")]),
            ])
        #expect(run.result.couldCheck)
        #expect(run.result.compared == 3)
        #expect(run.result.mismatches == 0)
        #expect(run.result.detail == "3 values equal in 2 cases")
    }

    @Test func aDifferenceNamesItsCase() {
        let run = ProbeRun(
            at: 1,
            outcomes: [
                ProbeOutcome(case: "TEN on eu/card", ending: .compared, values: [pair("promotion", "9.00", "0.90")])
            ])
        #expect(run.result.mismatches == 1)
        #expect(run.result.detail == "1 of 1 values differ: promotion: TEN on eu/card: 9.00 old, 0.90 new")
    }

    @Test func theOldSideFailedSoNothingIsKnown() {
        let run = ProbeRun(
            at: 1,
            outcomes: [
                ProbeOutcome(case: "a", ending: .compared, values: [pair("price", "1", "1")]),
                ProbeOutcome(case: "b", ending: .oldFailed("answered 500 to GET /")),
                ProbeOutcome(case: "c", ending: .notRun("time was up before GET /")),
            ])
        #expect(!run.result.couldCheck)
        #expect(
            run.result.detail
                == "2 of 3 cases could not be checked: b (the old side answered 500 to GET /); "
                + "c (time was up before GET /)"
        )
        #expect(run.result.figures["cases not checked"] == 2)
    }

    @Test func aDifferenceStaysOneWhateverElseIsNotKnown() {
        let run = ProbeRun(
            at: 1,
            outcomes: [
                ProbeOutcome(case: "a", ending: .newFailed("answered 500 to GET /, expected 200")),
                ProbeOutcome(case: "b", ending: .oldFailed("answered 500 to GET /")),
            ])
        #expect(run.result.couldCheck)
        #expect(run.result.mismatches == 1)
        #expect(run.result.detail.hasPrefix("1 of 1 values differ: a: the new side answered 500 to GET /"))
        #expect(
            run.result.detail.hasSuffix("1 of 2 cases could not be checked: b (the old side answered 500 to GET /)"))
    }

    @Test func declaredDifferencesAreNone() {
        let run = ProbeRun(
            at: 1,
            outcomes: [
                ProbeOutcome(
                    case: "a", ending: .compared,
                    values: [pair("price", "1", "2", declared: "new list prices"), pair("tax", "1", "1")])
            ], exceptions: [.init(case: "a", value: "tax", why: "x"), .init(case: "a", value: "price", why: "y")])
        #expect(run.result.mismatches == 0)
        #expect(run.result.figures["differences declared"] == 1)
        #expect(run.needless == ["tax on a"])
        #expect(run.lines.contains("price: a: 1 old, 2 new, as declared: new list prices"))
    }

    @Test func nothingWalkedIsNotGood() {
        #expect(!ProbeRun(at: 1, outcomes: []).result.couldCheck)
    }

    @Test func whatAShopSaysCannotSteerATerminal() {
        let run = ProbeRun(
            at: 1,
            outcomes: [ProbeOutcome(case: "a", ending: .compared, values: [pair("price", "1\u{1B}[2J\n", nil)])])
        #expect(run.result.detail.hasSuffix(#"price: a: 1\u{1b}[2J\n old, nothing new"#))
    }
}
