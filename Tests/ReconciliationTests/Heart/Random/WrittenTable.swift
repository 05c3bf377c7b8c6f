import Databases
import Fixtures
import Reconciliation

/// A table as the stores of both sides write it, each in its own way, and read in some order.
struct WrittenTable {
    let plan: ComparisonPlan
    let kind: RandomTable.KeyKind
    /// The cells of each row, in the order in which the side gives its rows.
    private(set) var rows: Sides<[[[UInt8]?]]>

    init(_ table: RandomTable, _ dice: inout Dice) throws {
        kind = table.kind
        let isOne = table.kind == .collated
        let keys = Sides { Self.keyShapes(table.kind, $0) }
        let shapes = Sides { side in
            TableShape(
                columns: keys[side] + Self.shapes(side), key: table.kind == .repeated ? [] : keys[side].map(\.name),
                rows: nil)
        }
        let mapping = TableMapping(
            name: "orders", old: .init(.table("orders")), new: .init(.table("orders")),
            key: table.kind == .repeated ? [ColumnPair("id")] : [])
        plan = try ComparisonPlan.make(
            mapping, shapes: shapes,
            stores: Sides(old: StoreKind(engine: "mariadb"), new: StoreKind(engine: isOne ? "mariadb" : "postgresql")))
        rows = Sides(old: [], new: [])
        for side in Side.allCases {
            var cells = table.rows[side].map { row in
                Self.key(row.key, table.kind, side) + row.values.map { Self.cell($0, side) }
            }
            sort(&cells, side)
            rows[side] = cells
        }
    }

    private static func keyShapes(_ kind: RandomTable.KeyKind, _ side: Side) -> [ColumnShape] {
        let id = ColumnShape(name: "id", type: "bigint", family: .integer, isNullable: false)
        let text = ColumnShape(
            name: "code", type: "text", family: .text, isNullable: false, collation: "some_ci",
            sortsByValue: kind != .collated)
        switch kind {
        case .integer, .repeated: return [id]
        case .composite: return [id, text]
        case .text, .collated: return [text]
        case .uuid:
            let family: ValueFamily = side == .old ? .text : .uuid
            return [ColumnShape(name: "id", type: "uuid", family: family, isNullable: false)]
        case .none: return []
        }
    }

    private static func shapes(_ side: Side) -> [ColumnShape] {
        let families: [ValueFamily] = [
            .integer, .decimal(scale: side == .old ? 2 : 4), .double, .text, .text,
            .timestamp(digits: side == .old ? 3 : 6, zoned: side == .old), .boolean, .json, .binary,
        ]
        return zip(RandomTable.columns, families).map { ColumnShape(name: $0, type: "\($1)", family: $1) }
    }

    private static func key(_ key: [String], _ kind: RandomTable.KeyKind, _ side: Side) -> [[UInt8]?] {
        guard kind == .uuid, side == .new, let key = key.first else { return key.map { Array($0.utf8) } }
        let digits = Array(key.utf8)
        let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { digits[$0] }
        return [Array(parts.joined(separator: [UInt8(ascii: "-")]))]
    }

    private static func cell(_ value: RandomTable.Value, _ side: Side) -> [UInt8]? {
        switch value {
        case .null: return nil
        case .integer(let number): return Array("\(number)".utf8)
        case .decimal(let hundredths):
            let (whole, rest) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
            let text = (hundredths < 0 ? "-" : "") + "\(whole)." + (rest < 10 ? "0" : "") + "\(rest)"
            return Array((side == .old ? text : text + "00").utf8)
        case .double(let bits): return Array("\(Double(bitPattern: bits))".utf8)
        case .text(let text): return Array(text.utf8)
        case .stamp(let ms): return stamp(ms, side)
        case .truth(let value): return [value ? 49 : 48]
        case .json(let members):
            let names = side == .old ? members.keys.sorted() : members.keys.sorted().reversed()
            let parts = names.map {
                "\"\($0)\":\(side == .old ? "" : " ")\(members[$0] ?? 0)\(side == .old ? "" : ".0")"
            }
            return Array("{\(parts.joined(separator: side == .old ? "," : " , "))}".utf8)
        case .bytes(let bytes): return bytes
        }
    }

    private static func stamp(_ ms: Int, _ side: Side) -> [UInt8] {
        // Months of 28 days are enough to tell stamps apart.
        let seconds = ms / 1_000
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let days = seconds / 86_400
        let date = "\(1970 + days / 336)-\(two(days % 336 / 28 + 1))-\(two(days % 28 + 1))"
        let time = "\(two(seconds / 3_600 % 24)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
        let fraction = String("\(1_000 + ms % 1_000)".dropFirst()) + (side == .old ? "" : "000")
        return Array("\(date) \(time).\(fraction)".utf8)
    }

    private func sort(_ rows: inout [[[UInt8]?]], _ side: Side) {
        let count = plan.keyCount
        if kind == .collated {
            // As collations do: letters without their case first, and what is the same by that in any order but one.
            func weight(_ cell: [UInt8]?) -> (String, String) {
                let text = String(decoding: cell ?? [], as: UTF8.self)
                return (String(text.lowercased().reversed()), text)
            }
            rows.sort { weight($0[0]) < weight($1[0]) }
        } else {
            let sorted = rows.map { (plan.canonicalKey(RowKey(Array($0.prefix(count))), of: side), $0) }
                .sorted { $0.0.lexicographicallyPrecedes($1.0) }
            rows = sorted.map(\.1)
        }
    }

    mutating func shuffle(_ dice: inout Dice) {
        rows.old.shuffle(using: &dice)
        rows.new.shuffle(using: &dice)
    }

    func batch(_ side: Side, _ range: Range<Int>) -> RowBatch { Self.batch(rows[side][range], plan.columns.count) }

    static func batch(_ rows: some Sequence<[[UInt8]?]>, _ columns: Int) -> RowBatch {
        var batch = RowBatch(columns: columns)
        for row in rows {
            for cell in row {
                if let cell { cell.withUnsafeBytes { batch.append($0) } } else { batch.append(nil as String?) }
            }
            batch.endRow()
        }
        return batch
    }

    /// What a store answers that is asked for rows by their keys.
    func rows(_ side: Side, with keys: [RowKey]) -> RowBatch {
        let isUUID = kind == .uuid && side == .new
        func plain(_ cells: [[UInt8]?]) -> [[UInt8]?] {
            isUUID
                ? cells.map {
                    $0.map { Array(String(decoding: $0, as: UTF8.self).lowercased().filter { $0 != "-" }.utf8) }
                } : cells
        }
        // Databases compare JSON and decimals by value; here the canonical key stands in for that.
        if kind == .none {
            let wanted = Set(keys.map { plan.canonicalKey($0, of: side) })
            return Self.batch(
                rows[side].filter { wanted.contains(plan.canonicalKey(RowKey($0), of: side)) }, plan.columns.count)
        }
        let wanted = Set(keys.map { plain($0.cells) })
        return Self.batch(
            rows[side].filter { wanted.contains(plain(Array($0.prefix(plan.keyCount)))) }, plan.columns.count)
    }
}
