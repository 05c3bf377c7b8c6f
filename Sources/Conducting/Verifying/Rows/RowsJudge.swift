package import Reconciliation
package import Relocation
package import Rewriting

/// What a comparison of a table, and a look for what is left to rewrite, say of a database: pure.
package struct RowsJudge: Sendable {
    private let database: String
    private let map: RewriteMap?

    package init(_ database: String, map: RewriteMap?) { (self.database, self.map) = (database, map) }

    private func finding(
        _ check: String, _ subject: String, _ state: VerificationFinding.State, _ detail: String,
        isRequired: Bool = true, lines: [String] = []
    ) -> VerificationFinding {
        VerificationFinding(.rows, check, of: subject, state, detail, isRequired: isRequired, lines: lines)
    }

    /// - Parameters:
    ///   - lines: rows that nothing explains, for people.
    ///   - place: the folder in which all differences are kept.
    package func judge(
        _ result: TableResult, _ account: RowExplanation, lines: [String], keptIn place: String
    ) -> Verification {
        let subject = "\(database).\(result.table)"
        let compared = max(result.rows.old, result.rows.new)
        let figures: [String: Double] = [
            "tables": 1, "rows": Double(compared), "rowsEqual": Double(result.same),
            "rowsExplained": Double(account.explained),
            "rowsUnexplained": Double((account.counts[.differs] ?? 0) + (account.counts[.multiplicity] ?? 0)),
            "rowsMissing": Double(account.counts[.missing] ?? 0), "rowsExtra": Double(account.counts[.extra] ?? 0),
            "rowsUnsettled": Double(result.unresolved), "rowsMovedOn": Double(account.movedOn),
        ]
        var detail = "\(compared) rows, \(result.same) equal"
        if account.explained > 0 { detail += ", \(account.explained) explained (\(maps(account)))" }
        if account.movedOn > 0 { detail += ", \(account.movedOn) written on the old side since the copy" }
        let state: VerificationFinding.State
        if result.outcome == .couldNotCheck {
            return Verification(
                [finding("rows", subject, .notSeen, result.why ?? "it could not be compared")], figures: figures)
        } else if account.left > 0 {
            state = .failed
            let parts = [
                (account.counts[.differs] ?? 0, "unexplained"), (account.counts[.multiplicity] ?? 0, "not as often"),
                (account.counts[.missing] ?? 0, "missing"), (account.counts[.extra] ?? 0, "extra"),
                (account.torn, "torn"),
            ]
            detail +=
                parts.filter { $0.0 > 0 }.map { ", \($0.0) \($0.1)" }.joined() + "; all of them are kept in \(place)"
        } else if result.unresolved > 0, account.isOfCopy {
            // What changes between two looks was written since.
            state = .passed
            detail += ", \(result.unresolved) changing while they were looked at"
        } else if result.unresolved > 0 {
            state = .notSeen
            detail +=
                ", \(result.unresolved) kept changing while they were looked at; run it again when less is written"
        } else {
            state = .passed
        }
        return Verification([finding("rows", subject, state, detail, lines: lines)], figures: figures)
    }

    private func maps(_ account: RowExplanation) -> String {
        zip(map?.entries ?? [], account.byMap).filter { $0.1 > 0 }
            .map { "\($0.1) by \($0.0.from) -> \($0.0.to)" }.joined(separator: ", ")
    }

    /// - Parameter follows: the new side only follows the old one yet, which it could not if its rows were others.
    package func judge(_ left: UnwrittenRows, follows: Bool) -> Verification {
        let figures = ["rowsUnwritten": Double(left.count)]
        guard left.count > 0 else {
            return Verification(
                [finding("rewrites", database, .passed, "nothing is left that they would change")], figures: figures)
        }
        let tables = left.rows.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        if follows {
            return Verification(
                [
                    finding(
                        "rewrites", database, .notSeen,
                        "\(left.count) rows wait for them until the new side no longer follows: \(tables)",
                        isRequired: false)
                ], figures: figures)
        }
        return Verification(
            [
                finding(
                    "rewrites", database, .failed, "\(left.count) rows still hold what they change: \(tables)",
                    lines: left.examples)
            ], figures: figures)
    }
}
