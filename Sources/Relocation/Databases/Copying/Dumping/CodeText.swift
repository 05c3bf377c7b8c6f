/// Changes to the text of code and of tables' forms, as `mariadb-dump` writes them, made on bytes.
package enum CodeText {
    /// Events are created switched off: `… ON COMPLETION NOT PRESERVE ENABLE …`, the first after each schedule.
    package static func withEventsOff(_ text: [UInt8]) -> [UInt8] {
        lines(text) { line in
            guard line.starts(with: create), let schedule = place(of: Array(" ON SCHEDULE ".utf8), in: line),
                let mark = place(of: Array("PRESERVE ENABLE".utf8), in: line[schedule...])
            else { return Array(line) }
            let word = mark + 9
            return line[..<word] + Array("DISABLE".utf8) + line[(word + 6)...]
        }
    }

    /// Each `DEFINER=` of one account names another instead.
    package static func withDefiners(_ text: [UInt8], _ accounts: [DatabaseAccount: DatabaseAccount]) -> [UInt8] {
        accounts.sorted { $0.key < $1.key }.reduce(text) { text, pair in
            replacing(text, Array(definer(pair.key).utf8), by: Array(definer(pair.value).utf8))
        }
    }

    /// A table's options, on the line that ends its columns, ask for DYNAMIC where they ask for an older format.
    package static func withDynamicRows(_ piece: [UInt8]) -> [UInt8] {
        guard let start = place(of: Array("\n) ENGINE=InnoDB".utf8), in: piece[...]),
            let end = piece[(start + 1)...].firstIndex(of: 10)
        else { return piece }
        var line = Array(piece[start..<end])
        for old in ["ROW_FORMAT=COMPACT", "ROW_FORMAT=REDUNDANT"] {
            line = replacing(line, Array(old.utf8), by: Array("ROW_FORMAT=DYNAMIC".utf8))
        }
        return piece[..<start] + line + piece[end...]
    }

    /// A table's form is read as text and its rows as bytes. The dump switches only the character set of statements;
    /// texts within them (values of an ENUM, defaults) would still be taken for bytes, and `é` in latin1 for two
    /// letters.
    package static func withFormAsText(_ piece: [UInt8]) -> [UInt8] {
        replacingFirst(
            replacingFirst(piece, "SET character_set_client = utf8mb4 */;", by: "SET NAMES utf8mb4 */;"),
            "SET character_set_client = @saved_cs_client */;", by: "SET NAMES binary */;")
    }

    private static func replacingFirst(_ text: [UInt8], _ old: String, by new: String) -> [UInt8] {
        guard let found = place(of: Array(old.utf8), in: text[...]) else { return text }
        return text[..<found] + Array(new.utf8) + text[(found + old.utf8.count)...]
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
