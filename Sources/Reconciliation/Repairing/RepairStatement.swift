/// Writes one statement for one difference.
struct RepairStatement {
    typealias Unknown = RepairedValue.Unknown

    let mapping: TableMapping
    let target: RepairScript.Target
    let rows: RepairScript.Rows
    let terms: RepairScript.Terms

    private var dialect: RepairDialect { terms.dialect }
    private var isForward: Bool { target == .new }

    func statement(for difference: Difference) throws(Unknown) -> (verb: String, text: String) {
        guard case .table(let name) = isForward ? mapping.new.source : mapping.old.source else {
            throw Unknown(why: "this side is a query, which nothing can be written to")
        }
        let table = dialect.table(name)
        switch (difference.kind, target) {
        case (.missing, .new), (.extra, .old): return ("INSERT", try insertion(difference, table))
        case (.extra, .new), (.missing, .old): return ("DELETE", try deletion(difference, table))
        case (.differs, _): return ("UPDATE", try change(difference, table))
        case (.multiplicity, _): throw Unknown(why: "several rows have this key, and nothing tells which to change")
        }
    }

    private func insertion(_ difference: Difference, _ table: String) throws(Unknown) -> String {
        let source = isForward ? rows.old[difference.key] : rows.new[difference.key]
        guard let source else { throw Unknown(why: "the row's values were not read") }
        var names: [String] = []
        var values: [String] = []
        for pair in pairs {
            guard let cell = source.first(where: { $0.column == (isForward ? pair.old : pair.new) }) else { continue }
            let column = isForward ? pair.new : pair.old
            names.append(dialect.name(column))
            values.append(try literal(try carried(cell.value, pair), column))
        }
        guard !names.isEmpty else { throw Unknown(why: "the row's values were not read") }
        let key = try keyConditions(difference, isOfTarget: false).joined(separator: " AND ")
        let from = dialect == .mariadb ? " FROM DUAL" : ""
        return
            "INSERT INTO \(table) (\(names.joined(separator: ", "))) SELECT \(values.joined(separator: ", "))\(from) "
            + "WHERE NOT EXISTS (SELECT 1 FROM \(table) WHERE \(key));"
    }

    private func deletion(_ difference: Difference, _ table: String) throws(Unknown) -> String {
        guard let seen = isForward ? rows.new[difference.key] : rows.old[difference.key] else {
            throw Unknown(why: "the row's values were not read, so nothing would tell whether it changed since")
        }
        let conditions = try keyConditions(difference, isOfTarget: true) + (try guards(seen))
        return "DELETE FROM \(table) WHERE \(conditions.joined(separator: " AND "));"
    }

    private func change(_ difference: Difference, _ table: String) throws(Unknown) -> String {
        var settings: [String] = []
        var seen: [Difference.Cell] = []
        for cell in difference.cells {
            guard let pair = pairs.first(where: { $0.old == cell.column }) else {
                throw Unknown(why: "the column \(cell.column) is not in the mapping")
            }
            let column = isForward ? pair.new : pair.old
            let value = try carried(isForward ? cell.old : cell.new, pair)
            settings.append("\(dialect.name(column)) = \(try literal(value, column))")
            seen.append(Difference.Cell(column: column, value: isForward ? cell.new : cell.old))
        }
        guard !settings.isEmpty else { throw Unknown(why: "it is not said which columns differ") }
        // Where the whole row was seen, all of it must still be so; else at least what would be overwritten.
        let known = isForward ? rows.new[difference.key] : rows.old[difference.key]
        let conditions = try keyConditions(difference, isOfTarget: true) + (try guards(known ?? seen))
        return "UPDATE \(table) SET \(settings.joined(separator: ", ")) WHERE \(conditions.joined(separator: " AND "));"
    }

    /// Every pair of columns, the key's first.
    private var pairs: [ColumnPair] {
        let compared = mapping.columns.filter { pair in !mapping.key.contains { $0.old == pair.old } }
        return mapping.key + compared
    }

    private func carried(_ value: String?, _ pair: ColumnPair) throws(Unknown) -> String? {
        try RepairedValue.carried(value, by: pair.rule, isForward: isForward)
    }

    private func family(_ column: String) throws(Unknown) -> ValueFamily {
        guard let shape = terms.shape.column(column) else {
            throw Unknown(why: "the table has no column \(column)")
        }
        return shape.family
    }

    private func literal(_ value: String?, _ column: String) throws(Unknown) -> String {
        guard !column.contains("\0"), let literal = dialect.literal(value, try family(column)) else {
            throw Unknown(why: "\(dialect.rawValue) cannot hold the value of \(column)")
        }
        return literal
    }

    /// - Parameter isOfTarget: the key is told as the side that is repaired writes it, where that side has the row.
    private func keyConditions(_ difference: Difference, isOfTarget: Bool) throws(Unknown) -> [String] {
        guard !difference.key.isEmpty else { throw Unknown(why: "the table has no key") }
        // A difference tells its key as the side that has the row writes it; where both have it, as the old one does.
        let isOld = difference.kind == .extra ? false : true
        let isTold = isOld == (target == .old)
        var conditions: [String] = []
        for cell in difference.key {
            guard let pair = mapping.key.first(where: { $0.old == cell.column }) else {
                throw Unknown(why: "the column \(cell.column) is not in the mapping's key")
            }
            let column = isForward ? pair.new : pair.old
            let value = isTold ? cell.value : try carried(cell.value, pair)
            // Plainly, so that the key's index is used; the guards compare the bytes.
            conditions.append(
                value == nil
                    ? "\(dialect.name(column)) IS NULL" : "\(dialect.name(column)) = \(try literal(value, column))")
        }
        return conditions
    }

    private func guards(_ seen: [Difference.Cell]) throws(Unknown) -> [String] {
        var conditions: [String] = []
        for cell in seen {
            guard let text = dialect.holds(cell.column, cell.value, try family(cell.column)) else {
                throw Unknown(why: "\(dialect.rawValue) cannot be asked for the value of \(cell.column)")
            }
            conditions.append(text)
        }
        return conditions
    }
}
