/// What a piece of a page says to people.
enum PlainText {
    /// Tags out, entities decoded, runs of blanks as one.
    static func of(_ markup: String) -> String {
        var text = ""
        var rest = Substring(markup)
        while let open = rest.firstIndex(of: "<") {
            text += rest[..<open]
            guard let close = rest[open...].firstIndex(of: ">") else {
                text += rest[open...]
                rest = ""
                break
            }
            rest = rest[rest.index(after: close)...]
        }
        return collapsed(decoded(text + rest))
    }

    /// Runs of blanks, unbreakable ones too, as one space; none at the ends.
    static func collapsed(_ text: String) -> String {
        text.split { $0.isWhitespace || $0 == "\u{200B}" || $0 == "\u{FEFF}" }.joined(separator: " ")
    }

    /// Entities by number, and the few by name that prices and forms use, decoded; others stay.
    static func decoded(_ text: String) -> String {
        guard text.contains("&") else { return text }
        var result = ""
        var rest = Substring(text)
        while let start = rest.firstIndex(of: "&") {
            result += rest[..<start]
            rest = rest[start...]
            guard let end = rest.prefix(12).firstIndex(of: ";"),
                let meant = meaning(rest[rest.index(after: start)..<end])
            else {
                result += "&"
                rest = rest.dropFirst()
                continue
            }
            result += meant
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    private static func meaning(_ name: Substring) -> String? {
        if name.hasPrefix("#") {
            let digits = name.dropFirst()
            let isHex = digits.hasPrefix("x") || digits.hasPrefix("X")
            let code = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            return code.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
        }
        return switch name {
        case "amp": "&"
        case "lt": "<"
        case "gt": ">"
        case "quot": "\""
        case "apos": "'"
        case "nbsp": "\u{A0}"
        case "euro": "€"
        case "pound": "£"
        case "yen": "¥"
        case "minus": "−"
        case "ndash": "–"
        default: nil
        }
    }

    /// A piece of anything, for people: control characters escaped, cut at `limit` characters.
    static func visible(_ text: String, limit: Int = 200) -> String {
        var result = ""
        var length = 0
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format:
                result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
            length += 1
            if length > limit { return String(String.UnicodeScalarView(result.unicodeScalars.prefix(limit - 1))) + "…" }
        }
        return result.unicodeScalars.count > limit
            ? String(String.UnicodeScalarView(result.unicodeScalars.prefix(limit - 1))) + "…" : result
    }
}
