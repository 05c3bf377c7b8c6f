import Fixtures
import Foundation
import Gating
import Testing

/// What people are told beside the verdict: what is missing, what was lost, what it may cost.
@Suite struct OutlookTests {
    private func judge(_ change: (inout SignalSpec) -> Void = { _ in }) -> SignalJudge {
        var spec = SignalSpec(
            id: "paid", kind: .share, direction: .drop, baseline: 0.62, margin: 0.05, milestones: [1_000],
            freshness: 60_000, minimum: 50)
        change(&spec)
        return SignalJudge(spec, share: 0.001, now: 0)
    }

    private func units(old: (Int, Int), new: (Int, Int)) -> SignalEvidence {
        SignalEvidence(milestones: [Block(oldUnits: old.0, oldEvents: old.1, newUnits: new.0, newEvents: new.1)])
    }

    /// Equal sides, looked at after 200 units a side: over many runs the units that were still to come are about those
    /// that were foretold.
    @Test func theUnitsForetoldAreTheUnitsNeeded() {
        var (foretold, needed) = (0.0, 0.0)
        for seed in 0..<60 {
            var dice = Dice(seed: 100_000 + seed)
            // Foretold from the true rates; the path to proof is random.
            var judge = judge()
            judge.add(units(old: (200, 124), new: (200, 124)), exposure: 0.5, now: 0)
            foretold += Double(judge.verdict(now: 0).unitsNeeded ?? 0)
            for look in 1...2_000 where judge.verdict(now: look).verdict == .undecided {
                judge.add(
                    units(old: (20, dice.events(in: 20, 0.62)), new: (20, dice.events(in: 20, 0.62))), exposure: 0.5,
                    now: look)
                needed += 20
            }
        }
        #expect(needed > 0.7 * foretold && needed < 1.3 * foretold)
    }

    @Test func anUndecidedVerdictSaysWhatIsMissingAndNeverThatItIsEnough() {
        var judge = judge()
        #expect(judge.verdict(now: 0).missing == "units on both sides: there are none yet")
        judge.add(units(old: (90, 56), new: (0, 0)), exposure: 0.5, now: 0)
        #expect(judge.verdict(now: 0).missing == "units on the new side: there are none yet")
        judge.add(units(old: (10, 6), new: (10, 6)), exposure: 0.5, now: 0)
        let early = judge.verdict(now: 0)
        #expect(
            early.missing.hasPrefix("about ") && early.missing.hasSuffix("units on the new side at the present rates"))
        #expect((early.unitsNeeded ?? 0) > 40)
        judge.add(units(old: (400, 248), new: (400, 248)), exposure: 0.5, now: 0)
        let later = judge.verdict(now: 0)
        #expect(later.verdict == .undecided)
        #expect(later.missing.contains(", or a margin of "))
        for word in ["ship", "approve", "enough", "good"] { #expect(!later.missing.contains(word)) }
    }

    @Test func atRatesThatProveNothingItSaysSo() {
        var judge = judge { $0.baseline = 0.6 }
        judge.add(units(old: (300, 186), new: (300, 165)), exposure: 0.5, now: 0)
        let verdict = judge.verdict(now: 0)
        #expect(verdict.verdict == .undecided)
        #expect(verdict.unitsNeeded == nil)
        #expect(verdict.missing.contains("no number of units"))
    }

    @Test func theMinimumCountsToo() {
        var judge = judge {
            $0.minimum = 5_000
            $0.margin = 0.3
        }
        judge.add(units(old: (2_000, 1_240), new: (1_000, 620)), exposure: 0.3, now: 0)
        #expect(judge.verdict(now: 0).unitsNeeded == 4_000)
    }

    @Test func everyVerdictSaysWhatWouldChangeIt() {
        var healthy = judge()
        healthy.add(units(old: (5_000, 3_100), new: (5_000, 3_100)), exposure: 0.5, now: 0)
        var regressed = judge()
        regressed.add(units(old: (500, 310), new: (500, 100)), exposure: 0.5, now: 0)
        let verdicts = [healthy, regressed, judge()].map { $0.verdict(now: 0) } + [judge().verdict(now: 99_000)]
        #expect(verdicts.map(\.verdict) == [.healthy, .regressed, .undecided, .blind])
        #expect(verdicts.allSatisfy { !$0.missing.isEmpty })
        #expect(verdicts[0].unitsNeeded == nil && verdicts[1].unitsNeeded == nil)
    }

    @Test func theDifferenceIsThatOfTheStep() throws {
        var judge = judge()
        judge.add(units(old: (5_000, 3_100), new: (5_000, 3_100)), exposure: 0.5, now: 0)
        for _ in 0..<5 { judge.add(units(old: (500, 310), new: (500, 310)), exposure: 0.5, now: 0) }
        let seen = try #require(judge.verdict(now: 0).difference)
        #expect(seen.low < 0 && seen.high > 0 && seen.high - seen.low < 0.2)
        judge.openStep(step: 1, now: 1_000)
        #expect(judge.verdict(now: 1_000).difference == DifferenceInterval(low: -1, high: 1))
    }

    @Test func whatWasLostIsCountedOverTheStepsOfTheAttempt() throws {
        var judge = judge()
        #expect(judge.verdict(now: 0).lostSoFar == nil)
        judge.add(units(old: (900, 600), new: (30, 10)), exposure: 0.03, now: 0)
        #expect(abs(try #require(judge.verdict(now: 0).lostSoFar) - 10) < 1e-9)
        judge.openStep(step: 1, now: 1_000)
        #expect(abs(try #require(judge.verdict(now: 1_000).lostSoFar) - 10) < 1e-9)
        judge.add(units(old: (100, 50), new: (100, 45)), exposure: 0.5, now: 2_000)
        #expect(abs(try #require(judge.verdict(now: 2_000).lostSoFar) - 15) < 1e-9)
        judge.add(units(old: (0, 0), new: (100, 100)), exposure: 0.5, now: 2_000)
        #expect(judge.verdict(now: 2_000).lostSoFar == 0)
        var rising = self.judge { $0.direction = .rise }
        rising.add(units(old: (900, 600), new: (30, 10)), exposure: 0.03, now: 0)
        #expect(rising.verdict(now: 0).lostSoFar == nil)
    }

    @Test func whatMayBeSpentIsTheShareOfTheBudget() {
        #expect(judge().verdict(now: 0).spent == 0.001)
        #expect(judge { $0.kind = .exact }.verdict(now: 0).spent == 0)
    }
}
