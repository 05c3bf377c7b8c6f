/// How much of the end of each table is compared in the pause of a hand over.
public struct TailTerms: Sendable, Hashable {
    /// Tables of about as many rows are compared whole.
    public var wholeRows: Int
    /// Of larger tables so many rows with the highest keys.
    public var lastRows: Int
    /// Tables compared at a time, each on a connection of its own on both sides.
    public var lanes: Int
    /// For everything; what was not compared by then fails the comparison.
    public var limit: Duration

    public init(wholeRows: Int = 20_000, lastRows: Int = 2_000, lanes: Int = 4, limit: Duration = .seconds(20)) {
        self.wholeRows = wholeRows
        self.lastRows = lastRows
        self.lanes = min(max(lanes, 1), 16)
        self.limit = limit
    }
}

/// A table's form, as far as comparing rows needs it.
struct TailTable: Sendable, Hashable {
    struct Column: Sendable, Hashable {
        var name: String
        var type: String
        var collation: String?
    }

    var name: String
    var engineRows: Int
    var columns: [Column]
    /// Of the primary key, in its order.
    var key: [String]
    var autoIncrement: UInt64?

    /// The statement that digests the table's rows, or those with the highest keys: how many they are, and two sums.
    ///
    /// Each cell is written as its length and bytes, so that no two rows look alike by where one cell ends; NULL is
    /// `-`.
    func digest(in schema: String, rows: Int?) -> String {
        let cells = columns.map { column in
            let name = SQLText.name(column.name)
            let value =
                switch column.type.prefix(while: { $0 != "(" }) {
                case "bit": "HEX(\(name))"
                case "point", "linestring", "polygon", "geometry", "multipoint", "multilinestring", "multipolygon",
                    "geometrycollection":
                    "ST_AsWKB(\(name))"
                default: "CAST(\(name) AS BINARY)"
                }
            return "IFNULL(CONCAT(LENGTH(\(value)), ':', \(value)), '-')"
        }
        let row = "CRC32(CONCAT(\(cells.joined(separator: ", "))))"
        let table = "\(SQLText.name(schema)).\(SQLText.name(name))"
        var from = "SELECT \(row) AS c FROM \(table)"
        if let rows, !key.isEmpty {
            from += " ORDER BY " + key.map { "\(SQLText.name($0)) DESC" }.joined(separator: ", ") + " LIMIT \(rows)"
        }
        return "SELECT COUNT(*), COALESCE(SUM(c), 0), COALESCE(SUM(c * (c & 65535)), 0) FROM (\(from)) tail"
    }
}
