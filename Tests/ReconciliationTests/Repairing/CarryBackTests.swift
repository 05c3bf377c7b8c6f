import Foundation
import Reconciliation
import Testing

@Suite("Carry back")
struct CarryBackTests {
    typealias Cell = Difference.Cell

    private static let mapping = TableMapping(
        name: "orders", old: .init(.table("o")), new: .init(.table("o"), updated: "born"), key: [ColumnPair("id")])

    /// 2026-11-21 10:00:00 UTC.
    private static let now = 1_795_255_200_000

    private static func list(_ born: [String?]) -> CarryBack {
        var rows: [[Cell]: [Cell]] = [:]
        var differences = [
            Difference(table: "orders", key: [Cell(column: "id", value: "m")], kind: .missing),
            Difference(table: "other", key: [Cell(column: "id", value: "x")], kind: .extra),
        ]
        for (index, born) in born.enumerated() {
            let key = [Cell(column: "id", value: "\(index)")]
            differences.append(Difference(table: "orders", key: key, kind: .extra))
            if let born { rows[key] = [Cell(column: "id", value: "\(index)"), Cell(column: "born", value: born)] }
        }
        return CarryBack(differences, of: mapping, rows: rows, ms: now)
    }

    @Test func listsWhatIsOnTheNewSideAloneOldestFirst() {
        let list = Self.list([
            "2026-11-21 09:59:00", "2026-11-21 08:00:00.250", nil, "2026-11-21T11:00:00+02:00", "0000-00-00 00:00:00",
        ])
        #expect(list.entries.map { $0.key[0].value } == ["2", "4", "1", "3", "0"])
        #expect(list.entries.map(\.age) == [nil, nil, 7199.75, 3600, 60])
        #expect(list.summary == CarryBack.Summary(count: 5, oldest: 7199.75, withoutAge: 2))
        #expect(list.table.hasPrefix("table   key   age\norders  id=2  not known\n"))
        #expect(list.table.hasSuffix("5 on the new side alone, the oldest for 120 min\n"))
        let lines = list.jsonLines.split(separator: "\n")
        #expect(lines.count == 5)
        let back = lines.compactMap { try? JSONDecoder().decode(CarryBack.Entry.self, from: Data($0.utf8)) }
        #expect(back == list.entries)
    }

    @Test func ofNothingSaysSo() {
        let list = Self.list([])
        #expect(list.summary == CarryBack.Summary(count: 0, oldest: nil, withoutAge: 0))
        #expect(list.table == "nothing is on the new side alone\n")
        #expect(list.jsonLines.isEmpty)
    }

    @Test func listsOfSeveralTablesAreOne() {
        let joined = CarryBack(
            joining: [Self.list(["2026-11-21 09:00:00"]), Self.list(["2026-11-21 08:00:00"])], ms: Self.now)
        #expect(joined.summary.count == 2)
        #expect(joined.entries.map(\.age) == [7200, 3600])
    }
}
