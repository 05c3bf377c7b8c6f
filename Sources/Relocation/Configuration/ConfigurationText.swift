/// Rewrites a configuration file for the new side. Pure.
public enum ConfigurationText {
    public enum Form: String, Sendable, Hashable, Codable {
        /// `wp-config.php`: values of `define(…)` and `$table_prefix`.
        case wordPress
        /// Lines of `NAME=value`, as `.env` has them.
        case environment
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
    ///   - kept: names of secrets that may be copied as they are.
    public static func rewritten(
        _ source: String, form: Form, values: [String: String], keeping kept: Set<String> = []
    ) -> Rewritten {
        switch form {
        case .wordPress: wordPress(source, values, kept)
        case .environment: environment(source, values, kept)
        }
    }

    private static func wordPress(_ source: String, _ values: [String: String], _ kept: Set<String>) -> Rewritten {
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
            } else if WordPressConfigText.isSecret(name), !kept.contains(name), isText(old) {
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

    private static func environment(_ source: String, _ values: [String: String], _ kept: Set<String>) -> Rewritten {
        var result = Rewritten(text: "", changed: [], emptied: [], missing: [])
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
            let bare = line.drop { $0 == " " }
            guard let equals = bare.firstIndex(of: "="), !bare.hasPrefix("#") else { return String(line) }
            let isExported = bare.hasPrefix("export ")
            let name = String(bare[..<equals].dropFirst(isExported ? 7 : 0)).trimmed
            let head = (isExported ? "export " : "") + name + "="
            if let value = values[name] {
                result.changed.append(name)
                let isPlain = value.allSatisfy {
                    $0.isASCII && ($0.isLetter || $0.isNumber || "_-./:@%+,".contains($0))
                }
                return head + (isPlain ? value : "'" + value.replacing("'", with: "'\\''") + "'")
            }
            if WordPressConfigText.isSecret(name), !kept.contains(name) {
                result.emptied.append(name)
                return head
            }
            return String(line)
        }
        result.text = lines.joined(separator: "\n")
        result.missing = values.keys.filter { !result.changed.contains($0) }.sorted()
        return result
    }
}
