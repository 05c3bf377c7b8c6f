import Fixtures
import Foundation
import Gating
import Testing

/// Evidence out of a file is judged as a run judges it.
@Suite struct OfflineJudgeTests {
    private struct Look {
        var at: Int
        var whole: Block
        var segments: [String: Block]
        var exposure: Double
    }

    private func looks(_ dice: inout Dice) -> [Look] {
        var at = 1_795_248_000_000
        let (old, new) = (0.5 + Double(dice.below(50)) / 100, 0.5 + Double(dice.below(50)) / 100)
        let count = 20 + dice.below(60)
        return (0..<count).map { number in
            at += 1 + dice.below(3_000)
            let exposure = number < count / 2 ? 0.25 : 0.5
            var whole = Block()
            var segments: [String: Block] = [:]
            for segment in ["region=EU", "region=US"] {
                let (a, b) = (dice.below(30), dice.below(20))
                let block = Block(
                    oldUnits: a, oldEvents: dice.events(in: a, old), newUnits: b, newEvents: dice.events(in: b, new))
                segments[segment] = block
                whole += block
            }
            return Look(at: at, whole: whole, segments: segments, exposure: exposure)
        }
    }

    private func csv(_ looks: [Look]) -> String {
        let rows = looks.flatMap { look in
            func row(_ block: Block, _ segment: String) -> String {
                "\(look.at),payment-success,\(block.oldUnits),\(block.oldEvents),\(block.newUnits),\(block.newEvents),"
                    + "\(segment),\(look.exposure)"
            }
            return [row(look.whole, "")] + look.segments.sorted { $0.key < $1.key }.map { row($0.value, $0.key) }
        }
        return "at,signal,old_units,old_events,new_units,new_events,segment,exposure\n" + rows.joined(separator: "\n")
    }

    private func json(_ looks: [Look]) throws -> [String] {
        try looks.map { look in
            let evidence = SignalEvidence(milestones: [Block(), Block(), look.whole], segments: look.segments)
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            let body = String(decoding: try encoder.encode(evidence), as: UTF8.self)
            return #"{"at": \#(look.at), "exposure": \#(look.exposure), "signals": {"payment-success": \#(body)}}"#
        }
    }

    @Test(arguments: 0..<30) func asCSVAndAsJSONItIsJudgedAlike(_ seed: Int) throws {
        var dice = Dice(seed: seed)
        let looks = looks(&dice)
        let terms = Samples.terms([Samples.payment])
        let objects = try json(looks)
        let results = [
            try Samples.judge(Array(csv(looks).utf8), terms),
            try Samples.judge(Array("[\(objects.joined(separator: ",\n"))]".utf8), terms),
            try Samples.judge(Array(objects.joined(separator: "\n").utf8), terms, piece: 13),
        ]
        #expect(results[0] == results[1] && results[1] == results[2])
    }

    @Test(arguments: 0..<20) func itIsTheRunsOwnJudge(_ seed: Int) throws {
        var dice = Dice(seed: seed)
        let looks = looks(&dice)
        let result = try Samples.judge(Array(csv(looks).utf8), Samples.terms([Samples.payment]))
        var judge = SignalJudge(Samples.payment, share: 0.000_5, now: looks[0].at)
        for (number, look) in looks.enumerated() {
            if number == 0 { judge.openStep(step: 0, now: look.at) }
            if number == looks.count / 2 { judge.openStep(step: 1, now: look.at) }
            judge.add(
                SignalEvidence(milestones: [Block(), Block(), look.whole], segments: look.segments),
                exposure: look.exposure, now: look.at)
        }
        #expect(result.signals.first?.verdict == judge.verdict(now: looks.last?.at ?? 0))
        #expect(result.looks == looks.count && result.step == 2)
    }

    @Test func theLookAtWhichItWasReachedIsKnown() throws {
        let result = try Samples.judge(try Samples.golden("good/regressed.csv"), Samples.terms([Samples.payment]))
        let change = try #require(result.signals.first?.changes.last)
        #expect(result.verdict == .regressed && change.verdict == .regressed)
        // The drop begins at look 21; up to there, one look less finds nothing.
        #expect(change.look > 20 && change.look < 45)
        let lines = try String(decoding: Samples.golden("good/regressed.csv"), as: UTF8.self).split(separator: "\n")
        let before = lines.prefix(change.look).joined(separator: "\n")
        #expect(try Samples.judge(Array(before.utf8), Samples.terms([Samples.payment])).verdict != .regressed)
    }

    @Test func theSegmentToBlameIsNamed() throws {
        let result = try Samples.judge(try Samples.golden("good/segment.csv"), Samples.terms([Samples.payment]))
        let verdict = try #require(result.signals.first?.verdict)
        #expect(verdict.verdict == .regressed && verdict.affected == ["region=EU"])
    }

    @Test func eachStepIsProvenAnew() throws {
        let result = try Samples.judge(try Samples.golden("good/steps.csv"), Samples.terms([Samples.payment]))
        let changes = result.signals.first?.changes.map { [$0.step, $0.verdict == .healthy ? 1 : 0] }
        #expect(changes == [[1, 1], [2, 1]] && result.step == 2)
    }

    @Test func silenceInTheFileIsBlindness() throws {
        let result = try Samples.judge(try Samples.golden("good/silent.csv"), Samples.terms([Samples.payment]))
        #expect(result.verdict == .blind)
        // A hole in the file too, though what follows heals it.
        let header = "at,signal,old_units,old_events,new_units,new_events\n"
        let hole = header + "1000,payment-success,900,873,900,873\n60000,payment-success,9,9,9,9\n"
        let healed = try Samples.judge(Array(hole.utf8), Samples.terms([Samples.payment]))
        #expect(healed.signals.first?.changes.map(\.verdict) == [.healthy, .blind, .healthy])
    }

    @Test func aSignalThatTheFileSaysNothingOfIsNotHealthy() throws {
        let result = try Samples.judge(try Samples.golden("good/healthy.csv"), Samples.terms())
        #expect(result.signals.map(\.verdict.verdict) == [.healthy, .blind])
        #expect(result.verdict == .blind)
    }

    @Test func anExactSignalTakesComparedAndMismatches() throws {
        let header = "at,signal,old_units,old_events,new_units,new_events\n"
        let terms = Samples.terms([Samples.orders])
        #expect(try Samples.judge(Array((header + "1,orders-match,0,0,500,0").utf8), terms).verdict == .healthy)
        #expect(try Samples.judge(Array((header + "1,orders-match,0,0,500,1").utf8), terms).verdict == .regressed)
    }

    @Test func aJournalIsReadByItsUnit() throws {
        let result = try Samples.judge(try Samples.golden("good/journal.json"), Samples.terms([Samples.payment]))
        // Of 43 looks three are of another unit's stage; the first attempt is taken back, the second loses lines.
        #expect(result.looks == 40 && result.attempt == 2)
        let changes = try #require(result.signals.first?.changes)
        #expect(changes.first?.verdict == .regressed && changes.first?.attempt == 1)
        #expect(changes.last?.verdict == .healthy && changes.last?.attempt == 2)
        let spent = result.signals.first?.verdict.spent
        #expect(spent == 0.000_25)
        // Comparisons of orders are in it too; the one before a step's first look counts with that.
        let orders = try Samples.judge(
            try Samples.golden("good/journal.json"), Samples.terms([Samples.payment, Samples.orders]))
        #expect(orders.verdict == .healthy && orders.looks == 41)
        let bytes = try Samples.golden("good/journal.json")
        let lost = String(decoding: bytes, as: UTF8.self)
            .replacing(
                #"\"figures\":{\"lost\":0},\"mismatches\":0"#, with: #"\"figures\":{\"lost\":1},\"mismatches\":1"#)
        #expect(try Samples.judge(Array(lost.utf8), Samples.terms([Samples.orders])).verdict == .regressed)
    }

    @Test func aSplitThatIsNotAsToldIsBlind() throws {
        let nobody = #"{"oldUnits": 0, "oldEvents": 0, "newUnits": 0, "newEvents": 0}"#
        let units = #"{"oldUnits": 50, "oldEvents": 49, "newUnits": 50, "newEvents": 49}"#
        let looks = (1...40).map { number in
            #"{"at": \#(number * 1_000), "exposure": 0.25, "visitors": \#(units), "signals": {"payment-success": "#
                + #"{"milestones": [\#(nobody), \#(nobody), \#(units)]}}}"#
        }
        let result = try Samples.judge(Array(looks.joined(separator: "\n").utf8), Samples.terms([Samples.payment]))
        #expect(result.verdict == .blind && result.mismatch?.contains("not split as told") == true)
    }
}
