import Databases
import Rewriting

/// A row of a page.
struct LiveRow: Sendable {
    var key: [[UInt8]]
    /// Of the plan's columns; nil is NULL.
    var cells: [[UInt8]?]

    static func all(_ rows: RowBatch, _ plan: LivePlan) -> [LiveRow] {
        rows.indices.map { place in
            let cells = rows.cells(of: place).map { $0.map { Array($0) } }
            let width = plan.table.key.count
            return LiveRow(key: cells[..<width].map { $0 ?? [] }, cells: Array(cells[width...]))
        }
    }
}

extension LiveRewriteRun {
    /// Changes the rows of a page that still are as they were read; the others are read again, until all are done.
    ///
    /// - Parameter mark: how far the run has come once they are.
    mutating func settle(
        _ page: [LiveRow], _ plan: LivePlan, _ counts: inout LiveRewriteCounts,
        mark: (LiveRewriteCounts) -> LiveRewriteMarks.Mark
    ) async throws(RelocationError) {
        var left = page
        for _ in 0..<10 {
            let overtaken = try await patiently(left, plan, &counts, mark)
            if overtaken.isEmpty { return }
            counts.overtaken += overtaken.count
            left = []
            for row in overtaken {
                left += LiveRow.all(try await rows(plan.row(key: row.key).spelled), plan)
            }
        }
        for row in left {
            counts.refuse("\(plan.table.name) \(Self.shown(row.key)): another writer changes it again and again")
        }
        try await execute(marks.writing(plan.table.name, mark(counts)))
    }

    /// Once more where other writers hold the rows, or the server ended the transaction for them.
    private mutating func patiently(
        _ page: [LiveRow], _ plan: LivePlan, _ counts: inout LiveRewriteCounts,
        _ mark: (LiveRewriteCounts) -> LiveRewriteMarks.Mark
    ) async throws(RelocationError) -> [LiveRow] {
        var trouble = DatabaseError.cancelled
        for attempt in 1...6 {
            var trial = counts
            switch await transaction(page, plan, &trial, mark) {
            case .success(let overtaken):
                counts = trial
                return overtaken
            case .failure(let error):
                guard case .statement(_, let code, _) = error, ["1205", "1213"].contains(code) else {
                    throw explain(error)
                }
                trouble = error
            }
            _ = await change("ROLLBACK")
            do { try await Task.sleep(for: .milliseconds(50 * attempt)) } catch { throw .cancelled }
        }
        throw explain(trouble)
    }

    /// - Returns: rows that another writer changed since they were read.
    private mutating func transaction(
        _ page: [LiveRow], _ plan: LivePlan, _ counts: inout LiveRewriteCounts,
        _ mark: (LiveRewriteCounts) -> LiveRewriteMarks.Mark
    ) async -> Result<[LiveRow], DatabaseError> {
        var overtaken: [LiveRow] = []
        if case .failure(let error) = await change("START TRANSACTION") { return .failure(error) }
        for row in page {
            let (statement, outcomes) = plan.update(key: row.key, cells: row.cells, with: &rewriter)
            if let statement {
                switch await change(statement.spelled) {
                case .success(0):
                    overtaken.append(row)
                    continue
                case .success: counts.changedRows += 1
                case .failure(let error):
                    guard let line = Self.refusal(error, plan.table.name, row.key) else { return .failure(error) }
                    counts.refuse(line)
                    continue
                }
            }
            for (column, outcome) in outcomes { counts.add(outcome, plan.table.name, column) }
            noteKey(row, plan, &counts)
        }
        for statement in [marks.writing(plan.table.name, mark(counts)), "COMMIT"] {
            if case .failure(let error) = await change(statement) { return .failure(error) }
        }
        return .success(overtaken)
    }

    /// What the server says of a row that it would not change; nil for another trouble.
    static func refusal(_ error: DatabaseError, _ table: String, _ key: [[UInt8]]?) -> String? {
        guard case .statement(_, let code, _) = error else { return nil }
        let why: String? =
            switch code {
            case "1406", "1265": "the new value is too long for its column"
            case "1062", "1169": "another row has the new value already, in a column where each is unique"
            case "4025": "a CHECK of the table refuses the new value"
            case "1451", "1452": "a foreign key refuses the new value"
            case "1366": "the new value is not of the column's character set"
            case "1644": "a trigger refuses it"
            default: nil
            }
        return why.map { "\(table)\(key.map { " \(shown($0))" } ?? ""): \($0) (\(code)); left as it was" }
    }

    /// A key as text; long ones cut.
    private static func shown(_ key: [[UInt8]]) -> String {
        key.map { cell in
            let text = String(decoding: cell.prefix(40), as: UTF8.self)
            return text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0xFFFD } ? text : "…"
        }.joined(separator: "/")
    }

    // The connection

    func rows(_ sql: String) async throws(RelocationError) -> RowBatch {
        do throws(DatabaseError) { return try await line.rows(sql) } catch { throw explain(error) }
    }

    func execute(_ sql: String) async throws(RelocationError) {
        do throws(DatabaseError) { try await line.execute(sql) } catch { throw explain(error) }
    }

    func change(_ sql: String) async -> Result<Int, DatabaseError> {
        do throws(DatabaseError) { return .success(try await line.change(sql)) } catch { return .failure(error) }
    }

    func explain(_ error: DatabaseError) -> RelocationError { DatabaseTrouble.explain(error, server) }
}

/// Rows looked at, told at most ten times a second.
struct RowMeter {
    var phase = "rewriting"
    /// About how many there are.
    var total = 0
    private var done = 0
    private let began = ContinuousClock.now
    private var told = ContinuousClock.now - .seconds(1)
    private let tell: @Sendable (Progress) -> Void

    init(_ tell: @escaping @Sendable (Progress) -> Void) { self.tell = tell }

    mutating func add(_ rows: Int) {
        done += rows
        guard ContinuousClock.now - told >= .milliseconds(100) else { return }
        told = .now
        tell(Progress(phase: phase, unit: .rows, done: done, total: max(total, done), began: began))
    }

    func finish() { tell(Progress(phase: phase, unit: .rows, done: done, total: done, began: began)) }
}
