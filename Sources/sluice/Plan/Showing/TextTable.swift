/// A table for a terminal: columns as wide as their widest entry, the last one as it comes.
struct TextTable {
    private var rows: [[String]]

    init(_ heads: [String]) { rows = [heads] }

    mutating func add(_ row: [String]) { rows.append(row.map { $0.replacing("\n", with: " ") }) }

    var isEmpty: Bool { rows.count < 2 }

    /// The lines, without spaces at their ends.
    func text(indent: String = "") -> String {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in
            rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.enumerated().map { place, cell in
                place + 1 == row.count ? cell : cell + String(repeating: " ", count: widths[place] - cell.count)
            }
            let line = indent + cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }
}
