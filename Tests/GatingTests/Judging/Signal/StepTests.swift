import Fixtures
import Foundation
import Gating
import Testing

/// What differs from step to step, and what is tolerated.
@Suite struct StepTests {
    private let spec = SignalSpec(
        id: "paid", kind: .share, direction: .drop, baseline: 0.9, margin: 0.1, milestones: [1_000], freshness: 60_000,
        minimum: 50)

    private func judge(_ change: (inout SignalSpec) -> Void) -> SignalJudge {
        var spec = spec
        change(&spec)
        return SignalJudge(spec, share: 0.001, now: 0)
    }

    private func units(_ n: Int, old: Double = 0.9, new: Double = 0.9) -> SignalEvidence {
        SignalEvidence(milestones: [
            Block(
                oldUnits: n, oldEvents: Int((Double(n) * old).rounded()), newUnits: n,
                newEvents: Int((Double(n) * new).rounded()))
        ])
    }

    @Test func eachStepHasItsOwnMargin() {
        var judge = judge { $0.margins = [0.1, 0.02] }
        judge.add(units(300), exposure: 0.05, now: 1_000)
        #expect(judge.verdict(now: 1_000).verdict == .healthy)
        #expect(judge.verdict(now: 1_000).reason.contains("10 points"))
        judge.openStep(step: 1, now: 2_000)
        judge.add(units(300), exposure: 0.25, now: 3_000)
        #expect(judge.verdict(now: 3_000).verdict == .undecided)
        judge.add(units(6_000), exposure: 0.25, now: 4_000)
        #expect(judge.verdict(now: 4_000).verdict == .healthy)
        #expect(judge.verdict(now: 4_000).reason.contains("2 points"))
        // The last margin holds for all further steps; opened again, a step keeps its own.
        for open in [
            { (judge: inout SignalJudge) in judge.openStep(now: 5_000) }, { $0.openStep(step: 7, now: 5_000) },
        ] {
            var again = judge
            open(&again)
            again.add(units(300), exposure: 0.5, now: 6_000)
            #expect(again.verdict(now: 6_000).verdict == .undecided)
        }
        judge.openStep(step: 0, now: 7_000)
        judge.add(units(300), exposure: 0.05, now: 8_000)
        #expect(judge.verdict(now: 8_000).verdict == .healthy)
    }

    @Test func withoutAListTheOneMarginHoldsAtEveryStep() {
        #expect([0, 1, 9].map { spec.margin(ofStep: $0) } == [0.1, 0.1, 0.1])
        var stepped = spec
        stepped.margins = [0.3, 0.2]
        #expect([-1, 0, 1, 9].map { stepped.margin(ofStep: $0) } == [0.3, 0.3, 0.2, 0.2])
    }

    @Test func aToleratedDifferenceIsNotRolledBack() {
        // 2 points less on the new side, seen long enough to be certain.
        var (strict, lenient, greedy) = (judge { _ in }, judge { $0.toleratedDifference = 0.025 }, judge { _ in })
        greedy = self.judge {
            $0.toleratedDifference = 0.5
            $0.margins = [0.2, 0.08]
        }
        for look in 1...60 {
            for i in 0..<3 {
                let evidence = units(500, new: 0.88)
                switch i {
                case 0: strict.add(evidence, exposure: 0.5, now: look)
                case 1: lenient.add(evidence, exposure: 0.5, now: look)
                default: greedy.add(evidence, exposure: 0.5, now: look)
                }
            }
        }
        #expect(strict.verdict(now: 60).verdict == .regressed)
        #expect(lenient.verdict(now: 60).verdict != .regressed)
        // At most a quarter of the last margin, 2 points: that much is tolerated, more is not.
        #expect(greedy.verdict(now: 60).verdict != .regressed)
        for look in 61...200 { greedy.add(units(500, new: 0.85), exposure: 0.5, now: look) }
        #expect(greedy.verdict(now: 200).verdict == .regressed)
    }

    @Test func theToleratedDifferenceIsAccusedInAtMostItsShareOfTheRuns() {
        var accused = 0
        for seed in 0..<150 {
            var dice = Dice(seed: 90_000 + seed)
            var spec = spec
            spec.toleratedDifference = 0.025
            var judge = SignalJudge(spec, share: 0.05, now: 0)
            for look in 1...60 {
                let block = Block(
                    oldUnits: 20, oldEvents: dice.events(in: 20, 0.9), newUnits: 20,
                    newEvents: dice.events(in: 20, 0.875))
                judge.add(SignalEvidence(milestones: [block]), exposure: 0.5, now: look)
            }
            if judge.verdict(now: 60).verdict == .regressed { accused += 1 }
        }
        #expect(accused <= most(of: 150, 0.05))
    }

    @Test func theResponseIsThePlans() {
        #expect(judge { _ in }.verdict(now: 0).response == .rollback)
        #expect(judge { $0.response = .hold }.verdict(now: 0).response == .hold)
    }

    @Test func aSpecOfAnOlderJournalIsRead() throws {
        let old = """
            {"id":"paid","kind":"share","direction":"drop","baseline":0.9,"margin":0.1,"milestones":[1000],
            "freshness":60000,"minimum":50,"weight":1,"segments":[],"tolerance":0}
            """
        #expect(try JSONDecoder().decode(SignalSpec.self, from: Data(old.utf8)) == spec)
        var full = spec
        full.kind = .rate
        full.response = .hold
        full.segmentMargins = ["region=EU": 0.2]
        full.margins = [0.2, 0.1]
        full.toleratedDifference = 0.01
        full.toleratedRate = 0.003
        #expect(try JSONDecoder().decode(SignalSpec.self, from: JSONEncoder().encode(full)) == full)
        let evidence = #"{"milestones":[],"segments":{},"events":["new"]}"#
        let read = try JSONDecoder().decode(SignalEvidence.self, from: Data(evidence.utf8))
        #expect(read == SignalEvidence(events: [.new]))
        let slow = SignalEvidence(slower: [Block(oldUnits: 1, newUnits: 2)])
        #expect(try JSONDecoder().decode(SignalEvidence.self, from: JSONEncoder().encode(slow)) == slow)
    }
}
