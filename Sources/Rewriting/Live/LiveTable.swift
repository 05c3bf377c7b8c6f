/// A table of a live MariaDB, as `information_schema` describes it.
public struct LiveTable: Sendable, Hashable {
    public struct Column: Sendable, Hashable {
        public var name: String
        /// `DATA_TYPE`: `varchar`, `longtext`, `bigint`, …
        public var type: String
        /// Generated columns are never written.
        public var isGenerated: Bool

        public init(name: String, type: String, isGenerated: Bool = false) {
            self.name = name
            self.type = type
            self.isGenerated = isGenerated
        }

        /// The column can hold text with a host name or a path in it.
        public var holdsText: Bool {
            let kinds: Set = [
                "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "json", "binary", "varbinary",
                "tinyblob", "blob", "mediumblob", "longblob",
            ]
            return !isGenerated && kinds.contains(type.lowercased())
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
