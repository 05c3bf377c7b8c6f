import Fixtures
import Gating
import Testing

/// What one signal's evidence allows, over the steps of one attempt.
@Suite struct SignalJudgeTests {
    private let spec = SignalSpec(
        id: "paid", kind: .share, direction: .drop, baseline: 0.97, margin: 0.1, milestones: [1_000, 3_000],
        freshness: 5_000, minimum: 50)

    private func judge(_ change: (inout SignalSpec) -> Void = { _ in }) -> SignalJudge {
        var spec = spec
        change(&spec)
        return SignalJudge(spec, share: 0.001, now: 0)
    }

    private func units(old: (Int, Int), new: (Int, Int)) -> SignalEvidence {
        let block = Block(oldUnits: old.0, oldEvents: old.1, newUnits: new.0, newEvents: new.1)
        return SignalEvidence(milestones: [block, block])
    }

    @Test func nothingIsSaidBeforeItsTime() {
        let judge = judge()
        #expect(judge.verdict(now: 0).verdict == .undecided)
        // A unit needs its last milestone to mature: that long is no silence.
        #expect(judge.verdict(now: 8_000).verdict == .undecided)
    }

    @Test func noUnitForLongerThanFreshnessIsBlindNeverHealthy() {
        var judge = judge()
        #expect(judge.verdict(now: 8_001).verdict == .blind)
        judge.add(units(old: (2_000, 1_940), new: (2_000, 1_940)), exposure: 0.5, now: 10_000)
        #expect(judge.verdict(now: 10_000).verdict == .healthy)
        judge.add(units(old: (0, 0), new: (0, 0)), exposure: 0.5, now: 17_000)
        #expect(judge.verdict(now: 18_000).verdict == .healthy)
        #expect(judge.verdict(now: 18_001).verdict == .blind)
    }

    @Test func goodEvidenceProvesHealth() {
        var judge = judge()
        judge.add(units(old: (500, 485), new: (500, 485)), exposure: 0.5, now: 1_000)
        let verdict = judge.verdict(now: 1_000)
        #expect(verdict.verdict == .healthy)
        #expect(verdict.counts.newUnits == 500)
        #expect(verdict.newInterval.lower < 0.97 && verdict.newInterval.upper > 0.97)
    }

    @Test func healthIsNotSaidBelowTheMinimum() {
        var judge = judge { $0.minimum = 300 }
        judge.add(units(old: (299, 290), new: (299, 290)), exposure: 0.5, now: 1_000)
        let early = judge.verdict(now: 1_000)
        #expect(early.verdict == .undecided)
        #expect(early.reason.contains("299 of at least 300"))
        judge.add(units(old: (1, 1), new: (1, 1)), exposure: 0.5, now: 2_000)
        #expect(judge.verdict(now: 2_000).verdict == .healthy)
    }

    @Test func withOneSideOnlyNothingIsProven() {
        var judge = judge()
        judge.add(units(old: (0, 0), new: (9_000, 9_000)), exposure: 0.5, now: 1_000)
        #expect(judge.verdict(now: 1_000).verdict == .undecided)
    }

    @Test func aNewSideThatFallsSilentIsBlindThoughTheOldOneGoesOn() {
        var judge = judge()
        judge.add(units(old: (500, 485), new: (500, 485)), exposure: 0.5, now: 1_000)
        for look in 2...9 { judge.add(units(old: (20, 19), new: (0, 0)), exposure: 0.5, now: look * 1_000) }
        #expect(judge.verdict(now: 9_000).verdict == .healthy)
        #expect(judge.verdict(now: 9_001).verdict == .blind)
        #expect(judge.verdict(now: 9_001).reason.contains("new side"))
        judge.add(units(old: (0, 0), new: (1, 1)), exposure: 0.5, now: 9_002)
        #expect(judge.verdict(now: 9_002).verdict == .healthy)
    }

    @Test func anOldSideThatEndsBecauseAllExposureIsNewIsNotBlind() {
        var judge = judge()
        judge.add(units(old: (3, 3), new: (500, 485)), exposure: 1, now: 1_000)
        for look in 2...60 { judge.add(units(old: (0, 0), new: (50, 49)), exposure: 1, now: look * 1_000) }
        #expect(judge.verdict(now: 60_000).verdict == .undecided)
    }

    @Test func aRegressionOnceFoundStaysFound() {
        var judge = judge()
        judge.add(units(old: (200, 194), new: (200, 100)), exposure: 0.5, now: 1_000)
        #expect(judge.verdict(now: 1_000).verdict == .regressed)
        for look in 2...50 {
            judge.add(units(old: (500, 485), new: (500, 500)), exposure: 0.5, now: look * 1_000)
        }
        #expect(judge.verdict(now: 50_000).verdict == .regressed)
        judge.openStep(now: 50_000)
        #expect(judge.verdict(now: 99_000).verdict == .regressed)
    }

    @Test func aDeadNewSideShowsAtTheFirstMilestone() {
        var judge = judge()
        let dead = Block(oldUnits: 60, oldEvents: 58, newUnits: 60, newEvents: 0)
        judge.add(SignalEvidence(milestones: [dead, Block()]), exposure: 0.5, now: 1_000)
        let verdict = judge.verdict(now: 1_000)
        #expect(verdict.verdict == .regressed)
        #expect(verdict.milestone == 1_000)
        #expect(verdict.regressionLogE >= verdict.regressionThreshold)
    }

    @Test func healthHoldsWithinAStepAndIsProvenAnewInTheNext() {
        var judge = judge()
        judge.add(units(old: (500, 485), new: (500, 485)), exposure: 0.25, now: 1_000)
        judge.add(units(old: (30, 29), new: (30, 27)), exposure: 0.25, now: 2_000)
        #expect(judge.verdict(now: 2_000).verdict == .healthy)
        judge.openStep(now: 3_000)
        let fresh = judge.verdict(now: 3_000)
        #expect(fresh.verdict == .undecided)
        #expect(fresh.counts.isEmpty)
        judge.add(units(old: (500, 485), new: (500, 485)), exposure: 0.5, now: 4_000)
        #expect(judge.verdict(now: 4_000).verdict == .healthy)
    }

    @Test func evidenceForARegressionIsKeptOverSteps() {
        var (kept, fresh) = (judge(), judge())
        for look in 1...3 { kept.add(units(old: (20, 19), new: (20, 15)), exposure: 0.25, now: look * 1_000) }
        #expect(kept.verdict(now: 3_000).verdict == .undecided)
        kept.openStep(now: 4_000)
        fresh.openStep(now: 4_000)
        func looksNeeded(_ judge: inout SignalJudge) -> Int {
            (1...200).first { look in
                judge.add(units(old: (20, 19), new: (20, 15)), exposure: 0.5, now: 4_000 + look * 1_000)
                return judge.verdict(now: 4_000 + look * 1_000).verdict == .regressed
            } ?? .max
        }
        #expect(looksNeeded(&kept) <= looksNeeded(&fresh))
    }

    @Test func failuresThatFallOnTheNewSideRegressAtTheEvent() {
        var judge = judge {
            $0.kind = .eventDriven
            $0.direction = .rise
            $0.baseline = 0.01
        }
        for event in 1...12 {
            judge.add(SignalEvidence(events: [.new]), exposure: 0.1, now: event)
            if judge.verdict(now: event).verdict == .regressed { break }
        }
        let verdict = judge.verdict(now: 12)
        #expect(verdict.verdict == .regressed)
        #expect(verdict.milestone == nil)
        #expect(verdict.reason.contains("failures fall on the new side"))
    }

    @Test func theSameEvidenceGivesTheSameVerdict() {
        var dice = Dice(seed: 3)
        var (one, two) = (judge(), judge())
        for look in 1...200 {
            let evidence = units(old: (10, dice.events(in: 10, 0.97)), new: (10, dice.events(in: 10, 0.9)))
            one.add(evidence, exposure: 0.5, now: look)
            two.add(evidence, exposure: 0.5, now: look)
            #expect(one.verdict(now: look) == two.verdict(now: look))
            #expect(one == two)
        }
    }
}
