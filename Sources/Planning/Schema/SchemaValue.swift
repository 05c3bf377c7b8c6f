/// A JSON value whose fields stay in the order in which they were said, so that a generated file is the same each time
/// and reads as the model does.
indirect enum SchemaValue: Sendable, Equatable {
    case text(String)
    case whole(Int)
    case number(Double)
    case flag(Bool)
    case null
    case list([SchemaValue])
    case object([Field])

    struct Field: Sendable, Equatable {
        let key: String
        let value: SchemaValue

        init(_ key: String, _ value: SchemaValue) {
            self.key = key
            self.value = value
        }
    }

    static func words(_ words: [String]) -> SchemaValue { .list(words.map { .text($0) }) }

    /// JSON text; nested lines are indented by two spaces, lists of plain values stand on one line.
    func text(indentedBy indentation: Int = 0) -> String {
        switch self {
        case .text(let text): return Self.quoted(text)
        case .whole(let number): return "\(number)"
        case .number(let number): return number == number.rounded() ? "\(Int(number))" : "\(number)"
        case .flag(let flag): return "\(flag)"
        case .null: return "null"
        case .list(let items):
            if items.allSatisfy(\.isPlain) { return "[" + items.map { $0.text() }.joined(separator: ", ") + "]" }
            return Self.block("[", items.map { $0.text(indentedBy: indentation + 2) }, "]", indentation)
        case .object(let fields):
            if fields.isEmpty { return "{}" }
            let lines = fields.map { "\(Self.quoted($0.key)): \($0.value.text(indentedBy: indentation + 2))" }
            return Self.block("{", lines, "}", indentation)
        }
    }

    private var isPlain: Bool {
        switch self {
        case .list, .object: false
        case .text, .whole, .number, .flag, .null: true
        }
    }

    private static func block(_ open: String, _ lines: [String], _ close: String, _ indentation: Int) -> String {
        let margin = String(repeating: " ", count: indentation)
        return "\(open)\n" + lines.map { "\(margin)  \($0)" }.joined(separator: ",\n") + "\n\(margin)\(close)"
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case _ where scalar.value < 32:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
