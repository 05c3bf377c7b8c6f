import Databases

/// How one engine writes what a store asks. Everything here is text: no connection is needed.
protocol SQLDialect: Sendable {
    /// A name as the engine quotes it.
    func quoted(_ name: String) -> String
    /// The expression that gives a column in the common form of its family.
    func cell(_ column: NativeColumn) -> String
    /// A cell of a key as a literal of the column's own type, so that the column's index can be used.
    func literal(_ cell: [UInt8], of column: NativeColumn) throws(BadCell) -> String
    /// A cell of a key as a literal for a comparison by bytes.
    func bytes(_ cell: [UInt8]) -> String
    /// By what rows are ordered and keys are compared in this order, with the form that a literal needs there.
    func sorting(_ column: NativeColumn, in order: KeyOrder) -> SQLSorting
    /// The condition of rows after a key, or up to one.
    func after(_ key: [SQLKeyPart]) -> String
    func through(_ key: [SQLKeyPart]) -> String
    /// The condition of rows that have one of these keys; each list is one key, none is NULL.
    func among(_ keys: [[SQLKeyPart]]) -> String
    /// What follows a column in ORDER BY so that NULL comes first.
    func nullsFirst(_ column: NativeColumn) -> String
    /// The statement that counts and digests the rows of a selection, in the columns count, then parts of the digest.
    ///
    /// Equal rows cancel each other in an exclusive-or: where rows are not unique, a sum is one part more.
    func digest(
        _ columns: [(ReadColumn, NativeColumn)], as kind: DigestKind, isUnique: Bool, from selection: String
    ) throws(BadCell) -> String
}

/// A column as the engine knows it.
struct NativeColumn: Sendable, Hashable {
    var shape: ColumnShape
    /// The type without length, digits and attributes: `decimal`, `pg_catalog.int8`.
    var base: String
    /// `unsigned zerofill` and the like.
    var attributes = ""
}

struct SQLSorting: Sendable, Hashable {
    var expression: String
    /// Keys are compared as bytes, not as the column's type.
    var isBytes: Bool
}

/// One column of a key and its value there.
struct SQLKeyPart: Sendable, Hashable {
    var expression: String
    var isNullable: Bool
    /// nil is NULL.
    var literal: String?
}

/// A cell that is not of its column's type, or a form that a column cannot have.
struct BadCell: Error {
    var column: String
    var why: String
}
