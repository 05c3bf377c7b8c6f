import Fixtures
import Reconciliation

/// Differences that are put into the new side of a table.
enum Planting: CaseIterable {
    case column
    case missing
    case extra
    case swapped
    case duplicate
    case trailingSpace
    case emoji
    case letterCase
    case signOfZero
    case nullAgainstEmpty

    func plant(in table: inout RandomTable, _ dice: inout Dice) {
        guard !table.rows.new.isEmpty else { return }
        let place = dice.below(table.rows.new.count)
        func text(_ column: Int) -> String? {
            if case .text(let text) = table.rows.new[place].values[column] { return text }
            return nil
        }
        switch self {
        case .column:
            let column = dice.below(RandomTable.columns.count)
            var values = RandomTable.values(&dice)
            while values[column] == table.rows.new[place].values[column] { values = RandomTable.values(&dice) }
            table.rows.new[place].values[column] = values[column]
        case .missing: table.rows.new.remove(at: place)
        case .extra:
            var row = RandomTable(&dice, kind: table.kind, count: 1).rows.new[0]
            while table.kind != .none && table.kind != .repeated
                && table.rows.new.contains(where: { $0.key == row.key })
                || table.rows.old.contains(where: {
                    $0.key == row.key && table.kind != .none && table.kind != .repeated
                })
            {
                row.key = row.key.map { $0.first == "-" || Int($0) != nil ? "\(dice.below(1 << 40))" : $0 + "q" }
                if table.kind == .uuid { row = RandomTable(&dice, kind: .uuid, count: 1).rows.new[0] }
            }
            table.rows.new.insert(row, at: place)
        case .swapped:
            let other = dice.below(table.rows.new.count)
            let column = dice.below(RandomTable.columns.count)
            let value = table.rows.new[place].values[column]
            table.rows.new[place].values[column] = table.rows.new[other].values[column]
            table.rows.new[other].values[column] = value
        case .duplicate:
            guard table.kind == .none || table.kind == .repeated else { return }
            table.rows.new.append(table.rows.new[place])
        case .trailingSpace: table.rows.new[place].values[3] = .text((text(3) ?? "") + " ")
        case .emoji: table.rows.new[place].values[3] = .text((text(3) ?? "") + "🛒")
        case .letterCase:
            table.rows.new[place].values[3] = .text(String((text(3) ?? "").map { $0 == "a" ? "A" : $0 }) + "k")
            if dice.chance(0.5), let same = table.rows.old.firstIndex(where: { $0.key == table.rows.new[place].key }) {
                table.rows.old[same].values[3] = .text(String((text(3) ?? "").map { $0 == "A" ? "a" : $0 }) + "K")
            }
        case .signOfZero:
            table.rows.new[place].values[2] = .double((-0.0).bitPattern)
            if let same = table.rows.old.firstIndex(where: { $0.key == table.rows.new[place].key }) {
                table.rows.old[same].values[2] = .double((0.0).bitPattern)
            }
        case .nullAgainstEmpty:
            table.rows.new[place].values[4] = .null
            if let same = table.rows.old.firstIndex(where: { $0.key == table.rows.new[place].key }) {
                table.rows.old[same].values[4] = .text("")
            }
        }
    }
}
