/// One line of `SHOW GRANTS`, as far as it says who may write where.
package struct Grant: Sendable, Hashable {
    /// In capitals; `ALL PRIVILEGES` is spelled so.
    package var privileges: Set<String>
    /// The schema pattern, with the server's `%` and `_`; `*` is every schema.
    package var schema: String
    /// `*` is every table.
    package var table: String
    /// A role that is granted; then nothing else is set.
    package var role: String?

    package init?(parsing line: String) {
        guard line.hasPrefix("GRANT ") else { return nil }
        let body = line.dropFirst(6)
        guard let to = Self.place(of: " TO ", in: body) else { return nil }
        guard let on = Self.place(of: " ON ", in: body[..<to]) else {
            // GRANT `role` TO …
            role = Self.unquoted(body[..<to])
            privileges = []
            schema = ""
            table = ""
            return
        }
        privileges = Set(Self.privileges(body[..<on]))
        var object = body[body.index(on, offsetBy: 4)..<to]
        for kind in ["PROCEDURE ", "FUNCTION ", "PACKAGE ", "PACKAGE BODY "] where object.hasPrefix(kind) {
            object = object.dropFirst(kind.count)
        }
        guard let dot = Self.place(of: ".", in: object) else { return nil }
        schema = Self.unquoted(object[..<dot])
        table = Self.unquoted(object[object.index(after: dot)...])
        role = nil
    }

    /// `SELECT, UPDATE (`a`, `b`), ALL PRIVILEGES`: columns are left out.
    private static func privileges(_ text: Substring) -> [String] {
        var found: [String] = []
        var word = ""
        var depth = 0
        for character in text {
            switch character {
            case "(": depth += 1
            case ")": depth -= 1
            case "," where depth == 0:
                found.append(word)
                word = ""
            default: if depth == 0 { word.append(character) }
            }
        }
        found.append(word)
        return found.map { $0.split(separator: " ").joined(separator: " ").uppercased() }
    }

    /// Where a mark stands outside quotes.
    private static func place(of mark: String, in text: Substring) -> Substring.Index? {
        var quote: Character?
        var at = text.startIndex
        while at < text.endIndex {
            let character = text[at]
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "`" || character == "'" || character == "\"" {
                quote = character
            } else if text[at...].hasPrefix(mark) {
                return at
            }
            at = text.index(after: at)
        }
        return nil
    }

    private static func unquoted(_ text: Substring) -> String {
        guard let first = text.first, first == "`" || first == "'", text.last == first, text.count >= 2 else {
            return String(text)
        }
        let inner = text.dropFirst().dropLast()
        return inner.split(separator: "\(first)\(first)", omittingEmptySubsequences: false).joined(
            separator: "\(first)")
    }

    /// It is about the whole server.
    var reachesEverything: Bool { schema == "*" && table == "*" }

    /// It is about this schema, or about tables in it.
    package func reaches(schema name: String) -> Bool {
        role == nil && (schema == "*" || schema == name || Self.matches(Array(schema), Array(name)))
    }

    /// As the server matches `%`, `_` and `\_` of schema patterns.
    private static func matches(_ pattern: [Character], _ name: [Character]) -> Bool {
        guard let first = pattern.first else { return name.isEmpty }
        switch first {
        case "%": return (0...name.count).contains { matches(Array(pattern.dropFirst()), Array(name.dropFirst($0))) }
        case "_": return !name.isEmpty && matches(Array(pattern.dropFirst()), Array(name.dropFirst()))
        case "\\" where pattern.count > 1:
            return name.first == pattern[1] && matches(Array(pattern.dropFirst(2)), Array(name.dropFirst()))
        default: return name.first == first && matches(Array(pattern.dropFirst()), Array(name.dropFirst()))
        }
    }

    /// What lets an account change rows or forms of tables. EXECUTE counts: a procedure may run as its definer.
    static let writing: Set<String> = [
        "ALL PRIVILEGES", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "ALTER", "INDEX", "TRIGGER", "EVENT",
        "EXECUTE",
        "CREATE VIEW", "CREATE ROUTINE", "ALTER ROUTINE", "REFERENCES", "DELETE HISTORY", "LOCK TABLES",
    ]

    /// What is not bound by `read_only`. SUPER is only before MariaDB 10.11, and counts everywhere to be safe.
    static let unboundByReadOnly: Set<String> = ["ALL PRIVILEGES", "READ_ONLY ADMIN", "READ ONLY ADMIN", "SUPER"]

    package var isWriting: Bool { !privileges.isDisjoint(with: Self.writing) }
}
