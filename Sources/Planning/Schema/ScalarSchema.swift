import Foundation

/// The JSON Schema of single values.
///
/// The reader takes every scalar as text and lets the field decide what it means; a language server gives plain scalars
/// a type first, by the core schema of YAML 1.2: `42` is a number, `true` a flag, `5%` and `10s` are text. So where the
/// reader would take such a word as text, the schema has to let the type pass as well.
enum ScalarSchema {
    /// The most characters a text has; the reader counts bytes, which JSON Schema cannot.
    private static let longest = 10_000

    static func fields(_ shape: Shape, expected: String) -> [SchemaValue.Field] {
        switch shape {
        case .flag:
            [.init("type", .text("boolean"))]
        case .integer(let range) where range.count == 1:
            [.init("const", .whole(range.lowerBound))]
        case .integer(let range):
            [.init("type", .text("integer"))] + bounds(range, Int.min...Int.max, SchemaValue.whole)
        case .number(let range):
            [.init("type", .text("number"))]
                + bounds(
                    range, -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude, SchemaValue.number)
        case .choice(let words):
            [.init("enum", .list(words.flatMap(spellings)))]
        case .text(nil):
            [
                .init("type", .words(["string", "number", "boolean"])), .init("minLength", .whole(1)),
                .init("maxLength", .whole(longest)),
            ]
        case .text(let pattern?):
            text(pattern, expected: expected)
        case .list, .record:
            []
        }
    }

    private static func bounds<Bound>(
        _ range: ClosedRange<Bound>, _ whole: ClosedRange<Bound>, _ value: (Bound) -> SchemaValue
    ) -> [SchemaValue.Field] {
        var fields: [SchemaValue.Field] = []
        if range.lowerBound > whole.lowerBound { fields.append(.init("minimum", value(range.lowerBound))) }
        if range.upperBound < whole.upperBound { fields.append(.init("maximum", value(range.upperBound))) }
        return fields
    }

    private static func text(_ pattern: String, expected: String) -> [SchemaValue.Field] {
        let form: [SchemaValue.Field] = [
            .init("pattern", .text(pattern)), .init("patternErrorMessage", .text("Expected \(expected).")),
        ]
        let fits = { (text: String) in text.range(of: pattern, options: .regularExpression) != nil }
        let types = [("integer", "42"), ("number", "1.5"), ("boolean", "true")].filter { fits($0.1) }.map(\.0)
        if !types.isEmpty {
            let least: [SchemaValue.Field] =
                types.first != "boolean" && !fits("-42") ? [.init("minimum", .whole(0))] : []
            return [.init("type", .words(["string"] + types.filter { $0 != "integer" || !types.contains("number") }))]
                + least + form
        }
        guard fits("0") else { return [.init("type", .text("string"))] + form }
        // Nothing but a bare zero is a number here.
        return [
            .init(
                "anyOf",
                .list([.object([.init("type", .text("string"))] + form), .object([.init("const", .whole(0))])]))
        ]
    }

    /// A word of a choice as text, and as what a language server takes it for when it stands without quotes.
    private static func spellings(_ word: String) -> [SchemaValue] {
        switch word {
        case "true", "false": [.text(word), .flag(word == "true")]
        case "null", "~": [.text(word), .null]
        default: Int(word).map { [.text(word), .whole($0)] } ?? [.text(word)]
        }
    }
}
