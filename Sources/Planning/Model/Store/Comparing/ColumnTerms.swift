public import Foundation

/// A column of both sides and how its values are brought to one form. Nothing is done that is not asked for.
public struct ColumnTerms: Sendable {
    /// What both sides mean by a column, where their types do not say.
    public enum Kind: String, Sendable, CaseIterable {
        case integer, decimal, double, single, boolean, text, binary, uuid, date, time, timestamp, json
        /// A time stamp that knows its zone.
        case instant
    }

    /// The column's name where both sides call it the same.
    public let name: At<String>?
    public let old: At<String>?
    public let new: At<String>?
    public let kind: At<Kind>?
    /// Of decimals and time stamps: digits after the point.
    public let digits: At<Int>?
    public let oldZone: At<String>?
    public let newZone: At<String>?
    public let trim: At<Bool>?
    public let ignoreCase: At<Bool>?
    public let emptyIsNull: At<Bool>?
    /// The old side's number is the new one's times 10 to this power.
    public let minorUnits: At<Int>?
    public let values: [ValuePair]
    public let rewrites: [Rewrite]
    /// By how much numbers and time stamps (in seconds) may differ.
    public let tolerance: At<Decimal>?
    public let position: Position

    /// The column's name on the old side; nil for a record that names none.
    public var oldName: At<String>? { old ?? name }
    public var newName: At<String>? { new ?? name }
}

/// A label of the old side and what the new one calls it.
public struct ValuePair: Sendable {
    public let old: At<String>
    public let new: At<String>
}

extension ColumnTerms: PlanRecord {
    static let title = "column mapping"

    static func read(_ fields: inout Fields) -> ColumnTerms {
        ColumnTerms(
            name: fields.optional("name", .text, "The column, where both sides call it the same."),
            old: fields.optional("old", .text, "The old side's column."),
            new: fields.optional("new", .text, "The new side's column."),
            kind: fields.optional("as", .choice(Kind.self), "What both sides mean by it, where types do not say."),
            digits: fields.optional(
                "digits", .integer(0...30), "Of a decimal or a time stamp: digits after the point."),
            oldZone: fields.optional("old_zone", .zone, "The zone in which old writes its time stamps; UTC if absent."),
            newZone: fields.optional("new_zone", .zone, "The zone in which new writes its time stamps; UTC if absent."),
            trim: fields.optional("trim", .flag, "Whether white space at both ends does not count."),
            ignoreCase: fields.optional("ignore_case", .flag, "Whether case does not count."),
            emptyIsNull: fields.optional("empty_is_null", .flag, "Whether an empty text and NULL are the same."),
            minorUnits: fields.optional(
                "minor_units", .integer(-12...12), "Old's number is new's times 10 to this power: 2 for cents."),
            values: fields.records("values", ValuePair.self, "Labels that the two sides call differently."),
            rewrites: fields.records("rewrites", Rewrite.self, "Host names that the move changed inside values."),
            tolerance: fields.optional(
                "tolerance", .decimal(0...1_000_000_000), "By how much numbers, or seconds of times, may differ."),
            position: fields.position)
    }
}

extension ValuePair: PlanRecord {
    static let title = "value mapping"

    static func read(_ fields: inout Fields) -> ValuePair {
        ValuePair(
            old: fields.required("old", .text, "What the old side writes."),
            new: fields.required("new", .text, "What the new side writes for it."))
    }
}
