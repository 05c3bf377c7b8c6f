/// A table of a live MariaDB, as `information_schema` describes it.
public struct LiveTable: Sendable, Hashable {
    public struct Column: Sendable, Hashable {
        public var name: String
        /// `DATA_TYPE`: `varchar`, `longtext`, `bigint`, …
        public var type: String
        /// Of text; nil for numbers and bytes.
        public var characterSet: String?
        /// Generated columns are never written.
        public var isGenerated: Bool
        /// The server sets it to now when another column of its row changes: `ON UPDATE CURRENT_TIMESTAMP`.
        public var isStamped: Bool

        public init(
            name: String, type: String, characterSet: String? = nil, isGenerated: Bool = false, isStamped: Bool = false
        ) {
            self.name = name
            self.type = type
            self.characterSet = characterSet
            self.isGenerated = isGenerated
            self.isStamped = isStamped
        }

        /// The column can hold text with a host name or a path in it.
        public var holdsText: Bool {
            let kinds: Set = [
                "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "json", "binary", "varbinary",
                "tinyblob", "blob", "mediumblob", "longblob",
            ]
            return !isGenerated && kinds.contains(type.lowercased())
        }

        /// Its letters are not the bytes that ASCII has for them, so nothing in it is ever found.
        public var isWide: Bool {
            guard let name = characterSet?.lowercased() else { return false }
            return name.hasPrefix("utf16") || name.hasPrefix("utf32") || name.hasPrefix("ucs2")
        }

        /// Rows can be paged by it: the order in which the server sorts it is the order in which it compares it with a
        /// literal. Not so for floating numbers, nor for ENUM, which is sorted by number and compared by name.
        public var canPage: Bool {
            let kinds: Set = [
                "tinyint", "smallint", "mediumint", "int", "bigint", "char", "varchar", "binary", "varbinary",
                "tinytext",
                "text", "mediumtext", "longtext", "tinyblob", "blob", "mediumblob", "longblob", "date", "datetime",
                "timestamp", "time", "year",
            ]
            return kinds.contains(type.lowercased())
        }
    }

    public var name: String
    public var columns: [Column]
    /// Columns of the primary key, or of a unique key without NULL, in the key's order; empty if there is none.
    public var key: [String]

    public init(name: String, columns: [Column], key: [String]) {
        self.name = name
        self.columns = columns
        self.key = key
    }
}
