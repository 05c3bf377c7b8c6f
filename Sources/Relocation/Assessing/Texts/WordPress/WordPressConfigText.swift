/// Reads `wp-config.php` without running PHP: constants that are defined by literals, and the table prefix.
///
/// Comments and strings are told apart as PHP does. A value that is an expression is kept as its source text.
public enum WordPressConfigText {
    public struct Config: Sendable, Hashable {
        /// Values of string literals as PHP has them; `true`, numbers and expressions as written.
        public var constants: [String: String] = [:]
        public var tablePrefix: String?
        /// Constants whose value is no literal, so that only PHP knows it.
        public var computed: Set<String> = []
    }

    /// Of the keys and salts that sign cookies.
    public static let salts = [
        "AUTH_KEY", "SECURE_AUTH_KEY", "LOGGED_IN_KEY", "NONCE_KEY", "AUTH_SALT", "SECURE_AUTH_SALT",
        "LOGGED_IN_SALT", "NONCE_SALT",
    ]

    /// Names whose value must never leave the host in clear: by their words, as plugins define their own.
    public static func isSecret(_ name: String) -> Bool {
        let signs = ["PASS", "SECRET", "KEY", "SALT", "TOKEN", "CREDENTIAL", "PRIVATE", "_PWD", "DSN", "AUTH"]
        return signs.contains { name.uppercased().contains($0) }
    }

    enum Token: Hashable {
        case word(String)
        case text(String)
        case sign(Character)
    }

    public static func read(_ source: String) -> Config {
        let tokens = placed(source).tokens
        var config = Config()
        var at = 0
        while at < tokens.count {
            if case .word(let word) = tokens[at], word.lowercased() == "define", at + 3 < tokens.count,
                tokens[at + 1] == .sign("("), case .text(let name) = tokens[at + 2], tokens[at + 3] == .sign(",")
            {
                let (value, end) = expression(tokens, from: at + 4)
                // PHP keeps the first definition.
                if config.constants[name] == nil {
                    if case .text(let text)? = value.first, value.count == 1 {
                        config.constants[name] = text
                    } else if case .word(let word)? = value.first, value.count == 1, !word.hasPrefix("$") {
                        config.constants[name] =
                            ["true", "false", "null"].contains(word.lowercased()) ? word.lowercased() : word
                        if word.first?.isNumber != true, !["true", "false", "null"].contains(word.lowercased()) {
                            config.computed.insert(name)
                        }
                    } else {
                        config.constants[name] = value.map(shown).joined(separator: " ")
                        config.computed.insert(name)
                    }
                }
                at = end
                continue
            }
            if tokens[at] == .word("$table_prefix"), at + 2 < tokens.count, tokens[at + 1] == .sign("="),
                case .text(let prefix) = tokens[at + 2]
            {
                config.tablePrefix = prefix
            }
            at += 1
        }
        return config
    }

    /// The tokens up to the closing parenthesis or a comma outside of any.
    private static func expression(_ tokens: [Token], from start: Int) -> ([Token], Int) {
        var depth = 0
        var at = start
        while at < tokens.count {
            switch tokens[at] {
            case .sign("("), .sign("["): depth += 1
            case .sign(")"), .sign("]"):
                if depth == 0 { return (Array(tokens[start..<at]), at) }
                depth -= 1
            case .sign(",") where depth == 0: return (Array(tokens[start..<at]), at)
            case .sign(";"): return (Array(tokens[start..<at]), at)
            default: break
            }
            at += 1
        }
        return (Array(tokens[start...]), at)
    }

    private static func shown(_ token: Token) -> String {
        switch token {
        case .word(let word): word
        case .text(let text): "'\(text)'"
        case .sign(let sign): String(sign)
        }
    }

    /// Tokens, and where each lies among the source's scalars.
    private static func placed(_ source: String) -> (tokens: [Token], places: [Range<Int>]) {
        let text = Array(source.unicodeScalars)
        var tokens: [Token] = []
        var places: [Range<Int>] = []
        var at = 0
        func starts(_ word: String) -> Bool { text[at...].starts(with: word.unicodeScalars) }
        while at < text.count {
            let scalar = text[at]
            let start = at
            defer { if tokens.count > places.count { places.append(start..<min(at, text.count)) } }
            if scalar == "#" || starts("//") {
                while at < text.count, text[at] != "\n", !starts("?>") { at += 1 }
            } else if starts("/*") {
                at += 2
                while at < text.count, !starts("*/") { at += 1 }
                at += 2
            } else if scalar == "'" || scalar == "\"" {
                var value = ""
                at += 1
                while at < text.count, text[at] != scalar {
                    if text[at] == "\\", at + 1 < text.count {
                        at += 1
                        // In single quotes only the quote and the backslash are escaped.
                        if scalar == "'", text[at] != "'", text[at] != "\\" { value.unicodeScalars.append("\\") }
                    }
                    value.unicodeScalars.append(text[at])
                    at += 1
                }
                at += 1
                tokens.append(.text(value))
            } else if scalar == "$" || scalar == "_" || scalar == "-" || scalar.properties.isAlphabetic
                || scalar.properties.numericType != nil
            {
                var word = String(Character(scalar))
                at += 1
                while at < text.count,
                    text[at] == "_" || text[at] == "." && word.first?.isNumber == true
                        || text[at].properties.isAlphabetic || text[at].properties.numericType != nil
                {
                    word.unicodeScalars.append(text[at])
                    at += 1
                }
                tokens.append(.word(word))
            } else {
                if !scalar.properties.isWhitespace { tokens.append(.sign(Character(scalar))) }
                at += 1
            }
        }
        return (tokens, places)
    }

    /// Where the values of constants and of the table prefix stand in the source, as ranges of its scalars; the prefix
    /// under the name `$table_prefix`.
    static func values(_ source: String) -> [(name: String, place: Range<Int>)] {
        let (tokens, places) = placed(source)
        var found: [(name: String, place: Range<Int>)] = []
        var at = 0
        while at < tokens.count {
            if case .word(let word) = tokens[at], word.lowercased() == "define", at + 4 < tokens.count,
                tokens[at + 1] == .sign("("), case .text(let name) = tokens[at + 2], tokens[at + 3] == .sign(",")
            {
                let end = expression(tokens, from: at + 4).1
                if end > at + 4 { found.append((name, places[at + 4].lowerBound..<places[end - 1].upperBound)) }
                at = end
                continue
            }
            if tokens[at] == .word("$table_prefix"), at + 2 < tokens.count, tokens[at + 1] == .sign("=") {
                found.append(("$table_prefix", places[at + 2]))
            }
            at += 1
        }
        return found
    }
}
