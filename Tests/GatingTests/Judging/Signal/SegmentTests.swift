import Gating
import Testing

/// A segment can be worse while the whole still looks well; it is named.
@Suite struct SegmentTests {
    private var judge = SignalJudge(
        SignalSpec(
            id: "paid", kind: .share, direction: .drop, baseline: 0.97, margin: 0.1, milestones: [1_000],
            freshness: 60_000, minimum: 10, segments: ["region"]),
        share: 0.001, now: 0)

    private let good = Block(oldUnits: 1_000, oldEvents: 970, newUnits: 1_000, newEvents: 970)
    private let bad = Block(oldUnits: 60, oldEvents: 58, newUnits: 60, newEvents: 20)

    @Test mutating func oneSegmentAloneRegressesAndIsNamed() {
        judge.add(
            SignalEvidence(milestones: [good], segments: ["region=EU": good, "region=US": bad]), exposure: 0.5,
            now: 1_000)
        let verdict = judge.verdict(now: 1_000)
        #expect(verdict.verdict == .regressed)
        #expect(verdict.segment == "region=US")
        #expect(verdict.reason.contains("region=US"))
    }

    @Test mutating func healthySegmentsDoNotStandInTheWay() {
        judge.add(
            SignalEvidence(milestones: [good], segments: ["region=EU": good, "region=US": good]), exposure: 0.5,
            now: 1_000)
        #expect(judge.verdict(now: 1_000).verdict == .healthy)
    }

    @Test mutating func segmentsBeyondTheLimitArePooled() {
        let few = Block(oldUnits: 10, oldEvents: 10, newUnits: 10, newEvents: 10)
        let names = (0..<40).map { "region=R\($0 + 10)" }
        judge.add(
            SignalEvidence(milestones: [good], segments: Dictionary(uniqueKeysWithValues: names.map { ($0, few) })),
            exposure: 0.5, now: 1_000)
        judge.add(SignalEvidence(milestones: [good], segments: ["region=R49": bad]), exposure: 0.5, now: 2_000)
        #expect(judge.verdict(now: 2_000).verdict == .regressed)
        #expect(judge.verdict(now: 2_000).segment == "other")
    }
}
