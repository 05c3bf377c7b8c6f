import Databases
package import Foundation
import Planning
package import Reconciliation
package import Relocation
package import Rewriting

/// Compares a database of the plan row by row, modulo the declared rewrites, and everything of it that is no row.
package struct RowsDesk: Sendable {
    package let place: PlanDatabase
    private let map: RewriteMap?
    private let isStaging: Bool
    /// Where comparisons keep where they are, and what they found.
    private let folder: URL

    /// Where the old side's log stood when staging was copied: what was written since cannot be there.
    private let copiedAt: GTIDPosition?
    /// Options that the plan gives staging values of its own for.
    private let stagingOptions: [String]

    package init(
        _ place: PlanDatabase, map: RewriteMap?, isStaging: Bool, folder: URL, copiedAt: GTIDPosition? = nil,
        stagingOptions: [String] = []
    ) {
        (self.place, self.map, self.isStaging, self.folder) = (place, map, isStaging, folder)
        (self.copiedAt, self.stagingOptions) = (copiedAt, stagingOptions)
    }

    package func verify(
        _ terms: ComparisonTerms, show: @escaping @Sendable (ComparisonProgress) -> Void
    ) async throws -> Verification {
        let (source, target) = (try await place.server(.old), try await place.server(.new))
        let schemas = (old: try place.address(.old).database, new: try place.address(.new).database)
        let old = try await source.form(of: schemas.old)
        var new = try await target.form(of: schemas.new)
        let common = Set(old.tables.keys).intersection(new.tables.keys)
        let exclusions = RowExclusions(
            common, prefix: place.database.tablePrefix?.value, declared: place.database.notCompared,
            staging: isStaging ? stagingOptions : nil)
        let stores = Reconciliation.Sides(old: try place.store(.old), new: try place.store(.new))
        let tables = common.subtracting(exclusions.tables.keys).sorted().map { name in
            func rows(_ schema: String) -> TableMapping.SideRows {
                TableMapping.SideRows(.table("\(schema).\(name)"), condition: exclusions.conditions[name])
            }
            return MappedTable(
                mapping: TableMapping(
                    name: name, old: rows(schemas.old), new: rows(schemas.new),
                    leftOut: (exclusions.columns[name] ?? []).filter { old.tables[name]?.columns[$0] != nil }
                        .map { TableMapping.LeftOut(column: $0, why: "staging has its own") }),
                stores: stores)
        }
        let kept = try ComparisonFolder(folder)
        let summary = await ComparisonRun(
            tables, terms: terms, folder: kept, secret: StoreOpening.kept,
            wall: { Int(Date().timeIntervalSince1970 * 1_000) }
        ).run(show: show)
        var verification = Verification(exclusions: told(exclusions, summary))
        let written = try await written(source, schemas.old, old, &verification)
        for result in summary.tables {
            let types = old.tables[result.table]?.columns ?? [:]
            var account = RowExplanation(
                result.table, types: types, map: map, written: written,
                key: old.tables[result.table]?.primaryKey ?? [])
            if result.differences > 0 {
                try DifferenceLines.each(of: kept.differences(of: result.table)) { account.take($0) }
                account.end()
            }
            let lines = try await lines(account, old, source, schemas.old, target, schemas.new)
            verification.add(RowsJudge(place.id, map: map).judge(result, account, lines: lines, keptIn: kept.url.path))
        }
        new = try await target.form(of: schemas.new)
        verification.add(
            Verification(
                SchemaComparison(
                    database: place.id, old: old, new: new, leftOut: Set(exclusions.tables.keys),
                    movedOn: Set((written ?? WrittenRows()).keys.keys), isStaging: isStaging
                ).findings))
        if let map {
            let left = try await target.unwritten(
                in: schemas.new, new, map: map, leavingOut: Set(exclusions.tables.keys),
                conditions: exclusions.conditions)
            verification.add(
                RowsJudge(place.id, map: map).judge(left, follows: new.isReadOnly && !isStaging))
        }
        await source.close()
        await target.close()
        return verification
    }

    /// What the old side wrote since staging was copied, by its own log.
    private func written(
        _ source: DatabaseServer, _ schema: String, _ form: SchemaForm, _ verification: inout Verification
    ) async throws(RelocationError) -> WrittenRows? {
        guard let copiedAt else { return nil }
        do throws(RelocationError) {
            return try await place.tools(.old).written(
                to: schema, form, since: copiedAt, from: try await source.firstLog())
        } catch {
            verification.add(
                Verification([
                    VerificationFinding(
                        .rows, "old side's log", of: place.id, .notSeen,
                        "what was written since the copy cannot be told: \(error.description)", isRequired: false)
                ]))
            return nil
        }
    }

    /// What was left out, with how many rows.
    private func told(_ exclusions: RowExclusions, _ summary: ComparisonSummary) -> [VerificationExclusion] {
        exclusions.told.map { told in
            var told = told
            if let result = summary.tables.first(where: { $0.table == told.subject }),
                let old = result.leftOut.rows.old, let new = result.leftOut.rows.new
            {
                told.count = "\(old) rows of the old side, \(new) of the new"
            }
            told.subject = "\(place.id).\(told.subject)"
            return told
        }
    }

    /// The rows that nothing explains, as people know them.
    private func lines(
        _ account: RowExplanation, _ form: SchemaForm, _ source: DatabaseServer, _ old: String,
        _ target: DatabaseServer, _ new: String
    ) async throws(RelocationError) -> [String] {
        var lines: [String] = []
        for row in account.unexplained {
            let isNew = row.kind == .extra
            var name = row.key.map { "\($0.column) \(Self.shown($0.value))" }.joined(separator: ", ")
            let key = row.key.compactMap { cell in cell.value.map { (column: cell.column, value: $0) } }
            if let table = form.tables[account.table], key.count == row.key.count, key.count < table.columns.count,
                let label = try await (isNew ? target : source).label(
                    in: isNew ? new : old, account.table, table, key: key)
            {
                name += " (\(label))"
            }
            let what =
                switch row.kind {
                case .missing: "only on the old side"
                case .extra: "only on the new side"
                case .differs: row.why.joined(separator: "; ")
                case .multiplicity: "not as often: \(row.why.joined())"
                }
            lines.append("\(name): \(what)")
        }
        return lines
    }

    private static func shown(_ value: String?) -> String {
        guard let value else { return "NULL" }
        return value.count > 60 ? "\(value.prefix(60))…" : value
    }
}
