/// How the two sides' records of an entity are compared.
public struct ReconcileTerms: Sendable {
    public enum Check: String, Sendable, CaseIterable {
        case count, sum, hash
    }

    public let checks: [At<Check>]
    /// The columns that are added up, such as `total`.
    public let sums: [At<String>]
    /// The share of records that may differ, 0...1.
    public let tolerance: At<Double>?
    public let every: At<Duration>?
    /// A file with tables, stores and pace; what it says stands in those of this record.
    public let map: At<String>?
    public let stores: StorePair?
    public let tables: [TableTerms]
    public let pace: ComparisonPace?
    public let position: Position
}

/// One field of an entity and what each side can hold in it.
public struct FieldMapping: Sendable {
    public let name: At<String>
    /// The type on the old side as its database writes it: `varchar(40)`, `int`, `enum(a,b)`.
    public let old: At<String>
    public let new: At<String>
    /// What becomes, on the way back, of values that the old side cannot hold.
    public let reverse: At<String>?
    public let position: Position
}

/// How records are numbered on both sides.
public struct NumberSeries: Sendable {
    public let oldPrefix: At<String>?
    public let newPrefix: At<String>?
    public let lastOld: At<Int>?
    public let firstNew: At<Int>?
    /// Why numbers are missing between the two, or why there are two series.
    public let explanation: At<String>?
    public let position: Position
}

extension ReconcileTerms: PlanRecord {
    static let title = "reconciliation"

    static func read(_ fields: inout Fields) -> ReconcileTerms {
        ReconcileTerms(
            checks: fields.list("checks", .choice(Check.self), "What is compared: count, sum, hash."),
            sums: fields.list("sums", .text, "The fields that are added up."),
            tolerance: fields.optional("tolerance", .fraction, "The share of records that may differ."),
            every: fields.optional("every", .duration, "How often."),
            map: fields.optional("map", .text, "A file with tables, stores and pace, relative to the plan's folder."),
            stores: fields.record("stores", StorePair.self, "The stores, where a table names none of its own."),
            tables: fields.records("tables", TableTerms.self, "What is compared with what."),
            pace: fields.record("pace", ComparisonPace.self, "How much a comparison may ask of the stores."),
            position: fields.position)
    }
}

extension FieldMapping: PlanRecord {
    static let title = "field mapping"

    static func read(_ fields: inout Fields) -> FieldMapping {
        FieldMapping(
            name: fields.required("name", .text, "The field's name."),
            old: fields.required("old", .text, "Its type on the old side: varchar(40)."),
            new: fields.required("new", .text, "Its type on the new side."),
            reverse: fields.optional("reverse", .text, "How values that old cannot hold are carried back."),
            position: fields.position)
    }
}

extension NumberSeries: PlanRecord {
    static let title = "number series"

    static func read(_ fields: inout Fields) -> NumberSeries {
        NumberSeries(
            oldPrefix: fields.optional("old_prefix", .text, "What numbers of the old side begin with."),
            newPrefix: fields.optional("new_prefix", .text, "What numbers of the new side begin with."),
            lastOld: fields.optional("last_old", .integer(0...9_000_000_000_000), "The highest number old will give."),
            firstNew: fields.optional("first_new", .integer(0...9_000_000_000_000), "The first number new will give."),
            explanation: fields.optional("explanation", .text, "Why there is a gap, or a second series."),
            position: fields.position)
    }
}
