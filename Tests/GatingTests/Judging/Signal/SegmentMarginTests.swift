import Fixtures
import Gating
import Testing

/// Segments with margins of their own, segments that fall silent, and the segments to blame.
@Suite struct SegmentMarginTests {
    private func judge(_ margins: [String: Double] = [:], milestones: [Int] = [1_000]) -> SignalJudge {
        SignalJudge(
            SignalSpec(
                id: "paid", kind: .share, direction: .drop, baseline: 0.9, margin: 0.1, milestones: milestones,
                freshness: 60_000, minimum: 50, segments: ["region"], segmentMargins: margins),
            share: 0.001, now: 0)
    }

    private func block(_ n: Int, old: Double = 0.9, new: Double = 0.9) -> Block {
        Block(
            oldUnits: n, oldEvents: Int((Double(n) * old).rounded()), newUnits: n,
            newEvents: Int((Double(n) * new).rounded()))
    }

    private func evidence(_ whole: Block, _ segments: [String: Block]) -> SignalEvidence {
        SignalEvidence(milestones: [whole], segments: segments)
    }

    @Test func aNamedSegmentMustProveItsOwnHealth() {
        var judge = judge(["region=EU": 0.1, "region=US": 0.2])
        judge.add(evidence(block(500), ["region=EU": block(20), "region=US": block(300)]), exposure: 0.5, now: 1_000)
        let waiting = judge.verdict(now: 1_000)
        #expect(waiting.verdict == .undecided)
        #expect(waiting.reason.hasPrefix("region=EU must prove health of its own"))
        #expect(waiting.missing.contains("more units of region=EU on the new side"))
        judge.add(evidence(block(500), ["region=EU": block(400)]), exposure: 0.5, now: 2_000)
        let proven = judge.verdict(now: 2_000)
        #expect(proven.verdict == .healthy)
        #expect(proven.reason.contains("region=EU no worse than 10; region=US no worse than 20"))
        judge.openStep(step: 1, now: 3_000)
        judge.add(evidence(block(500), ["region=EU": block(400)]), exposure: 0.5, now: 4_000)
        #expect(judge.verdict(now: 4_000).verdict == .undecided)
    }

    @Test func aNamedSegmentThatIsNeverSeenBlocks() {
        var judge = judge(["region=EU": 0.1])
        judge.add(evidence(block(5_000), ["region=US": block(5_000)]), exposure: 0.5, now: 1_000)
        let verdict = judge.verdict(now: 1_000)
        #expect(verdict.verdict == .undecided)
        #expect(verdict.missing == "units of region=EU on both sides: there are none yet")
    }

    @Test func aSegmentWorseByItsMarginBlocksThoughTheWholeIsHealthy() {
        var healthy = 0
        for seed in 0..<60 {
            var dice = Dice(seed: 110_000 + seed)
            var judge = judge(["region=EU": 0.05])
            for look in 1...40 {
                let eu = Block(
                    oldUnits: 15, oldEvents: dice.events(in: 15, 0.9), newUnits: 15,
                    newEvents: dice.events(in: 15, 0.85))
                judge.add(evidence(block(200), ["region=EU": eu]), exposure: 0.5, now: look)
            }
            if judge.verdict(now: 40).verdict == .healthy { healthy += 1 }
        }
        #expect(healthy <= most(of: 60, 0.05))
    }

    @Test func aNamedSegmentHasAPlaceOfItsOwnHoweverManyComeFirst() {
        var judge = judge(["region=ZZ": 0.1])
        let many = Dictionary(uniqueKeysWithValues: (10..<60).map { ("region=A\($0)", block(10)) })
        judge.add(evidence(block(500), many), exposure: 0.5, now: 1_000)
        judge.add(evidence(block(10), ["region=ZZ": block(200, new: 0.4)]), exposure: 0.5, now: 2_000)
        let verdict = judge.verdict(now: 2_000)
        #expect(verdict.verdict == .regressed)
        #expect(verdict.segment == "region=ZZ")
    }

    @Test func theSegmentsToBlameAreListedAndNoOthers() {
        var judge = judge()
        for look in 1...60 {
            judge.add(
                evidence(
                    block(240, new: 0.8),
                    [
                        "region=EU": block(60), "region=US": block(60, new: 0.7), "region=AU": block(60),
                        "region=JP": block(60, new: 0.7),
                    ]), exposure: 0.5, now: look)
        }
        let verdict = judge.verdict(now: 60)
        #expect(verdict.verdict == .regressed)
        #expect(verdict.affected == ["region=JP", "region=US"])
    }

    @Test func whoIsNotRegressedBlamesNobody() {
        var judge = judge()
        judge.add(evidence(block(500), ["region=EU": block(500)]), exposure: 0.5, now: 1_000)
        #expect(judge.verdict(now: 1_000).affected == [])
    }

    @Test func equalSegmentsAreSeldomBlamed() {
        var blamed = 0
        for seed in 0..<100 {
            var dice = Dice(seed: 111_000 + seed)
            var judge = judge()
            for look in 1...40 {
                func equal() -> Block {
                    Block(
                        oldUnits: 6, oldEvents: dice.events(in: 6, 0.9), newUnits: 6,
                        newEvents: dice.events(in: 6, 0.9))
                }
                let parts = ["region=EU": equal(), "region=US": equal(), "region=AU": equal()]
                judge.add(evidence(parts.values.reduce(Block(), +), parts), exposure: 0.5, now: look)
            }
            if judge.verdict(now: 40).verdict == .regressed { blamed += 1 }
        }
        #expect(blamed <= 1)
    }

    @Test func aSegmentThatVanishesFromOneSideIsBlind() {
        var judge = judge()
        for look in 1...30 {
            judge.add(evidence(block(40), ["region=EU": block(5)]), exposure: 0.5, now: look * 1_000)
        }
        // From 30 s on EU has no new units any more, though its old ones and everybody else go on.
        let old = Block(oldUnits: 5, oldEvents: 5)
        for look in 31...91 {
            judge.add(evidence(block(40), ["region=EU": old]), exposure: 0.5, now: look * 1_000)
            #expect(judge.verdict(now: look * 1_000).verdict == .healthy)
        }
        judge.add(evidence(block(40), ["region=EU": old]), exposure: 0.5, now: 91_001)
        let verdict = judge.verdict(now: 91_001)
        #expect(verdict.verdict == .blind)
        #expect(verdict.segment == "region=EU")
        #expect(verdict.missing == "units of region=EU on the new side")
        judge.add(evidence(block(40), ["region=EU": block(1)]), exposure: 0.5, now: 92_000)
        #expect(judge.verdict(now: 92_000).verdict == .healthy)
    }

    @Test func aSmallSegmentMayBeSilentForLong() {
        var judge = judge()
        judge.add(evidence(block(400), ["region=MT": block(1)]), exposure: 0.5, now: 1_000)
        for look in 2...300 {
            let rare = look % 60 == 0 ? ["region=MT": Block(oldUnits: 1, oldEvents: 1)] : [:]
            judge.add(evidence(block(40), rare), exposure: 0.5, now: look * 1_000)
            #expect(judge.verdict(now: look * 1_000).verdict == .healthy)
        }
    }

    @Test func aSegmentThatSleepsOnBothSidesIsNotBlind() {
        var judge = judge()
        judge.add(evidence(block(400), ["region=AU": block(200)]), exposure: 0.5, now: 1_000)
        for look in 2...300 { judge.add(evidence(block(40), [:]), exposure: 0.5, now: look * 1_000) }
        #expect(judge.verdict(now: 300_000).verdict == .healthy)
    }

    @Test func whenTheWholeIsSilentNoSegmentIsBlamed() {
        var judge = judge()
        judge.add(evidence(block(400), ["region=EU": block(200)]), exposure: 0.5, now: 1_000)
        let verdict = judge.verdict(now: 99_000)
        #expect(verdict.verdict == .blind)
        #expect(verdict.segment == nil)
    }
}
