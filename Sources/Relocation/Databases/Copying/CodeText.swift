/// Changes to the text of code and of tables' forms, as `mariadb-dump` writes them, made on bytes.
enum CodeText {
    /// Events are created switched off: `… ON COMPLETION NOT PRESERVE ENABLE …`, the first after each schedule.
    static func withEventsOff(_ text: [UInt8]) -> [UInt8] {
        lines(text) { line in
            guard line.starts(with: create), let schedule = place(of: Array(" ON SCHEDULE ".utf8), in: line),
                let mark = place(of: Array("PRESERVE ENABLE".utf8), in: line[schedule...])
            else { return Array(line) }
            let word = mark + 9
            return line[..<word] + Array("DISABLE".utf8) + line[(word + 6)...]
        }
    }

    /// Each `DEFINER=` of one account names another instead.
    static func withDefiners(_ text: [UInt8], _ accounts: [DatabaseAccount: DatabaseAccount]) -> [UInt8] {
        accounts.sorted { $0.key < $1.key }.reduce(text) { text, pair in
            replacing(text, Array(definer(pair.key).utf8), by: Array(definer(pair.value).utf8))
        }
    }

    /// A table's options, on the line that ends its columns, ask for DYNAMIC where they ask for an older format.
    static func withDynamicRows(_ piece: [UInt8]) -> [UInt8] {
        guard let start = place(of: Array("\n) ENGINE=InnoDB".utf8), in: piece[...]),
            let end = piece[(start + 1)...].firstIndex(of: 10)
        else { return piece }
        var line = Array(piece[start..<end])
        for old in ["ROW_FORMAT=COMPACT", "ROW_FORMAT=REDUNDANT"] {
            line = replacing(line, Array(old.utf8), by: Array("ROW_FORMAT=DYNAMIC".utf8))
        }
        return piece[..<start] + line + piece[end...]
    }

    private static let create = Array("/*!50106 CREATE*/".utf8)

    private static func definer(_ account: DatabaseAccount) -> String {
        "DEFINER=\(SQLText.name(account.user))@\(SQLText.name(account.host))"
    }

    private static func lines(_ text: [UInt8], _ change: (ArraySlice<UInt8>) -> [UInt8]) -> [UInt8] {
        text.split(separator: 10, omittingEmptySubsequences: false).map(change).joined(separator: [10]).map { $0 }
    }

    private static func place(of mark: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
        guard let first = mark.first else { return nil }
        var at = text.startIndex
        while let found = text[at...].firstIndex(of: first) {
            if text[found...].starts(with: mark) { return found }
            at = found + 1
        }
        return nil
    }

    private static func replacing(_ text: [UInt8], _ old: [UInt8], by new: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        var rest = text[...]
        while let found = place(of: old, in: rest) {
            out += rest[..<found]
            out += new
            rest = rest[(found + old.count)...]
        }
        return out + rest
    }
}
