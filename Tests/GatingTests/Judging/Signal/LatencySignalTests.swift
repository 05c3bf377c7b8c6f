import Fixtures
import Gating
import Testing

@Suite struct LatencySignalTests {
    private func judge() -> SignalJudge {
        SignalJudge(
            SignalSpec(
                id: "speed", kind: .latency, direction: .rise, baseline: 0.02, margin: 0.05, milestones: [1_000],
                freshness: 5_000, minimum: 50),
            share: 0.001, now: 0)
    }

    /// The shares of `units` above the thresholds that control quantiles lead one to expect, times `factor`.
    private func slower(_ old: Int, _ new: Int, factor: Double = 1) -> [Block] {
        LatencyThresholds.quantiles.map { q in
            Block(
                oldUnits: old, oldEvents: Int(Double(old) * (1 - q)), newUnits: new,
                newEvents: min(new, Int(Double(new) * (1 - q) * factor)))
        }
    }

    @Test func aSlowerDistributionIsARegressionThoughTheLimitIsKept() {
        var judge = judge()
        let kept = Block(oldUnits: 100, oldEvents: 2, newUnits: 100, newEvents: 2)
        for look in 1...10 {
            judge.add(
                SignalEvidence(milestones: [kept], slower: slower(100, 100, factor: 1.8)), exposure: 0.5,
                now: look * 1_000)
        }
        let verdict = judge.verdict(now: 10_000)
        #expect(verdict.verdict == .regressed)
        #expect(verdict.reason.contains("slower on the new side"))
        #expect(verdict.milestone == nil && verdict.affected == [])
    }

    @Test func healthIsTheShareSlowerThanTheLimit() {
        var judge = judge()
        judge.add(SignalEvidence(slower: slower(1_000, 1_000)), exposure: 0.5, now: 1_000)
        #expect(judge.verdict(now: 1_000).verdict == .undecided)
        let kept = Block(oldUnits: 600, oldEvents: 12, newUnits: 600, newEvents: 12)
        judge.add(SignalEvidence(milestones: [kept]), exposure: 0.5, now: 2_000)
        #expect(judge.verdict(now: 2_000).verdict == .healthy)
    }

    @Test func unitsThatCameFromOneSideOnlyWaitForTheOther() {
        var (apart, together) = (judge(), judge())
        for look in 1...20 {
            apart.add(SignalEvidence(slower: slower(100, 0)), exposure: 0.5, now: look)
            apart.add(SignalEvidence(slower: slower(0, 100, factor: 1.5)), exposure: 0.5, now: look)
            together.add(SignalEvidence(slower: slower(100, 100, factor: 1.5)), exposure: 0.5, now: look)
        }
        #expect(apart.verdict(now: 20) == together.verdict(now: 20))
        #expect(apart.verdict(now: 20).verdict == .regressed)
    }

    @Test func blocksThatDoNotFitSayNothing() {
        var judge = judge()
        let fresh = judge
        var crooked = slower(100, 100, factor: 9)
        crooked[2].newUnits += 1
        judge.add(SignalEvidence(slower: crooked), exposure: 0.5, now: 0)
        judge.add(SignalEvidence(slower: [crooked[0]]), exposure: 0.5, now: 0)
        #expect(judge == fresh)
    }
}
