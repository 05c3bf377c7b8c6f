import Gating
import Testing

/// One side alone: what has no control is judged against what the plan tolerates.
@Suite struct RateSignalTests {
    private func judge(tolerated: Double = 0.01, minimum: Int = 50, segments: [String] = []) -> SignalJudge {
        SignalJudge(
            SignalSpec(
                id: "mismatches", kind: .rate, direction: .rise, baseline: 0, margin: 0, milestones: [1_000, 3_000],
                freshness: 5_000, minimum: minimum, segments: segments, toleratedRate: tolerated),
            share: 0.001, now: 0)
    }

    private func units(_ units: Int, _ events: Int) -> SignalEvidence {
        let block = Block(newUnits: units, newEvents: events)
        return SignalEvidence(milestones: [block, block])
    }

    @Test func noEventInEnoughUnitsIsHealthyThoughItProvesLittle() {
        var judge = judge()
        judge.add(units(49, 0), exposure: 1, now: 1_000)
        #expect(judge.verdict(now: 1_000).verdict == .undecided)
        #expect(judge.verdict(now: 1_000).unitsNeeded == 1)
        judge.add(units(1, 0), exposure: 1, now: 2_000)
        let verdict = judge.verdict(now: 2_000)
        #expect(verdict.verdict == .healthy)
        #expect(verdict.newInterval.upper > 0.01)
    }

    @Test func aFewEventsNeedProofByTheInterval() {
        var judge = judge()
        judge.add(units(1_000, 5), exposure: 1, now: 1_000)
        let early = judge.verdict(now: 1_000)
        #expect(early.verdict == .undecided)
        let needed = early.unitsNeeded ?? 0
        #expect(needed > 500 && needed < 20_000)
        #expect(early.missing.contains("more units on the new side"))
        judge.add(units(needed + needed / 10, (needed + needed / 10) / 200), exposure: 1, now: 2_000)
        #expect(judge.verdict(now: 2_000).verdict == .healthy)
    }

    @Test func moreThanToleratedIsARegressionAndStaysOne() {
        var judge = judge()
        judge.add(units(500, 40), exposure: 1, now: 1_000)
        let verdict = judge.verdict(now: 1_000)
        #expect(verdict.verdict == .regressed)
        #expect(verdict.milestone == 3_000)
        #expect(verdict.reason.contains("more than 1 %"))
        judge.add(units(100_000, 0), exposure: 1, now: 2_000)
        #expect(judge.verdict(now: 2_000).verdict == .regressed)
    }

    @Test func theThresholdIsTheWholeShare() {
        #expect(abs(judge().verdict(now: 0).regressionThreshold - 6.907755278982137) < 1e-9)
    }

    @Test func aRateAboveTheToleranceIsNeverProvenAndItSaysSo() {
        var judge = judge(tolerated: 0.1)
        judge.add(units(100, 12), exposure: 1, now: 1_000)
        let verdict = judge.verdict(now: 1_000)
        #expect(verdict.verdict == .undecided)
        #expect(verdict.unitsNeeded == nil)
        #expect(verdict.missing.contains("fewer events"))
    }

    @Test func onlyUnitsOfTheNewSideAreSight() {
        var judge = judge()
        judge.add(
            SignalEvidence(milestones: [Block(), Block(oldUnits: 500)]), exposure: 1, now: 8_000)
        #expect(judge.verdict(now: 8_000).verdict == .undecided)
        #expect(judge.verdict(now: 8_001).verdict == .blind)
    }

    @Test func theFirstMilestoneIsNotTheOutcomeYet() {
        var judge = judge()
        judge.add(
            SignalEvidence(milestones: [Block(newUnits: 500, newEvents: 400), Block()]), exposure: 1, now: 1_000)
        #expect(judge.verdict(now: 1_000).verdict == .undecided)
    }

    @Test func aSegmentIsNamedAndNoDifferenceIsClaimed() {
        var judge = judge(segments: ["region"])
        var evidence = units(2_000, 9)
        evidence.segments = [
            "region=EU": Block(newUnits: 1_900, newEvents: 1), "region=US": Block(newUnits: 100, newEvents: 20),
        ]
        judge.add(evidence, exposure: 1, now: 1_000)
        let verdict = judge.verdict(now: 1_000)
        #expect(verdict.verdict == .regressed)
        #expect(verdict.affected == ["region=US"])
        #expect(verdict.difference == nil && verdict.lostSoFar == nil && verdict.healthLogE == nil)
    }
}
