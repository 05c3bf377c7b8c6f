import Gating
import Testing

/// Exact signals compare every entity: one difference more than tolerated is wrong; not having looked is blind.
@Suite struct ExactSignalTests {
    private func judge(tolerance: Int = 0) -> SignalJudge {
        SignalJudge(
            SignalSpec(
                id: "orders", kind: .exact, direction: .rise, baseline: 0, margin: 0, milestones: [], freshness: 10_000,
                minimum: 0, tolerance: tolerance),
            share: 0.001, now: 0)
    }

    private func verdict(_ result: ExactResult, tolerance: Int = 0, at: Int = 0, now: Int = 0) -> SignalVerdict {
        var judge = judge(tolerance: tolerance)
        judge.add(SignalEvidence(exact: result), exposure: 0, now: at)
        return judge.verdict(now: now)
    }

    @Test func everyEntityFoundIsHealthy() {
        #expect(verdict(ExactResult(compared: 500, mismatches: 0, detail: "good")).verdict == .healthy)
    }

    @Test func oneMismatchIsWrong() {
        let found = verdict(ExactResult(compared: 500, mismatches: 1, detail: "O-1 is in no shop"))
        #expect(found.verdict == .regressed)
        #expect(found.reason == "O-1 is in no shop")
    }

    @Test func mismatchesUpToTheToleranceAreNotWrong() {
        #expect(verdict(ExactResult(compared: 500, mismatches: 2, detail: ""), tolerance: 2).verdict == .healthy)
        #expect(verdict(ExactResult(compared: 500, mismatches: 3, detail: ""), tolerance: 2).verdict == .regressed)
    }

    @Test func aMismatchStaysWrongHoweverOldTheComparison() {
        let result = ExactResult(compared: 5, mismatches: 1, detail: "O-1 is in no shop")
        let found = verdict(result, at: 1_000, now: 99_000)
        #expect(found.verdict == .regressed)
        #expect(found.spent == 0 && found.difference == nil)
        #expect(found.missing == "a comparison with at most 0 mismatches, where 1 were found")
    }

    @Test func whatCouldNotBeCheckedIsBlindNotWrong() {
        let result = ExactResult(compared: 0, mismatches: 0, detail: "could not check", couldCheck: false)
        #expect(verdict(result).verdict == .blind)
        #expect(verdict(result).reason == "could not check")
    }

    @Test func anOldComparisonIsBlind() {
        let result = ExactResult(compared: 5, mismatches: 0, detail: "good")
        #expect(verdict(result, at: 1_000, now: 11_000).verdict == .healthy)
        #expect(verdict(result, at: 1_000, now: 11_001).verdict == .blind)
    }

    @Test func notYetComparedIsUndecidedUntilItIsTooLong() {
        #expect(judge().verdict(now: 10_000).verdict == .undecided)
        #expect(judge().verdict(now: 10_001).verdict == .blind)
    }

    @Test func eachStepNeedsAComparisonOfItsOwn() {
        var judge = judge()
        judge.add(SignalEvidence(exact: ExactResult(compared: 5, mismatches: 0, detail: "good")), exposure: 0, now: 0)
        judge.openStep(now: 1_000)
        #expect(judge.verdict(now: 2_000).verdict == .undecided)
    }
}
