/// Names and values as SQL text.
enum SQLText {
    /// A name in backquotes.
    static func name(_ name: String) -> String {
        "`" + name.split(separator: "`", omittingEmptySubsequences: false).joined(separator: "``") + "`"
    }

    /// A text in quotes; right whatever `sql_mode` says of backslashes, because both spellings are avoided.
    static func text(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x27 || $0 == 0x5c || $0 < 0x20 }) else { return "'\(text)'" }
        return "CONVERT(X'" + text.utf8.map { hex($0) }.joined() + "' USING utf8mb4)"
    }

    /// Several texts, as in a list of `IN`.
    static func texts(_ texts: some Sequence<String>) -> String { texts.map { text($0) }.joined(separator: ", ") }

    /// Whether nobody may log in as an account, from its row of `mysql.global_priv`.
    static func isLocked(_ row: String = "global_priv") -> String {
        "COALESCE(JSON_VALUE(\(row).Priv, '$.account_locked'), '0') IN ('1', 'true')"
    }

    /// A text in quotes for statements that take no expression; with a backslash as the default `sql_mode` reads it.
    static func literal(_ text: String) -> String {
        var out = "'"
        for character in text {
            switch character {
            case "'": out += "''"
            case "\\": out += "\\\\"
            default: out.append(character)
            }
        }
        return out + "'"
    }

    private static func hex(_ byte: UInt8) -> String {
        let digits = Array("0123456789ABCDEF")
        return String([digits[Int(byte >> 4)], digits[Int(byte & 15)]])
    }
}

/// An account of a database server.
public struct DatabaseAccount: Sendable, Hashable, Codable, Comparable, CustomStringConvertible {
    public var user: String
    /// As the server knows it: an address, a pattern, `%`; empty for a role.
    public var host: String

    public init(user: String, host: String) {
        self.user = user
        self.host = host
    }

    /// `user@host`, as `information_schema` writes definers; the last `@` parts them.
    public init(parsing text: String) {
        if let at = text.lastIndex(of: "@") {
            self.init(user: String(text[..<at]), host: String(text[text.index(after: at)...]))
        } else {
            self.init(user: text, host: "")
        }
    }

    public var description: String { host.isEmpty ? user : "\(user)@\(host)" }

    /// As statements name it.
    var sql: String {
        host.isEmpty ? SQLText.literal(user) : "\(SQLText.literal(user))@\(SQLText.literal(host))"
    }

    public static func < (one: DatabaseAccount, other: DatabaseAccount) -> Bool {
        (one.user, one.host) < (other.user, other.host)
    }
}
