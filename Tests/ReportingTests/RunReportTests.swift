import Conducting
import Cutover
import Foundation
import Gating
import Journaling
import Reporting
import ScriptedRun
import Testing

/// A folder that goes when the value does.
final class Folder {
    let path = NSTemporaryDirectory() + "report-" + UUID().uuidString
    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: path) }
    func file(_ name: String) -> String { path + "/" + name }
}

func journal(_ run: ScriptedRun, in folder: Folder) async throws -> Journal {
    try await run.write(to: folder.file("journal.sqlite"))
}

@Suite struct RunReportTests {
    @Test func tellsTheWholePath() async throws {
        let folder = try Folder()
        let journal = try await journal(.whole(), in: folder)
        let rows = try journal.rows()
        let report = try RunReport.make(rows: rows, identity: journal.identity)
        let (count, head) = try journal.verify()

        #expect(report.ending == .completed)
        #expect(report.journal.rows == count)
        #expect(report.journal.head == head)
        #expect(report.stages.map(\.phase) == [.done, .done])
        #expect(report.stagesDone == 2)
        #expect(report.stages.map(\.attempts) == [1, 2])
        #expect(report.stages[0].openings.map(\.share) == [0.25, 0.5, 0.95])
        #expect(report.stages[0].openings.map(\.ending) == [.proven, .proven, .passed])
        #expect(
            report.stages[1].openings.map(\.ending) == [.proven, .judgedAfresh, .takenBack, .proven, .proven, .passed])
        for step in report.stages.flatMap(\.openings) {
            #expect(step.opened != nil && step.closed != nil && step.took == 3.25)
            #expect(!step.rows.isEmpty)
        }
        for step in report.stages.flatMap(\.openings) where step.ending == .proven {
            #expect(step.signals.allSatisfy { $0.verdict == .healthy }, "\(step.decision)")
        }
        let orders = try #require(report.orders)
        #expect(orders.couldCheck && orders.lost == 0 && orders.duplicated == 0 && orders.acknowledged > 0)
        #expect(report.people.map(\.deed) == [.approved, .approved, .resume, .approved, .approved])
        #expect(report.people.map(\.person) == ["ben", "cleo", "ada", "ben", "cleo"])
    }

    @Test func tellsTheRollback() async throws {
        let folder = try Folder()
        let journal = try await journal(.whole(), in: folder)
        let rows = try journal.rows()
        let report = try RunReport.make(rows: rows, identity: journal.identity)

        let rollback = try #require(report.rollbacks.first)
        #expect(report.rollbacks.count == 1)
        #expect(
            rollback.stage == "checkout-eu" && rollback.step == 2 && rollback.share == 0.5 && rollback.person == nil)
        let gate = try #require(rollback.gate)
        #expect(gate.signal == "payment-success" && gate.verdict == .regressed)
        #expect(gate.regression >= gate.regressionNeeded)
        #expect(rollback.newSessions == gate.new.units && gate.new.units > 0)
        let step = try #require(report.stages[1].openings.first { $0.ending == .takenBack })
        #expect(rollback.afterOpening == step.length)
        #expect(rollback.requests == step.requests && rollback.requests.newEvents > 0)
        #expect(rollback.took == 3.25 && rollback.acknowledged != nil)
        #expect(rollback.mended?.by == "ada")
        let opened = try #require(step.opened)
        let first = try #require(rollback.firstFailure)
        #expect(first > opened.at && first < opened.at + 1000)
        #expect(report.holds.map(\.kind) == [.blind, .rolledBack])
        #expect(report.holds[0].length == 3500)
        #expect(report.holds.allSatisfy { $0.until != nil })
        // Half of a stage's part for the first attempt, a quarter for the second.
        #expect(report.budget.attempts.map(\.share) == [0.0025, 0.0025, 0.00125])
        #expect(report.budget.spent == 0.00625)
    }

    @Test func everyFigureNamesRowsThatTellIt() async throws {
        let folder = try Folder()
        let journal = try await journal(.whole(), in: folder)
        let rows = try journal.rows()
        let report = try RunReport.make(rows: rows, identity: journal.identity)
        for step in report.stages.flatMap(\.openings) {
            var requests = Block()
            for row in step.rows.ranges.joined() {
                let event = try JSONDecoder().decode(Event.self, from: Data(rows[row - 1].body.utf8))
                guard case .evidence(let batch) = event else {
                    Issue.record("row \(row) is no evidence")
                    continue
                }
                #expect(batch.decision == step.decision)
                requests += batch.requests
            }
            #expect(requests == step.requests)
        }
        for row in report.orders?.comparisons.ranges.joined().map(\.self) ?? [] {
            #expect(rows[row - 1].body.contains("compared"))
        }
    }

    @Test func sameJournalSameBytes() async throws {
        let folder = try Folder()
        let journal = try await journal(.whole(), in: folder)
        let rows = try journal.rows()
        let report = try RunReport.make(rows: rows, identity: journal.identity)
        let again = try RunReport.make(rows: rows, identity: journal.identity)
        #expect(report.json == again.json)
        #expect(report.digest.count == 64)
        #expect(try JSONDecoder().decode(RunReport.self, from: report.json) == report)
        #expect(ReportPage(report, rows: rows).html() == ReportPage(again, rows: rows).html())
    }

    @Test func lostOrdersHoldTheRun() async throws {
        let folder = try Folder()
        var run = ScriptedRun.midway()
        for _ in 0..<12 where run.state.hold == nil {
            run.look()
            run.settle(lost: 1)
        }
        let journal = try await journal(run, in: folder)
        let report = try RunReport.make(rows: journal.rows(), identity: journal.identity)
        #expect(report.ending == .held)
        #expect(report.orders?.lost == 1 && report.orders?.duplicated == 0)
        #expect(report.holds.last?.kind == .wrong && report.holds.last?.until == nil)
    }

    @Test func refusesWhatIsNoRun() async throws {
        let folder = try Folder()
        let journal = try await journal(.midway(), in: folder)
        let rows = try journal.rows()
        #expect(throws: ReportingError.notBegun(rows: 0)) { try RunReport.make(rows: [], identity: journal.identity) }
        #expect(throws: ReportingError.hole(expected: 1, found: 2)) {
            try RunReport.make(rows: Array(rows.dropFirst()), identity: journal.identity)
        }
        let other = JournalIdentity(run: "r", planDigest: "cd")
        #expect(throws: ReportingError.anotherPlan(row: 1, expected: "cd", found: journal.identity.planDigest)) {
            try RunReport.make(rows: rows, identity: other)
        }
        let strange = try JSONDecoder().decode(
            Row.self, from: Data(#"{"sequence":1,"at":0,"kind":"event","body":"{}","previous":"","hash":""}"#.utf8))
        #expect(throws: ReportingError.self) { try RunReport.make(rows: [strange], identity: journal.identity) }
    }

    @Test func spansReadBackAsWritten() throws {
        let spans = RowSpans(1, 2, 3, 7, 9, 10)
        #expect(spans.description == "1-3,7,9-10")
        #expect(spans.count == 6)
        let coded = try JSONEncoder().encode(spans)
        #expect(try JSONDecoder().decode(RowSpans.self, from: coded) == spans)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(RowSpans.self, from: Data("\"9-3\"".utf8)) }
    }
}
