import Crypto
import Foundation

/// Compares one table of two stores, from the first question to the kept result.
///
/// Killed or cut off at any point, it goes on where it stood when it is run again with the same folder. Memory is
/// bounded by ``ComparisonTerms/held`` and by the batches of both sides, whatever the tables' size.
public struct TableComparison: Sendable {
    private let mapping: TableMapping
    private let stores: Sides<any ComparedStore>
    private let terms: ComparisonTerms
    private let folder: ComparisonFolder
    private let wall: @Sendable () -> Int
    private let show: @Sendable (ComparisonProgress) -> Void

    /// - Parameters:
    ///   - stores: one for each side, never the same for both: they are read at the same time.
    ///   - folder: where it keeps how far it has come, and what it found.
    ///   - wall: ms since 1970.
    ///   - show: told about twice a second how far it is, from any thread.
    public init(
        _ mapping: TableMapping, between stores: Sides<any ComparedStore>, terms: ComparisonTerms,
        folder: ComparisonFolder, wall: @escaping @Sendable () -> Int,
        show: @escaping @Sendable (ComparisonProgress) -> Void
    ) {
        (self.mapping, self.stores, self.terms, self.folder) = (mapping, stores, terms, folder)
        (self.wall, self.show) = (wall, show)
    }

    /// What it came to. What could not be checked says so and why, and can be gone on with.
    public func run() async -> TableResult {
        let began = wall()
        do {
            return try await compare(began: began)
        } catch {
            var result = TableResult(
                table: mapping.name, outcome: .couldNotCheck, why: error.description, began: began, ended: wall())
            if let state = folder.state(of: mapping.name) { result.take(state) }
            return result
        }
    }

    private func compare(began: Int) async throws(CouldNotCheck) -> TableResult {
        let table = mapping.name
        let calls = Sides { side in
            StoreCalls(stores[side], terms: terms.pace[side]) { why in
                show(
                    ComparisonProgress(
                        table: table, phase: .reading, done: 0, of: nil, rate: 0, candidates: 0, waiting: why))
            }
        }
        let shapes = try await Sides<TableShape>(asking: { side async throws(CouldNotCheck) -> TableShape in
            let source = mapping.rows(of: side).source
            return try await calls[side].patiently { store throws(CouldNotCheck) in try await store.describe(source) }
        })
        let plan = try ComparisonPlan.make(mapping, shapes: shapes, stores: Sides { stores[$0].kind })
        let digest = CanonicalResult.digest(of: plan.mapping, since: terms.since)
        if let kept = try await untouched(calls, as: digest, began: began) { return kept }

        var state = folder.state(of: table)
        if terms.isFresh || state?.mapping != digest {
            folder.forget(table)
            state = nil
        }
        let clock = SteadyClock()
        let account = try PassAccount(
            table: table, state: state ?? PassState(mapping: digest, began: began), folder: folder,
            isPageable: terms.since == nil && plan.readings.old.isPageable && plan.readings.new.isPageable,
            estimate: shapes.old.rows,
            show: show)
        let positionedAt = clock.now
        if state == nil {
            let positions = try await positions(calls)
            try account.keep { $0.positions = positions }
        }
        if account.state.phase == .reading {
            try await read(plan, calls, account, rows: shapes.old.rows)
            try account.keep { $0.phase = .looking }
        }
        try await CandidateLooks(
            plan: plan, calls: calls, terms: terms, account: account, folder: folder, clock: clock,
            positionedAt: positionedAt
        ).run()
        var result = TableResult(
            table: table, outcome: .equal, began: account.state.began, ended: wall())
        result.take(account.state)
        result.mapping = digest
        result.touched = account.state.rows
        result.leftOut = try await leftOut(plan, calls)
        result.outcome = result.judged(isByMark: terms.since != nil)
        if terms.since != nil { result.why = "only rows changed since the mark were read" }
        result.ended = wall()
        try folder.finish(result)
        return result
    }

    private func read(
        _ plan: ComparisonPlan, _ calls: Sides<StoreCalls>, _ account: PassAccount, rows: Int?
    ) async throws(CouldNotCheck) {
        var reader = RangeReader(plan: plan, calls: calls, held: terms.held)
        guard let since = terms.since else {
            try await TablePass(reader: reader, forced: terms.way, account: account).run(rows: rows)
            // What was written behind the reader's back is read once more, where rows say when they were changed.
            guard let marks = marks(since: account.state.began) else { return }
            reader.also = marks.map { $0 }
            let isUntouched = try await calls.areUntouched(mapping.sources, since: account.state.positions)
            if !isUntouched { try await reread(reader, account) }
            return
        }
        guard let marks = marks(since: since) else {
            throw .mapping(
                mapping.name, why: "rows do not say when they were changed",
                mend: "name the column that every writer sets (`updated`) on both sides, or compare all rows")
        }
        account.chose(.stream, "only rows that say they were changed since the mark")
        reader.also = marks.map { $0 }
        try await reread(reader, account)
    }

    /// Rows of the mark that are equal were counted before, or are not all there are; only what differs is taken.
    private func reread(_ reader: RangeReader, _ account: PassAccount) async throws(CouldNotCheck) {
        let bytes = try await reader.read(Sides { _ in KeyRange() }) { merged throws(CouldNotCheck) in
            var merged = merged
            if terms.since == nil { (merged.same, merged.read) = (0, Sides(old: 0, new: 0)) }
            merged.done = Sides(old: nil, new: nil)
            try account.found(merged)
        }
        account.came(bytes)
    }

    /// Conditions for the rows that were changed since a moment, a minute for clocks that differ taken off.
    private func marks(since ms: Int) -> Sides<String>? {
        guard let old = mapping.old.updated, let new = mapping.new.updated else { return nil }
        let style = Date.ISO8601FormatStyle(dateTimeSeparator: .space, timeZone: .gmt).year().month().day().time(
            includingFractionalSeconds: false)
        let mark = Date(timeIntervalSince1970: Double(ms) / 1_000 - 60).formatted(style)
        return Sides(old: "\(old) >= '\(mark)'", new: "\(new) >= '\(mark)'")
    }

    /// The last result, where both stores' own logs prove that nothing was written to the table since.
    private func untouched(
        _ calls: Sides<StoreCalls>, as digest: String, began: Int
    ) async throws(CouldNotCheck) -> TableResult? {
        guard !terms.isFresh, terms.since == nil, folder.state(of: mapping.name) == nil,
            var kept = folder.result(of: mapping.name), kept.mapping == digest,
            kept.outcome == .equal || kept.outcome == .different,
            try await calls.areUntouched(mapping.sources, since: kept.positions)
        else { return nil }
        kept.touched = Sides(old: 0, new: 0)
        kept.bytes = Sides(old: 0, new: 0)
        kept.wayReason = "nothing was written to it since the pass before, by both sides' logs of changes"
        (kept.began, kept.ended) = (began, wall())
        return kept
    }

    private func positions(_ calls: Sides<StoreCalls>) async throws(CouldNotCheck) -> Sides<StorePosition?> {
        try await Sides(asking: { side async throws(CouldNotCheck) -> StorePosition? in
            try await calls[side].patiently { store throws(CouldNotCheck) in try await store.position() }
        })
    }

    /// What was not compared, with counts: columns by name, rows outside of the condition.
    private func leftOut(
        _ plan: ComparisonPlan, _ calls: Sides<StoreCalls>
    ) async throws(CouldNotCheck) -> TableResult.LeftOutSummary {
        var summary = TableResult.LeftOutSummary()
        summary.columns = plan.leftOut.map { "\($0.column): \($0.why)" }
        for side in Side.allCases {
            let rows = mapping.rows(of: side)
            guard let condition = rows.condition else { continue }
            // One question: between two of them rows come and go. Unknown is outside too, and a comment at the
            // condition's end must not hide the bracket.
            summary.rows[side] = try await calls[side].patiently { store throws(CouldNotCheck) in
                try await store.count(rows.source, where: "(\(condition)\n) IS NOT TRUE")
            }
        }
        return summary
    }
}

extension TableMapping {
    func rows(of side: Side) -> SideRows { side == .old ? old : new }
    var sources: Sides<RowSource> { Sides { rows(of: $0).source } }
}

extension Sides {
    /// The same thing, asked of one side after the other.
    init<Failure: Error>(asking make: (Side) async throws(Failure) -> Value) async throws(Failure) {
        self.init(old: try await make(.old), new: try await make(.new))
    }
}

extension TableResult {
    mutating func take(_ state: PassState) {
        (rows, same, differing, unresolved) = (state.rows, state.same, state.differing, state.unresolved)
        (moving, examples, way, wayReason) = (state.moving, state.examples, state.way, state.wayReason)
        (bytes, positions) = (state.bytes, state.positions)
        digest = CanonicalResult.digest(mapping: state.mapping, sum: state.sum)
    }

    func judged(isByMark: Bool) -> Outcome {
        if differences > 0 { return .different }
        if unresolved > 0 { return .unresolved }
        return isByMark ? .deletesNotChecked : .equal
    }
}

extension CanonicalResult {
    static func digest(of mapping: TableMapping, since: Int?) -> String {
        hexadecimal(SHA256.hash(data: opening(mapping) + Array("since \(since ?? 0)".utf8)))
    }

    static func digest(mapping: String, sum: [UInt64]) -> String {
        hexadecimal(SHA256.hash(data: Array("\(mapping) \(sum)".utf8)))
    }

    private static func hexadecimal(_ digest: SHA256.Digest) -> String {
        digest.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
