import Gating
import Reporting
import Testing

@Suite struct TimeToDecideTests {
    private func verdict(_ spec: SignalSpec, _ feed: (inout SignalJudge) -> Void) -> SignalVerdict {
        var judge = SignalJudge(spec, share: 0.001, now: 0)
        judge.openStep(step: 0, now: 0)
        feed(&judge)
        return judge.verdict(now: 60_000)
    }

    private func spec(_ segments: [String: Double] = [:]) -> SignalSpec {
        SignalSpec(
            id: "paid", kind: .share, direction: .drop, baseline: 0.9, margin: 0.02, milestones: [10_000],
            freshness: 120_000, minimum: 30, segmentMargins: segments)
    }

    @Test func isTheUnitsOverTheirRate() throws {
        let block = Block(oldUnits: 200, oldEvents: 180, newUnits: 100, newEvents: 90)
        let verdict = verdict(spec()) {
            $0.add(SignalEvidence(milestones: [block]), exposure: 0.33, now: 50_000)
        }
        let needed = try #require(verdict.unitsNeeded)
        let time = try #require(TimeToDecide(verdict, openFor: 60_000, maturing: 10_000))
        // A hundred new units in the 50 s in which what is mature began.
        #expect(abs(time.mean - needed * 500) <= 1)
        #expect(abs(Double(time.most) - 2.2 * Double(time.mean)) < 3)
        #expect(time.words.hasPrefix("about ") && time.words.hasSuffix(" nine times in ten"))
        #expect(TimeToDecide(verdict, openFor: 0, maturing: 10_000) == nil)
    }

    @Test func saysNothingWhereNothingIsKnown() {
        let none = verdict(spec()) { _ in }
        #expect(TimeToDecide(none, openFor: 60_000, maturing: 10_000) == nil)
        var proven = none
        proven.verdict = .healthy
        (proven.unitsNeeded, proven.counts.newUnits) = (100, 100)
        #expect(TimeToDecide(proven, openFor: 60_000, maturing: 0) == nil)
    }

    /// A segment's own units come more seldom than the whole's: its rate is not the verdict's.
    @Test func saysNothingOfOneSegment() throws {
        let verdict = verdict(spec(["region=EU": 0.03])) { judge in
            for second in 1...50 {
                let block = Block(oldUnits: 2_000, oldEvents: 1_800, newUnits: 2_000, newEvents: 1_800)
                let part = Block(oldUnits: 3, oldEvents: 2, newUnits: 3, newEvents: 2)
                judge.add(
                    SignalEvidence(milestones: [block], segments: ["region=EU": part]), exposure: 0.5,
                    now: second * 1_000)
            }
        }
        #expect(verdict.verdict == .undecided && verdict.reason.contains("region=EU"))
        #expect(verdict.unitsNeeded != nil)
        #expect(TimeToDecide(verdict, openFor: 60_000, maturing: 10_000) == nil)
    }

    @Test func wordsReadWell() {
        #expect(DifferenceInterval(low: -0.012, high: 0.004).words == "−1.2 to +0.4 points")
        #expect(DifferenceInterval(low: -1, high: 0.2).words == "+20 points or less")
        #expect(DifferenceInterval(low: -1, high: 1).words == "not known yet")
        #expect(Figures.points(0) == "0" && Figures.points(-0.0045) == "−0.45" && Figures.points(0.05) == "+5")
        #expect(Figures.fine(0.0025) == "0.25 %" && Figures.fine(0.000417) == "0.042 %" && Figures.fine(0.05) == "5 %")
        #expect(Figures.fine(0) == "0 %" && Figures.fine(0.01) == "1 %" && Figures.fine(0.00625) == "0.63 %")
        #expect(
            Figures.about(0) == "none" && Figures.about(6) == "about 6" && Figures.about(3.42) == "about 3.4"
                && Figures.about(1234.5) == "about 1,235")
    }
}
