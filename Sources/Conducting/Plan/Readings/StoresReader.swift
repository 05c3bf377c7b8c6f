import Foundation
import Gating
import Observation
import Planning
import Reconciliation

/// Compares the stores of an entity row by row, again and again while a step is open.
///
/// Not bound to twenty seconds like other readers: a large table takes what the pace allows. What is unchanged since the
/// last comparison is not read again.
struct StoresReader: SignalReader {
    let signal: String
    let every: Duration
    let tables: [MappedTable]
    let terms: ComparisonTerms
    /// Where results are kept, and where a comparison that was cut off stands.
    let folder: URL
    /// The share of rows that may differ, 0…1.
    let tolerance: Double

    func read() async -> SignalReading {
        let at = Self.wall()
        let shown = tables.map {
            "\($0.mapping.name): \($0.stores.old.address) against \($0.stores.new.address)"
        }
        let result: ExactResult
        do throws(CouldNotCheck) {
            result = try await compare()
        } catch {
            result = ExactResult(compared: 0, mismatches: 0, detail: error.description, couldCheck: false)
        }
        return SignalReading(at: at, evidence: SignalEvidence(exact: result), shown: shown + [result.detail])
    }

    private func compare() async throws(CouldNotCheck) -> ExactResult {
        let kept = try ComparisonFolder(folder)
        let summary = await ComparisonRun(
            tables, terms: terms, folder: kept, secret: StoreOpening.kept, wall: Self.wall
        )
        .run()
        var result = ExactResult(summary, tolerance: tolerance)
        result.stores = StoreEvidence(summary, alone: await alone(summary, kept))
        return result
    }

    /// What only the new side has, with its age as far as the rows tell it.
    private func alone(_ summary: ComparisonSummary, _ kept: ComparisonFolder) async -> CarryBack.Summary {
        var lists: [CarryBack] = []
        for (table, result) in zip(tables, summary.tables) where result.differing[.extra, default: 0] > 0 {
            guard let differences = try? kept.allDifferences(of: result.table) else { continue }
            lists.append(await BornRows(table, secret: StoreOpening.kept).list(differences, ms: summary.ended))
        }
        return CarryBack(joining: lists, ms: summary.ended).summary
    }

    /// ms since 1970.
    private static let wall: @Sendable () -> Int = { Int(Date().timeIntervalSince1970 * 1_000) }
}

extension RunPlan {
    /// - Parameter comparisons: the folder in which the stage keeps its comparisons.
    func storesReader(
        _ signal: Signal, _ id: String, _ every: Duration, _ freshness: Duration, comparisons: URL
    ) throws(ConductingError) -> any SignalReader {
        // Gently, since shoppers buy from both stores; what does not answer within the signal's freshness is blind, so
        // it reads more a second than what nobody waits for.
        var gentle = PaceTerms.gentle
        gentle.rowsPerSecond = 20_000
        gentle.patience = min(gentle.patience, Double(freshness.milliseconds) / 1_000)
        var terms = ComparisonTerms()
        terms.pace = Sides(old: gentle, new: gentle)
        terms.take(signal.entity.flatMap { plan.entity($0.value) }?.reconcile?.pace)
        let tables = MappedTable.all(of: plan).filter { $0.entity == signal.entity?.value.rawValue }
        guard !tables.isEmpty else { throw signal.incomplete }
        return StoresReader(
            signal: id, every: every, tables: tables,
            terms: terms,
            folder: comparisons.appending(path: id, directoryHint: .isDirectory),
            tolerance: signal.tolerance?.value ?? 0)
    }
}

extension ExactResult {
    /// Nothing is equal unless all of it was checked: what kept changing, and what was deleted unseen, is unknown.
    init(_ summary: ComparisonSummary, tolerance: Double) {
        let whole =
            summary.unresolved == 0
            && summary.tables.allSatisfy { $0.outcome == .equal || $0.outcome == .different }
        let tolerated = Int(tolerance * Double(summary.rows))
        var detail = summary.line
        if summary.differences > 0, tolerated > 0 { detail += ", \(tolerated) tolerated" }
        self.init(
            compared: summary.rows, mismatches: max(0, summary.differences - tolerated), detail: detail,
            couldCheck: whole && !summary.tables.isEmpty,
            figures: [
                "rows": summary.rows, "different": summary.count(.differs, .multiplicity),
                "missing": summary.count(.missing),
                "extra": summary.count(.extra), "unresolved": summary.unresolved, "left out": summary.leftOut,
                "touched": summary.tables.reduce(0) { $0 + $1.touched.old + $1.touched.new },
            ])
    }
}

extension StoreEvidence {
    init(_ summary: ComparisonSummary, alone: CarryBack.Summary) {
        let extra = summary.count(.extra)
        self.init(
            tables: summary.tables.map { table in
                TableProof(
                    table: table.table, digest: table.digest,
                    oldPosition: table.positions.old.map { "\($0.kind) \($0.at)" },
                    newPosition: table.positions.new.map { "\($0.kind) \($0.at)" })
            },
            acknowledged: summary.tables.reduce(0) { $0 + $1.same }, onlyNew: extra,
            oldestBorn: alone.oldest.map { summary.ended - Int($0 * 1_000) },
            undated: extra - (alone.count - alone.withoutAge),
            onlyOld: summary.count(.missing), differing: summary.count(.differs, .multiplicity))
    }
}
