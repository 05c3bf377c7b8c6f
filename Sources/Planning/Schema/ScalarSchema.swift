import Foundation

/// The JSON Schema of single values.
///
/// The reader takes every scalar as text and lets the field decide what it means; a language server gives plain scalars
/// a type first, by the core schema of YAML 1.2: `42` is a number, `true` a flag, `5%` and `10s` are text. So where the
/// reader would take a number as text, the schema lets numbers pass as well. It does not do so for flags: an editor
/// would offer `true` and `false` wherever a name is asked for.
enum ScalarSchema {
    /// The most characters a text has; the reader counts bytes, which JSON Schema cannot.
    private static let longest = 10_000

    static func fields(_ shape: Shape, expected: String) -> [SchemaValue.Field] {
        switch shape {
        case .flag:
            [.init("type", .text("boolean"))]
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
                .init("type", .words(["string", "number"])), .init("minLength", .whole(1)),
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
        if fits("42") {
            return [.init("type", .words(["string", fits("1.5") ? "number" : "integer"]))]
                + (fits("-42") ? [] : [.init("minimum", .whole(0))]) + form
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
