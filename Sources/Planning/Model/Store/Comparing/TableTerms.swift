/// How one table of the old side and the one of the new that holds the same are compared.
public struct TableTerms: Sendable {
    public typealias ID = Identifier<TableTerms>

    public let id: At<ID>
    public let old: TableSide
    public let new: TableSide
    /// What tells one row from another; the old side's primary key when empty.
    public let key: [ColumnTerms]
    /// What is compared; every column that both sides have under one name when empty.
    public let columns: [ColumnTerms]
    public let leaveOut: [ColumnLeftOut]
    public let position: Position
}

/// The rows of one side.
public struct TableSide: Sendable {
    /// The system whose endpoint is the store's address; the store of this side when absent.
    public let system: At<System.ID>?
    /// Where that store's password is kept.
    public let secret: At<SecretReference>?
    public let table: At<String>?
    /// A query instead of a table.
    public let query: At<String>?
    /// The condition of the rows that are compared, in the store's own language.
    public let only: At<String>?
    /// A column that every writer sets when it changes a row.
    public let updated: At<String>?
    public let position: Position
}

/// A column that is not compared, and why.
public struct ColumnLeftOut: Sendable {
    public let column: At<String>
    public let why: At<String>
}

extension TableTerms: PlanRecord {
    static let title = "table mapping"

    static func read(_ fields: inout Fields) -> TableTerms {
        TableTerms(
            id: fields.required("id", .identifier(), "How results name this table."),
            old: fields.requiredRecord("old", TableSide.self, "The rows of the old side."),
            new: fields.requiredRecord("new", TableSide.self, "The rows of the new side."),
            key: fields.records(
                "key", ColumnTerms.self, "What tells one row from another; old's primary key if empty."),
            columns: fields.records(
                "columns", ColumnTerms.self, "What is compared; every column that both sides have if empty."),
            leaveOut: fields.records("leave_out", ColumnLeftOut.self, "Columns that are not compared."),
            position: fields.position)
    }
}

extension TableSide: PlanRecord {
    static let title = "side of a table"

    static func read(_ fields: inout Fields) -> TableSide {
        TableSide(
            system: fields.optional("system", .identifier(), "The system whose endpoint is its store's address."),
            secret: fields.optional("secret", .secret, "Where that store's password or token is kept."),
            table: fields.optional("table", .text, "The table; of files the file's name, of an API the path."),
            query: fields.optional("query", .text, "A query instead of a table."),
            only: fields.optional("only", .text, "The condition of the rows that are compared."),
            updated: fields.optional("updated", .text, "A column that every writer sets when it changes a row."),
            position: fields.position)
    }
}

extension ColumnLeftOut: PlanRecord {
    static let title = "column left out"

    static func read(_ fields: inout Fields) -> ColumnLeftOut {
        ColumnLeftOut(
            column: fields.required("column", .text, "The column, of either side."),
            why: fields.required("why", .text, "Why it need not be the same."))
    }
}
