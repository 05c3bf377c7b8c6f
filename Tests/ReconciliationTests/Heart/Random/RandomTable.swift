import Databases
import Fixtures
import Reconciliation

/// A table as it ought to be, and as each of two stores would write it.
struct RandomTable {
    enum KeyKind: CaseIterable {
        case integer
        case composite
        case text
        /// Text in an order that only the stores know.
        case collated
        case uuid
        /// Several rows may share a key.
        case repeated
        case none
    }

    /// What a row means, apart from how a side writes it.
    struct Row: Hashable {
        var key: [String]
        var values: [Value]
    }

    enum Value: Hashable {
        case null
        case integer(Int)
        /// In hundredths.
        case decimal(Int)
        case double(UInt64)
        case text(String)
        /// In thousandths of a second since 1970.
        case stamp(Int)
        case truth(Bool)
        case json([String: Int])
        case bytes([UInt8])
    }

    static let columns = ["count", "price", "weight", "title", "note", "at", "live", "extra", "raw"]

    let kind: KeyKind
    var rows: Sides<[Row]>

    init(_ dice: inout Dice, kind: KeyKind, count: Int) {
        self.kind = kind
        var keys: Set<[String]> = []
        var made: [Row] = []
        for number in 0..<count {
            let key = Self.key(kind, number, count, &dice)
            guard kind == .repeated || kind == .none || keys.insert(key).inserted else { continue }
            made.append(Row(key: key, values: Self.values(&dice)))
            if kind == .none, dice.chance(0.2) { made.append(made[made.count - 1]) }
        }
        rows = Sides(old: made, new: made)
    }

    private static func key(_ kind: KeyKind, _ number: Int, _ count: Int, _ dice: inout Dice) -> [String] {
        switch kind {
        case .integer: ["\(dice.below(10 * count + 1) - 3 * count)"]
        case .composite: ["\(dice.below(count / 4 + 1))", word(&dice)]
        case .text, .collated: [word(&dice)]
        case .uuid: [uuid(&dice)]
        case .repeated: ["\(dice.below(count / 5 + 1))"]
        case .none: []
        }
    }

    private static func uuid(_ dice: inout Dice) -> String {
        let digits = [dice.next(), dice.next()].map { word in
            let text = String(word, radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }
        return digits.joined()
    }

    static func word(_ dice: inout Dice) -> String {
        let letters = ["a", "b", "c", "A", "B", "ä", "é", "z", "-", "_", "日", "😀", "0", "7", " x"]
        return (0...dice.below(6)).map { _ in dice.pick(letters) }.joined()
    }

    static func values(_ dice: inout Dice) -> [Value] {
        [
            .integer(dice.below(1_000_000) - 500_000), .decimal(dice.below(100_000) - 50_000),
            .double(Double(dice.below(2_000) - 1_000).bitPattern | UInt64(dice.below(1 << 20))),
            .text(word(&dice)), dice.chance(0.3) ? .null : .text(dice.chance(0.2) ? "" : word(&dice)),
            .stamp(dice.below(2_000_000_000) * 1_000 + dice.below(1_000)), .truth(dice.chance(0.5)),
            .json(["n": dice.below(9), word(&dice): dice.below(100)]),
            .bytes((0..<dice.below(5)).map { _ in UInt8(dice.below(256)) }),
        ]
    }

    /// How a comparison of both sides should end: for each key that differs, how; and how many rows are paired.
    var expected: (differences: [[String]: Difference.Kind], pairs: Int) {
        var groups: [[String]: Sides<[Row: Int]>] = [:]
        for side in Side.allCases {
            for row in rows[side] {
                // Without a key the row is its own.
                let key = kind == .none ? ["\(row.values)"] : row.key
                groups[key, default: Sides(old: [:], new: [:])][side][row, default: 0] += 1
            }
        }
        var differences: [[String]: Difference.Kind] = [:]
        var pairs = 0
        for (key, group) in groups {
            for (row, count) in group.old { pairs += min(count, group.new[row] ?? 0) }
            guard group.old != group.new else { continue }
            let counts = group.map { $0.values.reduce(0, +) }
            differences[key] =
                counts.old == 0
                ? .extra : counts.new == 0 ? .missing : counts == Sides(old: 1, new: 1) ? .differs : .multiplicity
        }
        return (differences, pairs)
    }
}
