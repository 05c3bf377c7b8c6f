/// Something that was met, left as it was, and that somebody should know of.
public struct Finding: Sendable, Hashable, Codable, CustomStringConvertible {
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// A value that begins as PHP's serialised format and does not go on as such: left byte for byte.
        case malformed
        /// Serialised text inside other text whose length does not agree with what follows: left.
        case lengthDisagrees
        /// Serialised inside serialised, deeper than `Rewriter.deepest`: left.
        case tooDeep
        /// An array's key that holds a source, but is not an address as a whole, or would collide: left.
        case keyLeft
        /// Base64 that holds a source but is not the whole of its value: left.
        case base64Inside
        /// Binary bytes that hold a source: left.
        case binary
        /// A source in a statement that is not rewritten: a trigger, a view, a default.
        case statementLeft
        /// A bare host name whose map has a path: in a network's table the path stands in a column of its own.
        case hostOfPath
        /// A literal longer than the limit: copied without a look.
        case literalTooLong
        /// A table with a column to be treated in its own way, whose columns are not known: all were rewritten alike.
        case columnsUnknown
    }

    public var kind: Kind
    /// What was expected, what was found. Never bytes of the value.
    public var why: String
    /// Bytes from the value's start; in dumps, from the dump's start.
    public var offset: Int
    /// In dumps.
    public var table: String?
    public var column: String?

    public init(kind: Kind, why: String, offset: Int, table: String? = nil, column: String? = nil) {
        self.kind = kind
        self.why = why
        self.offset = offset
        self.table = table
        self.column = column
    }

    public var description: String {
        let place = table.map { table in column.map { "\(table).\($0), " } ?? "\(table), " } ?? ""
        return "\(place)byte \(offset): \(kind.rawValue): \(why)"
    }
}
