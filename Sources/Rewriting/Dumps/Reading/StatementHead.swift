/// The start of a statement: what it is, and of which table.
enum StatementHead {
    /// More bytes are needed to tell.
    case open
    /// `INSERT` or `REPLACE`, up to the rows at `end`; the columns where they are listed.
    case rows(table: String, columns: [String]?, end: Int)
    /// `CREATE TABLE`, of these columns.
    case table(String, [String])
    case other

    static func read(_ base: UnsafePointer<UInt8>, _ low: Int, _ high: Int, isLast: Bool) -> StatementHead {
        var reader = HeadReader(base: base, at: low, high: high)
        guard let first = reader.word() else { return .other }
        let head: StatementHead
        switch first {
        case "INSERT", "REPLACE": head = rows(&reader)
        case "CREATE": head = table(&reader)
        default: return .other
        }
        return reader.ranOut && !isLast ? .open : head
    }

    private static func rows(_ reader: inout HeadReader) -> StatementHead {
        var word = reader.word()
        while let modifier = word, ["LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE"].contains(modifier) {
            word = reader.word()
        }
        if word == "INTO" { word = nil } else if word != nil { reader.stepBack() }
        guard let table = reader.qualifiedName() else { return .other }
        var columns: [String]?
        if reader.take(UInt8(ascii: "(")) {
            var names: [String] = []
            repeat {
                guard let name = reader.name() else { return .other }
                names.append(name)
            } while reader.take(UInt8(ascii: ","))
            guard reader.take(UInt8(ascii: ")")) else { return .other }
            columns = names
        }
        guard let values = reader.word(), values == "VALUES" || values == "VALUE" else { return .other }
        return .rows(table: table, columns: columns, end: reader.at)
    }

    private static func table(_ reader: inout HeadReader) -> StatementHead {
        var word = reader.word()
        if word == "OR", reader.word() == "REPLACE" { word = reader.word() }
        if word == "TEMPORARY" { word = reader.word() }
        guard word == "TABLE" else { return .other }
        if reader.word() == "IF" {
            guard reader.word() == "NOT", reader.word() == "EXISTS" else { return .other }
        } else {
            reader.stepBack()
        }
        guard let table = reader.qualifiedName(), reader.take(UInt8(ascii: "(")) else { return .other }
        let notColumns: Set = [
            "PRIMARY", "UNIQUE", "KEY", "INDEX", "FULLTEXT", "SPATIAL", "CONSTRAINT", "CHECK", "FOREIGN", "PERIOD",
        ]
        var columns: [String] = []
        repeat {
            let isQuoted = reader.isAtQuote
            guard let name = reader.name() else { return .other }
            if isQuoted || !notColumns.contains(name.uppercased()) { columns.append(name) }
            reader.skipItem()
        } while reader.take(UInt8(ascii: ","))
        return .table(table, columns)
    }
}
