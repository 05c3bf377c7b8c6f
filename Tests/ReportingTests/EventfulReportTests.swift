import Cutover
import Foundation
import Gating
import Journaling
import Reporting
import ScriptedRun
import Testing

/// The account of a run in which much befell.
@Suite struct EventfulReportTests {
    private static let story = ScriptedRun.eventful()

    private func told() async throws -> (report: RunReport, rows: [Row]) {
        let folder = try Folder()
        let journal = try await journal(Self.story, in: folder)
        let rows = try journal.rows()
        return (try RunReport.make(rows: rows, identity: journal.identity), rows)
    }

    @Test func incidentsHaveTheirCauseAndLesson() async throws {
        let (report, rows) = try await told()
        #expect(report.ending == .completed)
        let incidents = try #require(report.incidents)
        #expect(incidents.map(\.id) == ["PD-7", "disk"])
        let wallet = incidents[0]
        #expect(wallet.source == "pagerduty" && wallet.severity == "high" && wallet.stage == "catalog")
        #expect(wallet.cause == "the wallet's key had run out" && wallet.closedBy == "ada")
        #expect(wallet.lesson == .unrelated && wallet.learnt == "no shopper of ours goes there")
        #expect(incidents[1].lesson == .signal && incidents[1].learnt == "errors" && incidents[1].closedBy == "cleo")
        for incident in incidents {
            for mark in [incident.opened, incident.resolved, incident.closed].compactMap(\.self) {
                #expect(rows[mark.row - 1].body.contains("\"\(incident.id)\""))
            }
            let length = try #require(incident.length)
            #expect(length > 0 && !incident.isOpen)
        }
        #expect(wallet.resolved != nil && incidents[1].resolved == nil)
    }

    @Test func aGateHoldNamesWhatStoodInTheWay() async throws {
        let (report, _) = try await told()
        let gates = report.holds.filter { $0.kind == .gate }
        let kinds = Set(gates.compactMap(\.obstacle?.kind))
        #expect(kinds.isSuperset(of: [.breach, .incident]))
        #expect(gates.allSatisfy { $0.obstacle != nil && $0.until != nil })
        #expect(report.holds.filter { $0.kind != .gate }.allSatisfy { $0.obstacle == nil })
    }

    @Test func readingsTurnAndNameTheirRows() async throws {
        let (report, rows) = try await told()
        let turns = try #require(report.stages[0].readings)
        #expect(turns.map(\.verdict).prefix(2) == [.regressed, .healthy])
        #expect(turns[0].signal == "retry-queue" && turns[0].words.hasPrefix("143 orders wait"))
        let readings = report.stages.flatMap(\.openings).flatMap(\.signals).filter { $0.signal == "retry-queue" }
        #expect(readings.contains { !$0.rows.isEmpty })
        for row in readings.flatMap({ $0.rows.ranges.joined() }) {
            let tellsIt = rows[row - 1].body.contains("retry-queue") || rows[row - 1].body.contains("compared")
            #expect(tellsIt, "row \(row)")
        }
    }

    /// While a step is open, and when it was taken back, its signals name the rows of its looks.
    @Test func whatIsCountedNamesItsLooks() async throws {
        let folder = try Folder()
        let journal = try await journal(.troubled(), in: folder)
        let open = try RunReport.make(rows: journal.rows(), identity: journal.identity)
        let step = try #require(open.stages[1].openings.last)
        #expect(step.closed == nil)
        #expect(step.signals.first?.rows == step.rows && step.rows.count > 10)
        let (report, _) = try await told()
        let gate = try #require(report.rollbacks.first?.gate)
        #expect(!gate.rows.isEmpty && gate.rows.ends.last == report.rollbacks[0].decided.row)
    }

    @Test func whoWasToldAndWhoWasNot() async throws {
        let (report, rows) = try await told()
        let notices = try #require(report.notices)
        #expect(Set(notices.map(\.occasion)).isSuperset(of: [.go, .hold, .rollback, .escalate]))
        for notice in notices {
            #expect(notice.standing == (notice.receiver.contains("pager") ? .untold : .told), "\(notice.receiver)")
            let ended = try #require(notice.ended)
            #expect(rows[ended.row - 1].body.contains("told"))
            #expect(rows[notice.asked.row].kind == .intent)
        }
        #expect(notices.first { $0.standing == .untold }?.answer == "the answer was 410; it has no such address")
        #expect(notices.first { $0.occasion == .escalate }?.receiver == "cleo")
    }

    @Test func stepsStandBesideTheirForecast() async throws {
        let (report, _) = try await told()
        let paces = try #require(report.stages[0].paces)
        #expect(paces.map(\.share) == [0.25, 0.5])
        #expect(paces[0].signal == "payment-success" && paces[0].mean == 9_000 && paces[0].most == 19_000)
        for pace in report.stages.flatMap({ $0.paces ?? [] }) { #expect(pace.actual > 0 && !pace.advice.isEmpty) }
        let proven = report.stages.flatMap(\.openings).count { $0.ending == .proven }
        #expect(report.stages.flatMap { $0.paces ?? [] }.count == proven)
    }

    @Test func aVerdictSaysWhomItBlames() async throws {
        let (report, _) = try await told()
        let gate = try #require(report.rollbacks.first?.gate)
        #expect(gate.affected == ["region=EU"])
        let difference = try #require(gate.difference)
        #expect(difference.low < difference.high && difference.low < 0)
        let lost = try #require(gate.lost)
        #expect(lost > 1)
        let spent = try #require(gate.spent)
        #expect(spent > 0 && spent < 0.0025)
        for signal in report.stages.flatMap(\.openings).flatMap(\.signals) {
            #expect(signal.missing != nil, "\(signal.signal)")
        }
    }

    @Test func thePageShowsAllOfIt() async throws {
        let (report, rows) = try await told()
        let html = ReportPage(report, rows: rows).html()
        if let keep = ProcessInfo.processInfo.environment["SLUICE_KEEP_PAGES"] {
            try? html.write(toFile: keep + "/report-eventful.html", atomically: true, encoding: .utf8)
        }
        for words in [
            "What would change it", "To blame", "region=EU", "new less old", "Forecast against fact",
            "the wallet&#39;s key had run out", "unrelated: no shopper of ours goes there", "signal errors",
            "the gate: a reading is out of its bounds", "the gate: an incident is open", "not told",
            "it has no such address", "143 orders wait to be tried again", "incident PD-7", "version v2",
            "the time to decide is over", "for false rollbacks",
        ] {
            let isThere = html.contains(words)
            #expect(isThere, "\(words)")
        }
        let linked = Set(html.matches(of: /href="#([^"]+)"/).map { String($0.1) })
        let there = Set(html.matches(of: /\bid="([^"]+)"/).map { String($0.1) })
        #expect(linked.subtracting(there) == [])
        #expect(!html.contains("style=\""))
    }

    @Test func reportsOfBeforeStillRead() async throws {
        let (report, _) = try await told()
        let plain = try JSONSerialization.jsonObject(with: report.json)
        let young: Set = [
            "incidents", "notices", "paces", "readings", "difference", "affected", "missing", "spent", "lost",
            "obstacle",
        ]
        func older(_ value: Any) -> Any {
            if let list = value as? [Any] { return list.map(older) }
            guard var fields = value as? [String: Any] else { return value }
            // The budget's own `spent`, and the plan's own rule for incidents, are as old as reports are.
            if fields["signal"] == nil, fields["whole"] != nil || fields["unit"] != nil {
                return fields.mapValues(older)
            }
            for name in young { fields[name] = nil }
            return fields.mapValues(older)
        }
        let bytes = try JSONSerialization.data(withJSONObject: older(plain))
        let read = try JSONDecoder().decode(RunReport.self, from: bytes)
        #expect(read.incidents == nil && read.notices == nil)
        #expect(read.stages.map(\.id) == report.stages.map(\.id))
    }

    @Test func aBundleIsMadeAgainFromItsJournal() async throws {
        let folder = try Folder()
        let source = try await Self.story.write(to: folder.file("run.sqlite"))
        let bundle = EvidenceBundle(folder: folder.file("bundle"))
        try await bundle.write(source, plan: [.init(name: "plan.yaml", bytes: Data("sluice: 1\n".utf8))], signers: [])
        func checks() async -> [String: ReportVerification.Check] {
            let all = await ReportVerification.verify(bundle, witness: nil).checks
            return Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        }
        var made = await checks()
        #expect(made["report"]?.passed == true && made["page"]?.passed == true)
        let text = try String(contentsOfFile: bundle.reportJSON, encoding: .utf8)
        try text.replacing("the wallet's key had run out", with: "nothing at all")
            .write(toFile: bundle.reportJSON, atomically: true, encoding: .utf8)
        made = await checks()
        #expect(made["report"]?.passed == false)
        try text.replacing("\"format\" : \(RunReport.presentFormat)", with: "\"format\" : 1")
            .write(toFile: bundle.reportJSON, atomically: true, encoding: .utf8)
        made = await checks()
        #expect(made["report"]?.passed == false)
        #expect(made["report"]?.found.contains("format 1") == true)
    }
}
