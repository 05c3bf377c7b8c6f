extension DumpRewriter {
    mutating func beginRows(_ table: String, _ columns: [String]?) {
        if rows.table != table || rows.columns != columns {
            closeRows()
            rows = RowPlace(table: table, columns: columns)
            if let treatments = tables.treatments(table, columns, options.columns) {
                rows.treatments = treatments
            } else {
                note(
                    .columnsUnknown,
                    "a column of this table has a rule of its own, but its CREATE TABLE was not met before its rows; "
                        + "give the schema first", at: offset + read)
            }
        }
        (rows.depth, rows.column, rows.isBinary) = (0, 0, false)
        state = .rows
    }

    /// Adds what was changed in the table at hand to the counts.
    mutating func closeRows() {
        for (column, changed) in rows.changed.enumerated() where changed > 0 {
            counts.byColumn[rows.table, default: [:]][name(of: column), default: 0] += changed
            rows.changed[column] = 0
        }
    }

    func name(of column: Int) -> String {
        let names = rows.columns ?? tables.names[rows.table] ?? []
        return column < names.count ? names[column] : "#\(column + 1)"
    }

    /// Reads rows up to the statement's end.
    mutating func readRows(isLast: Bool, _ sink: Sink) throws(RewritingError) -> Bool {
        let (base, count) = (UnsafePointer(input.base), input.count)
        var p = read
        while p < count {
            let b = base[p]
            switch b {
            case Byte.tick, Byte.quote:
                let from = max(p + 1, resume)
                switch SQLText.end(base, from, count, b, isLast: isLast, escapes: &literalEscapes) {
                case .at(let end):
                    if holdsNeedle(p + 1, end) { try literal(p, end, sink) }
                    p = end + 1
                    (resume, literalEscapes, rows.isBinary) = (0, false, false)
                case .open(let at):
                    if at - p > options.longestLiteral {
                        note(
                            .literalTooLong, "a literal of more than \(options.longestLiteral) bytes",
                            at: offset + p, column: name(of: rows.column))
                        rows.quote = b
                        (read, resume, literalEscapes) = (at, 0, false)
                        state = .longLiteral
                        return true
                    }
                    (read, resume) = (p, at)
                    return false
                }
            case UInt8(ascii: ","):
                if rows.depth == 1 { rows.column += 1 }
                p += 1
            case UInt8(ascii: "("):
                rows.depth += 1
                if rows.depth == 1 { rows.column = 0 }
                p += 1
            case UInt8(ascii: ")"):
                rows.depth -= 1
                if rows.depth == 0 { counts.rows += 1 }
                p += 1
            case 0x3B:
                p += 1
                if rows.depth <= 0 {
                    counts.statements += 1
                    read = p
                    state = .between
                    return true
                }
            case Byte.slash, 0x23:
                // A comment between rows: nothing is known of what follows it, so the rest is read as a statement is.
                guard b == 0x23 || (p + 1 < count && base[p + 1] == 0x2A) else {
                    guard p + 1 < count || isLast else {
                        read = p
                        return false
                    }
                    p += 1
                    break
                }
                return leaveRows(p)
            case 0..<0x21, 0x2D, 0x2E, 0x2B: p += 1
            default:
                guard Byte.isAlphanumeric(b) || b == 0x5F else {
                    if rows.depth <= 0 { return leaveRows(p) }
                    p += 1
                    break
                }
                var end = max(p + 1, resume)
                if b == 0x30, p + 1 < count, base[p + 1] | 0x20 == UInt8(ascii: "x") {
                    end = HexText.end(base, max(p + 2, end), count)
                }
                while end < count, Byte.isAlphanumeric(base[end]) || base[end] == 0x5F { end += 1 }
                if end == count, !isLast, end - p <= options.longestLiteral {
                    (read, resume) = (p, end)
                    return false
                }
                resume = 0
                if rows.depth <= 0 { return leaveRows(p) }
                try word(p, end, isLast: isLast, sink, &p)
                if p < 0 {
                    read = -p - 1
                    return false
                }
            }
        }
        read = p
        return false
    }

    /// What follows the rows is copied: `ON DUPLICATE KEY UPDATE …`.
    private mutating func leaveRows(_ p: Int) -> Bool {
        read = p
        copy = CopyPlace(start: p, words: "INSERT INTO \(rows.table) …")
        state = .copying
        return true
    }

    /// A word or number in a row: a blob, what tells how the next literal is meant, or nothing of interest. Sets `next`
    /// to what follows, or to minus one minus `start` if more bytes are needed.
    private mutating func word(
        _ start: Int, _ end: Int, isLast: Bool, _ sink: Sink, _ next: inout Int
    ) throws(RewritingError) {
        let base = UnsafePointer(input.base)
        next = end
        if base[start] == 0x30, end - start > 2, base[start + 1] | 0x20 == UInt8(ascii: "x") {
            return try hex(start + 2, end, sink)
        }
        if end - start == 1, base[start] | 0x20 == UInt8(ascii: "x") || base[start] | 0x20 == UInt8(ascii: "b") {
            guard end < input.count, base[end] == Byte.tick else { return }
            var escapes = false
            switch SQLText.end(base, end + 1, input.count, Byte.tick, isLast: isLast, escapes: &escapes) {
            case .at(let close):
                if base[start] | 0x20 == UInt8(ascii: "x") { try hex(end + 1, close, sink) }
                next = close + 1
            case .open: next = isLast ? input.count : -start - 1
            }
            return
        }
        if base[start] == 0x5F {
            let name: StaticString = "_binary"
            rows.isBinary =
                end - start == 7 && (0..<7).allSatisfy { base[start + $0] | 0x20 == name.utf8Start[$0] | 0x20 }
        }
    }

    /// Copies a literal that is too long to be looked into.
    mutating func passLiteral(isLast: Bool) -> Bool {
        var escapes = false
        switch SQLText.end(input.base, read, input.count, rows.quote, isLast: isLast, escapes: &escapes) {
        case .at(let end):
            read = end + 1
            state = .rows
            return true
        case .open(let at):
            read = at
            return false
        }
    }
}
