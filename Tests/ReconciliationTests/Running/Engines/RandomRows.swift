import Fixtures
import Foundation
import Reconciliation

/// What a generated column holds.
enum ValueKind: String, CaseIterable {
    case integer, decimal, double, boolean, text, bytes, date, stamp, instant, json, uuid

    /// What both sides mean by it where some engine's type does not say.
    var rule: ColumnRule {
        switch self {
        case .boolean: ColumnRule(kind: .boolean)
        case .uuid: ColumnRule(kind: .uuid)
        case .json: ColumnRule(kind: .json)
        case .instant: ColumnRule(kind: .timestamp(digits: 3, zoned: true))
        default: ColumnRule()
        }
    }

    func value(_ dice: inout Dice) -> String? {
        if dice.chance(0.08) { return nil }
        switch self {
        case .integer: return "\(dice.below(2_000_000) - 1_000_000)"
        case .decimal: return "\(dice.chance(0.3) ? "-" : "")\(dice.below(99_999)).\(dice.below(900) + 100)"
        case .double: return dice.chance(0.05) ? "0" : "\(Double(dice.below(1_000_000)) / 64)"
        case .boolean: return "\(dice.below(2))"
        case .text: return Self.text(&dice)
        case .bytes: return (0..<dice.below(8)).map { _ in String(format: "%02x", dice.below(256)) }.joined()
        case .date: return String(format: "20%02d-%02d-%02d", dice.below(30), dice.below(12) + 1, dice.below(28) + 1)
        case .stamp, .instant:
            let day = String(format: "20%02d-%02d-%02d", dice.below(17) + 10, dice.below(12) + 1, dice.below(28) + 1)
            let time = String(format: "%02d:%02d:%02d", dice.below(24), dice.below(60), dice.below(60))
            return "\(day) \(time).\(String(format: self == .stamp ? "%06d" : "%03d", dice.below(1_000)))"
        case .json: return "{\"a\": \(dice.below(50)), \"b\": [\"\(dice.pick(["ä", "x", "\u{1F6D2}"]))\", null]}"
        case .uuid: return Self.uuid(&dice)
        }
    }

    /// Another value, often one that is hard to tell from the first.
    func other(than value: String?, _ dice: inout Dice) -> String? {
        if self == .text, let value {
            let near = [
                value + " ", value.uppercased(), value.lowercased(), value + "\u{1F600}", value.isEmpty ? nil : "",
            ]
            if let found = dice.pick(near), found != value { return found }
        }
        if self == .text, value == nil { return "" }
        if self == .double, value == "0" { return "-0" }
        while true {
            let found = self.value(&dice)
            if found != value { return found }
        }
    }

    static func uuid(_ dice: inout Dice) -> String {
        let digits = (0..<32).map { _ in String(dice.below(16), radix: 16) }.joined()
        let parts = [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)]
        return parts.map { String(Array(digits)[$0.0..<$0.1]) }.joined(separator: "-")
    }

    private static func text(_ dice: inout Dice) -> String {
        let words = ["Größe", "it's", "a\\b", "\u{1F6D2} cart", "STRASSE", "straße", "x", "naïve ", "\"q\"", "50%"]
        return (0..<dice.below(4)).map { _ in dice.pick(words) }.joined(separator: " ")
    }
}

/// A generated table: what both sides hold, and which keys were made to differ.
struct RandomRows {
    let key: ValueKind
    let kinds: [ValueKind]
    var old: [String: [String?]] = [:]
    var new: [String: [String?]] = [:]

    init(_ dice: inout Dice) {
        key = dice.pick([.integer, .integer, .text, .uuid])
        kinds = (0..<dice.below(6) + 2).map { _ in dice.pick(ValueKind.allCases) }
        for place in 0..<dice.below(150) + 2 {
            let name = Self.name(key, place, &dice)
            old[name] = kinds.map { $0.value(&dice) }
        }
        new = old
        plant(&dice)
    }

    /// The keys under which the sides differ. No engine's number literals keep the sign of a zero.
    var planted: Set<String> {
        let kept = { (row: [String?]?) in row.map { $0.map { $0 == "-0" ? "0" : $0 } } }
        return Set(old.keys).union(new.keys).filter { kept(old[$0]) != kept(new[$0]) }
    }

    /// What both sides hold under some keys, for people.
    func told(_ keys: Set<String>) -> String {
        keys.sorted().map { "\($0): \(old[$0] ?? []) | \(new[$0] ?? [])" }.joined(separator: "; ")
    }

    private mutating func plant(_ dice: inout Dice) {
        let keys = old.keys.sorted()
        for _ in 0..<dice.below(6) {
            let (one, another) = (dice.pick(keys), dice.pick(keys))
            let column = dice.below(kinds.count)
            switch dice.below(5) {
            case 0: new[one] = nil
            case 1: old[one] = nil
            case 2: if let row = old[one], new[another] != nil { new[another] = row }
            case 3:
                guard let first = new[one], let second = new[another] else { continue }
                new[one]?[column] = second[column]
                new[another]?[column] = first[column]
            default:
                guard let row = new[one] else { continue }
                new[one]?[column] = kinds[column].other(than: row[column], &dice)
            }
        }
    }

    private static func name(_ key: ValueKind, _ place: Int, _ dice: inout Dice) -> String {
        switch key {
        case .integer: "\(place * 7 + 1)"
        case .uuid: ValueKind.uuid(&dice)
        default: "\(dice.pick(["K", "k", "Ä", "ß", "\u{1F6D2}", "z'"]))\(place)"
        }
    }

    /// The statements that make one side's table in an engine.
    func statements(_ rows: [String: [String?]], named table: String, in engine: Engine) -> String {
        // Of MariaDB's orders only this one is that of the bytes, so that keys that differ only in case can stand.
        let collation = engine == .mariadb && key == .text ? " COLLATE utf8mb4_nopad_bin" : ""
        let columns = kinds.enumerated().map { "c\($0) \(engine.type($1))" }.joined(separator: ", ")
        var text = "CREATE TABLE \(table) (id \(engine.type(key))\(collation) NOT NULL PRIMARY KEY, \(columns));\n"
        for (id, values) in rows.sorted(by: { $0.key < $1.key }) {
            let cells = [engine.literal(id, key)] + zip(kinds, values).map { engine.literal($1, $0) }
            text += "INSERT INTO \(table) VALUES (\(cells.joined(separator: ", ")));\n"
        }
        return text
    }

    func mapping(of table: String, new other: String) -> TableMapping {
        TableMapping(
            name: table, old: TableMapping.SideRows(.table(table)), new: TableMapping.SideRows(.table(other)),
            key: [ColumnPair("id", rule: key.rule)],
            columns: kinds.enumerated().map { ColumnPair("c\($0)", rule: $1.rule) })
    }
}
