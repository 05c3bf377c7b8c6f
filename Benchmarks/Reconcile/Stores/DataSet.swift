/// What the new side has that the old has not. Each is made by statements and unmade by their opposites, so that the
/// table is loaded once.
enum DataSet: String, CaseIterable, Sendable {
    case identical
    /// A hundred rows, far apart, each with one column changed.
    case scattered = "100 scattered"
    /// One row in a hundred is missing, all in one run.
    case gap
    /// One row in a hundred has another total.
    case share = "1 % differ"

    /// The keys of the rows that are not the same.
    func planted(rows: Int) -> Set<Int> {
        switch self {
        case .identical: []
        case .scattered: Set((0..<100).map { Self.scattered($0, rows: rows) })
        case .gap: Set(Self.gap(rows: rows))
        case .share: Set(stride(from: 17, through: rows, by: 100))
        }
    }

    private static func scattered(_ index: Int, rows: Int) -> Int { rows / 100 * index + 7 }

    static func gap(rows: Int) -> ClosedRange<Int> { rows / 5 * 2 + 1...rows / 5 * 2 + rows / 100 }

    /// Statements for both engines, but for the moment of a microsecond.
    func make(rows: Int, microsecond: String) -> [String] {
        switch self {
        case .identical: []
        case .scattered:
            Self.changes(microsecond).map { "UPDATE orders SET \($0.made) WHERE id IN (\($0.keys(rows)))" }
        case .gap:
            [
                "DELETE FROM orders WHERE id BETWEEN \(Self.gap(rows: rows).lowerBound) AND \(Self.gap(rows: rows).upperBound)"
            ]
        case .share: ["UPDATE orders SET total = total + 1 WHERE id % 100 = 17"]
        }
    }

    /// The opposites. A gap is filled from the rows' own numbers instead.
    func unmake(rows: Int, microsecond: String) -> [String] {
        switch self {
        case .identical, .gap: []
        case .scattered:
            Self.changes(microsecond).map { "UPDATE orders SET \($0.unmade) WHERE id IN (\($0.keys(rows)))" }
        case .share: ["UPDATE orders SET total = total - 1 WHERE id % 100 = 17"]
        }
    }

    private struct Change {
        var turn: Int
        var made: String
        var unmade: String

        func keys(_ rows: Int) -> String {
            stride(from: turn, to: 100, by: 5).map { String(DataSet.scattered($0, rows: rows)) }.joined(separator: ", ")
        }
    }

    private static func changes(_ microsecond: String) -> [Change] {
        [
            Change(turn: 0, made: "total = total + 0.01", unmade: "total = total - 0.01"),
            Change(turn: 1, made: "qty = qty + 1", unmade: "qty = qty - 1"),
            Change(turn: 2, made: "note = CONCAT(note, 'x')", unmade: "note = LEFT(note, CHAR_LENGTH(note) - 1)"),
            Change(turn: 3, made: "flag = 1 - flag", unmade: "flag = 1 - flag"),
            Change(
                turn: 4, made: "created = created + \(microsecond)", unmade: "created = created - \(microsecond)"),
        ]
    }
}
