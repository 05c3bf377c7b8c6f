/// One row that is not the same on both sides, looked at again and still so.
public struct Difference: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Hashable, Codable, CodingKeyRepresentable, CaseIterable {
        /// Only the old side has it.
        case missing
        /// Only the new side has it.
        case extra
        /// Both have it, with other values.
        case differs
        /// Both have rows with this key, but not equally many or not the same ones.
        case multiplicity
    }

    public var table: String
    /// The key's columns and values, as the old side names them and the store that has the row writes them.
    public var key: [Cell]
    public var kind: Kind
    /// For `differs`: the columns whose values are not equal.
    public var cells: [CellDifference]
    /// Why, where that is known: `zero date`, `case`, `trailing space`, `cut at 40 characters`, `mojibake`, `rounded`.
    public var cause: String?
    /// For `multiplicity`: how many rows of each side have no equal on the other.
    public var unmatched: Sides<Int>?

    public init(
        table: String, key: [Cell], kind: Kind, cells: [CellDifference] = [], cause: String? = nil,
        unmatched: Sides<Int>? = nil
    ) {
        self.table = table
        self.key = key
        self.kind = kind
        self.cells = cells
        self.cause = cause
        self.unmatched = unmatched
    }

    public struct Cell: Sendable, Hashable, Codable {
        public var column: String
        /// As text, bytes in hexadecimal; nil is NULL.
        public var value: String?

        public init(column: String, value: String?) {
            self.column = column
            self.value = value
        }
    }

    public struct CellDifference: Sendable, Hashable, Codable {
        public var column: String
        public var old: String?
        public var new: String?
        public var cause: String?

        public init(column: String, old: String?, new: String?, cause: String? = nil) {
            self.column = column
            self.old = old
            self.new = new
            self.cause = cause
        }
    }
}

/// The same of both sides.
public struct Sides<Value> {
    public var old: Value
    public var new: Value

    public init(old: Value, new: Value) {
        self.old = old
        self.new = new
    }

    public func map<Other, Failure: Error>(_ change: (Value) throws(Failure) -> Other) throws(Failure) -> Sides<Other> {
        Sides<Other>(old: try change(old), new: try change(new))
    }
}

extension Sides: Sendable where Value: Sendable {}
extension Sides: Equatable where Value: Equatable {}
extension Sides: Hashable where Value: Hashable {}
extension Sides: Encodable where Value: Encodable {}
extension Sides: Decodable where Value: Decodable {}
