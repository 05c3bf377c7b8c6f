import Foundation
import Gating
import Observation
import Testing

@Suite struct LoadTests {
    private static let hour = 3_600_000

    private func ledger(_ entries: [(LoadLedger.Kind, Int)]) -> LoadLedger {
        entries.reduce(into: LoadLedger()) { $0.add($1.0, at: $1.1) }
    }

    private static let day: [(LoadLedger.Kind, Int)] = [
        (.page, 10), (.page, 20), (.page, 20), (.intervention, 30), (.incidentOpened("a"), 40),
        (.incidentOpened("a"), 40), (.incidentOpened("b"), 50), (.incidentClosed("b"), 60), (.incidentOpened("a"), 70),
        (.incidentOpened("b"), 80), (.incidentClosed("b"), 80), (.incidentClosed("never opened"), 5),
    ]

    @Test func aWindowIsCounted() {
        let ledger = ledger(Self.day)
        #expect(ledger.counts(after: 0, upTo: 100) == .init(pages: 3, openIncidents: 1, interventions: 1))
        #expect(ledger.counts(after: 10, upTo: 20) == .init(pages: 2, openIncidents: 0, interventions: 0))
        #expect(ledger.counts(after: 20, upTo: 55) == .init(pages: 0, openIncidents: 2, interventions: 1))
        #expect(LoadLedger().counts(after: 0, upTo: 100) == .init())
    }

    @Test func theOrderOfEntriesDoesNotMatter() {
        let whole = ledger(Self.day)
        for seed in 1...20 {
            #expect(ledger(Self.day.sorted { $0.1 * seed * 7 % 11 < $1.1 * seed * 7 % 11 }) == whole)
        }
    }

    @Test func whatNoWindowCanHoldIsForgotten() throws {
        var kept = ledger(Self.day)
        let before = kept
        kept.forget(before: 55)
        #expect(kept != before)
        for end in [55, 65, 75, 100] {
            #expect(kept.counts(after: 54, upTo: end) == before.counts(after: 54, upTo: end))
        }
        let copy = try JSONDecoder().decode(LoadLedger.self, from: JSONEncoder().encode(kept))
        #expect(copy == kept)
    }

    @Test func boundsAreByTheHour() {
        let counts = LoadLedger.Counts(pages: 2, openIncidents: 1, interventions: 1)
        let bounds = LoadBounds(pagesPerHour: 4, openIncidents: 1, interventionsPerHour: 1)
        let hourly = LoadJudgement.judge(counts, bounds: bounds, window: .seconds(3_600))
        #expect(hourly.couldCheck && hourly.compared == 3 && hourly.mismatches == 0)
        #expect(hourly.figures == ["pages": 2, "open incidents": 1, "interventions": 1])
        let quarter = LoadJudgement.judge(counts, bounds: bounds, window: .seconds(900))
        #expect(quarter.mismatches == 2)
        #expect(
            quarter.detail.hasPrefix(
                "pages sent, 2 in 15 min: 8 per hour, at most 4; manual interventions, 1 in 15 min"))
        let open = LoadJudgement.judge(counts, bounds: LoadBounds(openIncidents: 0), window: .seconds(3_600))
        #expect(open.compared == 1 && open.mismatches == 1 && open.detail == "incidents: 1 open, at most 0")
    }

    @Test func withoutBoundsOrWindowNothingIsJudged() {
        #expect(!LoadJudgement.judge(.init(), bounds: LoadBounds(), window: .seconds(60)).couldCheck)
        #expect(!LoadJudgement.judge(.init(), bounds: LoadBounds(openIncidents: 1), window: .zero).couldCheck)
    }

    @Test func theReaderBoundsTheRunsLedger() async {
        var ledger = LoadLedger()
        ledger.add(.page, at: millisecondsNow() - 2 * Self.hour)
        ledger.add(.page, at: millisecondsNow() - 60_000)
        ledger.add(
            IncidentReport(
                id: "hand:1", source: "hand", title: "t", severity: "", status: .opened, at: millisecondsNow() - 1_000))
        func read(_ bounds: LoadBounds, _ ledger: LoadLedger?) async -> ExactResult? {
            await LoadReader(
                signal: "load", window: .seconds(3_600), bounds: bounds, every: .seconds(60), ledger: { ledger }
            ).read().evidence.exact
        }
        #expect(await read(LoadBounds(pagesPerHour: 1), ledger)?.mismatches == 0)
        #expect(await read(LoadBounds(pagesPerHour: 0, openIncidents: 0), ledger)?.mismatches == 2)
        #expect(await read(LoadBounds(pagesPerHour: 1), nil)?.couldCheck == false)
    }
}
