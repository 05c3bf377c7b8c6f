/// What the cells of both sides are read as before they are compared.
public enum ComparedForm: Sendable, Hashable {
    /// Whole numbers and decimals of any length, exactly.
    case number
    /// The number that the digits parse to, of single precision where one side has no more.
    case floating(single: Bool)
    case truth
    /// Code points.
    case text
    case bytes
    case uuid
    case date
    case time
    /// A moment, or a local time where no side has a zone; `digits` of a second are shared, 0...9.
    case timestamp(digits: Int)
    case json
    /// Bytes of a type that only this engine knows.
    case opaque

    /// As messages name it.
    var name: String {
        switch self {
        case .number: "a number"
        case .floating: "a floating number"
        case .truth: "yes or no"
        case .text: "text"
        case .bytes, .opaque: "bytes"
        case .uuid: "a UUID"
        case .date: "a date"
        case .time: "a time"
        case .timestamp: "a time stamp"
        case .json: "JSON"
        }
    }

    /// How values of two families are compared; nil where they have nothing in common.
    ///
    /// - Parameter declared: What the mapping says that both mean.
    static func of(_ families: Sides<ValueFamily>, declared: ValueFamily?, isMapped: Bool) -> ComparedForm? {
        if let declared {
            guard families.old.canBeRead(as: declared) || isMapped, families.new.canBeRead(as: declared) else {
                return nil
            }
            let both = families.map { $0.canBeRead(as: declared) && $0.isOfKind(declared) ? $0 : declared }
            return shared(both.old, both.new)
        }
        // Labels of the old side become what the new side calls them, whatever the old side's type is.
        if isMapped { return shared(families.new, families.new) }
        return shared(families.old, families.new) ?? shared(families.new, families.old)
    }

    private static func shared(_ a: ValueFamily, _ b: ValueFamily) -> ComparedForm? {
        switch (a, b) {
        case (.integer, .integer), (.integer, .decimal), (.decimal, .decimal): .number
        case (.single, .single), (.single, .double), (.single, .integer), (.single, .decimal): .floating(single: true)
        case (.double, .double), (.double, .integer), (.double, .decimal): .floating(single: false)
        case (.boolean, .boolean), (.boolean, .integer): .truth
        case (.binary, .binary), (.binary, .text): .bytes
        case (.uuid, .uuid), (.uuid, .binary): .uuid
        case (.date, .date): .date
        case (.time, .time): .time
        case (.timestamp(let digits, _), .timestamp(let others, _)): .timestamp(digits: min(digits, others))
        case (.timestamp(let digits, _), .date): .timestamp(digits: digits)
        case (.json, .json): .json
        case (.text, .text): .text
        case (.text, .other), (.other, .text): nil
        case (.text, _) where b != .text: shared(b, b)
        case (.other(let type), .other(let other)): type == other ? .opaque : nil
        default: nil
        }
    }
}

extension ValueFamily {
    /// Both are of one kind, whatever their digits.
    func isOfKind(_ other: ValueFamily) -> Bool {
        switch (self, other) {
        case (.decimal, .decimal), (.timestamp, .timestamp): true
        default: self == other
        }
    }

    /// Whether cells of this family may hold what a mapping declares them to mean.
    func canBeRead(as declared: ValueFamily) -> Bool {
        if isOfKind(declared) { return true }
        switch (self, declared) {
        case (.text, _), (_, .text), (.boolean, .integer), (.integer, .boolean), (.binary, .uuid), (.date, .timestamp),
            (.timestamp, .date):
            return true
        case (.other, .json), (.other, .uuid): return true
        default: return isNumber && declared.isNumber
        }
    }

    var isNumber: Bool {
        switch self {
        case .integer, .decimal, .double, .single: true
        default: false
        }
    }

    /// Its cells may hold anything that can be written down.
    var isWritten: Bool {
        switch self {
        case .text, .other: true
        default: false
        }
    }

    var name: String {
        switch self {
        case .integer: "integer"
        case .decimal(let scale): "decimal of \(scale) digits"
        case .double: "double"
        case .single: "single"
        case .boolean: "boolean"
        case .text: "text"
        case .binary: "binary"
        case .uuid: "UUID"
        case .date: "date"
        case .time: "time"
        case .timestamp(_, let zoned): zoned ? "time stamp with a zone" : "time stamp"
        case .json: "JSON"
        case .other(let type): type
        }
    }
}
