/// A column's type taken apart: `decimal(10, 2) UNSIGNED` is the words `decimal unsigned` and the arguments `10`, `2`.
/// Two that differ only in spaces and case are equal.
struct FieldTypeText: Hashable {
    /// In lower case.
    let words: [String]
    /// As written, without the quotation marks around them.
    let arguments: [String]

    init(_ text: String) {
        guard let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"), open < close else {
            words = Self.words(of: text[...])
            arguments = []
            return
        }
        words = Self.words(of: text[..<open]) + Self.words(of: text[text.index(after: close)...])
        arguments = Self.arguments(of: text[text.index(after: open)..<close])
    }

    private static func words(of text: Substring) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map { $0.lowercased() }
    }

    /// Parts between commas; a comma in quotation marks parts nothing, and doubled marks are one.
    private static func arguments(of text: Substring) -> [String] {
        var found: [String] = []
        var part = ""
        var quote: Character?
        var closed = false
        for character in text {
            if let open = quote {
                if character == open { (quote, closed) = (nil, true) } else { part.append(character) }
            } else if character == "'" || character == "\"" {
                if closed { part.append(character) }
                (quote, closed) = (character, false)
            } else if character == "," {
                found.append(part)
                (part, closed) = ("", false)
            } else if !character.isWhitespace {
                part.append(character)
                closed = false
            }
        }
        return found + [part]
    }
}

extension FieldType {
    /// Nil for a type that is not known.
    init?(_ text: FieldTypeText) {
        var words = text.words
        holdsNull = !Self.take(["not", "null"], from: &words)
        _ = Self.take(["null"], from: &words)
        let zoned = Self.take(["with", "time", "zone"], from: &words)
        _ = Self.take(["without", "time", "zone"], from: &words)
        let filled = Self.take(["zerofill"], from: &words)
        let unsigned = Self.take(["unsigned"], from: &words) || filled
        _ = Self.take(["signed"], from: &words)
        let name = words.joined(separator: " ")
        guard
            let values = Self.text(name, text.arguments) ?? Self.number(name, text.arguments, unsigned)
                ?? Self.other(name, text.arguments, zoned)
        else { return nil }
        self.values = values
    }

    private static func take(_ phrase: [String], from words: inout [String]) -> Bool {
        guard words.count > phrase.count,
            let start = (1...(words.count - phrase.count)).first(where: {
                Array(words[$0..<($0 + phrase.count)]) == phrase
            })
        else { return false }
        words.removeSubrange(start..<(start + phrase.count))
        return true
    }

    private static func text(_ name: String, _ arguments: [String]) -> Values? {
        switch name {
        case "varchar", "char", "character", "character varying", "nvarchar", "nchar":
            guard let size = size(arguments) else {
                // Without a size PostgreSQL's `varchar` has no limit, and `char` holds one character.
                return arguments.isEmpty ? .text(limit: ["char", "character", "nchar"].contains(name) ? 1 : nil) : nil
            }
            return .text(limit: size)
        case "tinytext": return .text(limit: 255)
        case "text": return .text(limit: 65_535)
        case "mediumtext": return .text(limit: 16_777_215)
        case "longtext": return .text(limit: nil)
        case "binary", "varbinary": return size(arguments).map { .bytes(limit: $0) }
        case "tinyblob": return .bytes(limit: 255)
        case "blob": return .bytes(limit: 65_535)
        case "mediumblob": return .bytes(limit: 16_777_215)
        case "longblob", "bytea": return .bytes(limit: nil)
        default: return nil
        }
    }

    private static func number(_ name: String, _ arguments: [String], _ unsigned: Bool) -> Values? {
        func integer(_ bits: Int) -> Values {
            unsigned
                ? .integer(0...(1 << Int128(bits)) - 1)
                : .integer(-(1 << Int128(bits - 1))...(1 << Int128(bits - 1)) - 1)
        }
        switch name {
        case "bool", "boolean": return .integer(0...1)
        // What MariaDB makes of `boolean`; nothing else uses this display width.
        case "tinyint" where arguments == ["1"]: return .integer(0...1)
        case "tinyint": return integer(8)
        case "smallint", "int2", "smallserial": return integer(16)
        case "mediumint": return integer(24)
        case "int", "integer", "int4", "serial": return integer(32)
        case "bigint", "int8", "bigserial": return integer(64)
        case "decimal", "numeric", "dec":
            guard let digits = size(arguments), arguments.count <= 2 else { return nil }
            let fraction = arguments.count == 2 ? Int(arguments[1]) : 0
            guard let fraction, fraction >= 0, fraction <= digits else { return nil }
            return .decimal(whole: digits - fraction, fraction: fraction, signed: !unsigned)
        case "float", "real", "float4": return .floating(bits: 24)
        case "double", "double precision", "float8": return .floating(bits: 53)
        default: return nil
        }
    }

    private static func other(_ name: String, _ arguments: [String], _ zoned: Bool) -> Values? {
        func fraction(_ otherwise: Int) -> Int { size(arguments) ?? otherwise }
        switch name {
        case "enum": return arguments == [""] || arguments.isEmpty ? nil : .enumeration(arguments)
        case "date": return .date
        case "time": return .time(fraction: fraction(0))
        case "datetime": return .moment(fraction: fraction(0), range: .any)
        // With a zone it is PostgreSQL's, which counts microseconds and knows every year.
        case "timestamp": return .moment(fraction: fraction(zoned ? 6 : 0), range: zoned ? .any : .epoch)
        case "timestamptz": return .moment(fraction: fraction(6), range: .any)
        case "json", "jsonb": return .json
        case "uuid": return .uuid
        default: return nil
        }
    }

    /// The first argument as a size.
    private static func size(_ arguments: [String]) -> Int? {
        guard let first = arguments.first, let size = Int(first), (0...4_294_967_295).contains(size) else { return nil }
        return size
    }
}
