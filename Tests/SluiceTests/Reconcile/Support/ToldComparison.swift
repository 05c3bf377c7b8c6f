import Foundation

/// What a command of `sluice reconcile` said, and the lines of JSON in it.
struct ToldComparison: Sendable, CustomStringConvertible {
    /// The exit code; −signal when it was killed.
    let status: Int32
    let output: String
    let errors: String

    struct Table: Decodable, Sendable {
        struct Pair: Decodable, Sendable, Hashable { let old, new: Int }
        struct LeftOut: Decodable, Sendable {
            struct Rows: Decodable, Sendable { let old, new: Int? }
            let columns: [String]
            let rows: Rows
        }
        let table, outcome: String
        let why, way, wayReason: String?
        let rows, touched: Pair
        let same, unresolved, moving: Int
        /// Pairs of kind and count, as a dictionary with keys of its own is written.
        let differing: [String: Int]
        let leftOut: LeftOut
        let digest: String
        let began, ended: Int
    }

    struct Difference: Decodable, Sendable {
        struct Cell: Decodable, Sendable {
            let column: String
            let value: String?
        }
        let table, kind: String
        let key: [Cell]
        let cause: String?
    }

    struct Summary: Decodable, Sendable {
        let outcome: String
        let tables, rows, differences, unresolved, leftOut, began, ended: Int
        let notChecked: [String]
    }

    var lines: [Data] { output.split(separator: "\n").map { Data($0.utf8) } }
    var tables: [Table] { lines.compactMap { try? JSONDecoder().decode(Table.self, from: $0) } }
    var differences: [Difference] { lines.compactMap { try? JSONDecoder().decode(Difference.self, from: $0) } }
    var summary: Summary? { lines.last.flatMap { try? JSONDecoder().decode(Summary.self, from: $0) } }

    /// `kind key` of each difference shown, sorted.
    var found: [String] {
        differences.map { "\($0.kind) \($0.key.map { $0.value ?? "NULL" }.joined(separator: ","))" }.sorted()
    }

    var description: String { "exit \(status)\n\(output.suffix(3_000))\n\(errors.suffix(1_500))" }
}
