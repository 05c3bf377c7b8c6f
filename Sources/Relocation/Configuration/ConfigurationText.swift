/// Rewrites a configuration file for the new side. Pure.
public enum ConfigurationText {
    public enum Form: String, Sendable, Hashable, Codable {
        /// `wp-config.php`: values of `define(…)` and `$table_prefix`.
        case wordPress
        /// Lines of `NAME=value`, as `.env` has them.
        case environment
        /// A JSON object; a name is a path of keys, such as `salts.AUTH_KEY`.
        case json

        /// By the file's name.
        public init(file: String) {
            let name = file.split(separator: "/").last.map(String.init) ?? file
            self = name.hasSuffix(".json") ? .json : name.hasSuffix(".php") ? .wordPress : .environment
        }
    }

    /// The new text, and what became of the names in it.
    public struct Rewritten: Sendable, Hashable {
        public var text: String
        /// Names that were set.
        public var changed: [String]
        /// Names that hold a secret and were given no value: they are emptied, never copied.
        public var emptied: [String]
        /// Given names that the file does not have.
        public var missing: [String]
    }

    /// - Parameters:
    ///   - values: by name: as text; `true`, `false` and numbers stay bare in PHP where they were.
    ///   - kept: names of secrets that may be copied as they are; nil for all, where the file is the new side's own.
    public static func rewritten(
        _ source: String, form: Form, values: [String: String], keeping kept: Set<String>? = []
    ) -> Rewritten {
        switch form {
        case .wordPress: wordPress(source, values, kept)
        case .environment: environment(source, values, kept)
        case .json: json(source, values)
        }
    }

    /// What a file sets: texts of literals by name; values that only running it would tell are left out.
    public static func values(_ source: String, form: Form, names: Set<String>) -> [String: String] {
        switch form {
        case .wordPress:
            let config = WordPressConfigText.read(source)
            var found = config.constants.filter { names.contains($0.key) && !config.computed.contains($0.key) }
            if names.contains("$table_prefix") { found["$table_prefix"] = config.tablePrefix }
            return found
        case .environment:
            var found: [String: String] = [:]
            for line in source.split(whereSeparator: \.isNewline) {
                guard let (name, value) = variable(line), names.contains(name) else { continue }
                found[name] = unquoted(value)
            }
            return found
        case .json:
            return names.reduce(into: [:]) { found, name in
                found[name] = JSONSplice.value(of: name.split(separator: ".").map(String.init), in: source)
            }
        }
    }

    private static func wordPress(_ source: String, _ values: [String: String], _ kept: Set<String>?) -> Rewritten {
        let scalars = Array(source.unicodeScalars)
        var text = String.UnicodeScalarView()
        var result = Rewritten(text: "", changed: [], emptied: [], missing: [])
        var at = 0
        for (name, place) in WordPressConfigText.values(source) {
            text.append(contentsOf: scalars[at..<place.lowerBound])
            let old = scalars[place]
            if let value = values[name] {
                let isBare = old.first != "'" && old.first != "\""
                let staysBare = isBare && (["true", "false", "null"].contains(value) || Int(value) != nil)
                text.append(contentsOf: (staysBare ? value : quoted(value)).unicodeScalars)
                result.changed.append(name)
            } else if WordPressConfigText.isSecret(name), kept?.contains(name) == false, isText(old) {
                text.append(contentsOf: "''".unicodeScalars)
                result.emptied.append(name)
            } else {
                text.append(contentsOf: old)
            }
            at = place.upperBound
        }
        text.append(contentsOf: scalars[at...])
        result.text = String(text)
        result.missing = values.keys.filter { !result.changed.contains($0) }.sorted()
        return result
    }

    /// A value with a string in it may hold the secret, an expression too; `true` and numbers do not.
    private static func isText(_ value: ArraySlice<Unicode.Scalar>) -> Bool {
        value.contains { $0 == "'" || $0 == "\"" }
    }

    private static func quoted(_ value: String) -> String {
        "'" + value.reduce(into: "") { text, sign in text += sign == "'" || sign == "\\" ? "\\\(sign)" : "\(sign)" }
            + "'"
    }

    private static func environment(_ source: String, _ values: [String: String], _ kept: Set<String>?) -> Rewritten {
        var result = Rewritten(text: "", changed: [], emptied: [], missing: [])
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
            guard let (name, _) = variable(line) else { return String(line) }
            let head = (line.drop { $0 == " " }.hasPrefix("export ") ? "export " : "") + name + "="
            if let value = values[name] {
                result.changed.append(name)
                let isPlain = value.allSatisfy {
                    $0.isASCII && ($0.isLetter || $0.isNumber || "_-./:@%+,".contains($0))
                }
                return head + (isPlain ? value : "'" + value.replacing("'", with: "'\\''") + "'")
            }
            if WordPressConfigText.isSecret(name), kept?.contains(name) == false {
                result.emptied.append(name)
                return head
            }
            return String(line)
        }
        result.text = lines.joined(separator: "\n")
        result.missing = values.keys.filter { !result.changed.contains($0) }.sorted()
        return result
    }

    private static func variable(_ line: Substring) -> (name: String, value: String)? {
        let bare = line.drop { $0 == " " }
        guard let equals = bare.firstIndex(of: "="), !bare.hasPrefix("#") else { return nil }
        let name = bare[..<equals].dropFirst(bare.hasPrefix("export ") ? 7 : 0)
        return (String(name).trimmed, String(bare[bare.index(after: equals)...]).trimmed)
    }

    private static func unquoted(_ value: String) -> String {
        guard value.count > 1, let first = value.first, first == "'" || first == "\"", value.last == first else {
            return value
        }
        return String(value.dropFirst().dropLast())
    }

    private static func json(_ source: String, _ values: [String: String]) -> Rewritten {
        var result = Rewritten(text: source, changed: [], emptied: [], missing: [])
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            let path = name.split(separator: ".").map(String.init)
            if let text = JSONSplice.setting(value, of: path, in: result.text) {
                result.text = text
                result.changed.append(name)
            } else {
                result.missing.append(name)
            }
        }
        return result
    }
}
