import Databases
import Fixtures
import Foundation
import Reconciliation
import Testing

/// Keys that the two sides write in different ways: labels, units, clocks and UUIDs that a mapping translates.
@Suite struct MappedKeyTests {
    private struct Row {
        var label: Int
        var cents: Int
        /// Hours since 1 January 2026 in UTC.
        var hour: Int
        var uuid: UInt64
        var value: String?
    }

    private let labels = ["pending": "open", "processing": "paid", "done": "paid-out", "same": "same"]

    @Test func rowsFindEachOtherUnderTranslatedKeys() throws {
        let plan = try plan()
        #expect(plan.isMultiset == false && plan.ordersByValue == false)
        for seed in 0..<120 {
            var dice = Dice(seed: 5_000 + seed)
            let count = dice.below(80)
            let old = (0..<count).map { number in
                Row(
                    label: dice.below(4), cents: number * 7 - 100, hour: dice.below(9_000), uuid: dice.next(),
                    value: dice.chance(0.2) ? nil : "v\(dice.below(5))")
            }
            var new = old
            var expected: [Difference.Kind: Int] = [:]
            for _ in 0..<dice.below(5) where !new.isEmpty {
                let place = dice.below(new.count)
                guard old.contains(where: { $0.uuid == new[place].uuid && $0.value == new[place].value }) else {
                    continue
                }
                switch dice.below(3) {
                case 0:
                    new.remove(at: place)
                    expected[.missing, default: 0] += 1
                case 1:
                    new[place].value = (new[place].value ?? "") + " "
                    expected[.differs, default: 0] += 1
                default:
                    new.insert(
                        Row(label: 1, cents: dice.below(1 << 40) + 100_000, hour: 1, uuid: dice.next(), value: nil),
                        at: place)
                    expected[.extra, default: 0] += 1
                }
            }
            // Stores give rows in their own order, and are asked for them by what they wrote themselves.
            let cells = Sides(old: old.map { self.cells($0, .old) }, new: new.map { self.cells($0, .new) })
            var merge = RowMerge(plan, holding: dice.pick([0, 500, 100_000]))
            var at = Sides(old: 0, new: 0)
            var same = 0
            var candidates: [Candidate] = []
            while let side = merge.wants {
                let end = min(cells[side].count, at[side] + 1 + dice.below(9))
                merge.take(
                    at[side] == cells[side].count
                        ? nil : WrittenTable.batch(cells[side][at[side]..<end], plan.columns.count), from: side)
                at[side] = end
                let merged = merge.drain()
                same += merged.same
                candidates += merged.candidates
            }
            let joined = Candidate.joined(candidates)
            let batches = Sides { side in
                let wanted = Set(joined.flatMap { plan.keys(of: $0, on: side) }.map { asked($0.cells) })
                return WrittenTable.batch(
                    cells[side].filter { wanted.contains(asked(Array($0.prefix(plan.keyCount)))) }, plan.columns.count)
            }
            let looks = RowMatch(plan).match(old: batches.old, new: batches.new, candidates: joined)
            let kinds = looks.compactMap(\.difference).reduce(into: [:]) { $0[$1.kind, default: 0] += 1 }
            #expect(kinds == expected, "seed \(seed)")
            let untouched = old.count - (expected[.missing] ?? 0) - (expected[.differs] ?? 0)
            #expect(same + looks.reduce(0) { $0 + $1.pairs } == untouched, "seed \(seed)")
        }
    }

    private func plan() throws -> ComparisonPlan {
        func shape(_ families: [ValueFamily]) -> TableShape {
            TableShape(
                columns: zip(["state", "total", "at", "id", "value"], families).map {
                    ColumnShape(name: $0, type: "\($1)", family: $1, isNullable: $0 == "value")
                }, key: ["state", "total", "at", "id"], rows: nil)
        }
        return try ComparisonPlan.make(
            TableMapping(
                name: "payments", old: .init(.table("payments")), new: .init(.table("payments")),
                columns: [
                    ColumnPair("state", rule: ColumnRule(values: labels)),
                    ColumnPair("total", rule: ColumnRule(minorUnits: 2)),
                    ColumnPair("at", rule: ColumnRule(oldZone: try zone("Europe/Berlin"))), ColumnPair("id"),
                    ColumnPair("value"),
                ]),
            shapes: Sides(
                old: shape([.text, .integer, .timestamp(digits: 0, zoned: false), .text, .text]),
                new: shape([.text, .decimal(scale: 2), .timestamp(digits: 6, zoned: true), .uuid, .text])),
            stores: Sides(old: StoreKind(engine: "mariadb"), new: StoreKind(engine: "postgresql")))
    }

    private func cells(_ row: Row, _ side: Side) -> [[UInt8]?] {
        let label = labels.keys.sorted()[row.label]
        let digits = String(repeating: "0", count: 32 - String(row.uuid, radix: 16).count) + String(row.uuid, radix: 16)
        let cents =
            (row.cents < 0 ? "-" : "") + "\(abs(row.cents) / 100)." + "\(100 + abs(row.cents) % 100)".dropFirst()
        var uuid = digits
        if side == .new {
            for place in [20, 16, 12, 8] { uuid.insert("-", at: uuid.index(uuid.startIndex, offsetBy: place)) }
        }
        return [
            side == .old ? label : labels[label], side == .old ? "\(row.cents)" : cents, stamp(row.hour, side),
            side == .old ? uuid.uppercased() : uuid, row.value,
        ].map { $0.map { Array($0.utf8) } }
    }

    /// By the calendar that the test's own platform has: what the comparison reads is checked against it.
    private func stamp(_ hour: Int, _ side: Side) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_GB")
        formatter.timeZone = side == .old ? TimeZone(identifier: "Europe/Berlin") : .gmt
        formatter.dateFormat = "yyyy-MM-dd HH:mm:ss"
        let text = formatter.string(from: Date(timeIntervalSince1970: Double(1_767_225_600 + hour * 3_600)))
        return side == .old ? text : text + ".000000"
    }

    /// A key as a store understands it: decimals by value, UUIDs by their digits, the rest as written.
    private func asked(_ cells: [[UInt8]?]) -> [String] {
        cells.enumerated().map { place, cell in
            let text = cell.map { String(decoding: $0, as: UTF8.self) } ?? "NULL"
            switch place {
            case 1: return Double(text).map { "\($0)" } ?? text
            case 3: return text.count == 36 ? text.lowercased() : text
            default: return text
            }
        }
    }
}
