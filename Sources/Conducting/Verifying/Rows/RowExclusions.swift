package import Planning
package import Relocation

/// Rows of a database that are not compared, and why: pure.
package struct RowExclusions: Sendable {
    /// Tables of which nothing is compared, and why.
    package private(set) var tables: [String: String] = [:]
    /// What is compared of others, as a condition in SQL.
    package private(set) var conditions: [String: String] = [:]
    package private(set) var told: [VerificationExclusion] = []

    private struct Rule {
        /// How a table's name ends after the prefix and a site's number.
        let table: String
        let rows: String?
        let what: String
        let because: String
    }

    /// What WordPress changes by itself, on both sides and all the time.
    private static let wordPress = [
        Rule(
            table: "options",
            rows: #"option_name LIKE '\\_transient\\_%' OR option_name LIKE '\\_site\\_transient\\_%'"#,
            what: "transients", because: "caches that each side fills by itself"),
        Rule(
            table: "options", rows: "option_name = 'cron'", what: "the schedule",
            because: "each side writes it when it runs; that it can be read is checked apart"),
        Rule(
            table: "sitemeta", rows: #"meta_key LIKE '\\_site\\_transient\\_%'"#, what: "transients",
            because: "caches that each side fills by itself"),
        Rule(
            table: "usermeta", rows: "meta_key = 'session_tokens'", what: "who is logged in",
            because: "each login and logout changes it"),
        Rule(
            table: "woocommerce_sessions", rows: nil, what: "all rows",
            because: "carts of visitors, which change with every click"),
    ]

    /// Columns that are not compared, by table.
    package private(set) var columns: [String: [String]] = [:]

    /// - Parameters:
    ///   - prefix: of the tables of WordPress; nil where it is none.
    ///   - staging: options that staging has values of its own for, which are checked apart; nil in production.
    package init(
        _ names: some Sequence<String>, prefix: String?, declared: [RowsNotCompared], staging: [String]? = nil
    ) {
        for name in names.sorted() {
            var out: [String] = []
            if let prefix, name.hasPrefix(prefix) {
                let rest = name.dropFirst(prefix.count)
                let number = rest.prefix { $0.isNumber }
                let own =
                    !number.isEmpty && rest[number.endIndex...].hasPrefix("_") ? rest.dropFirst(number.count + 1) : rest
                for rule in Self.wordPress where rule.table == own {
                    leave(rule.rows, of: name, &out, told: rule.what, rule.because)
                }
                if let staging, own == "options" {
                    let options = (["blog_public"] + staging).map { "'\($0.replacing("'", with: "''"))'" }
                    leave(
                        "option_name IN (\(options.joined(separator: ", ")))", of: name, &out,
                        told: "options \((["blog_public"] + staging).joined(separator: ", "))",
                        "staging has values of its own, which are checked apart")
                }
                if staging != nil, rest == "blogs" {
                    columns[name] = ["public"]
                    told.append(
                        VerificationExclusion(
                            name, "column public", because: "staging has values of its own, which are checked apart"))
                }
            }
            for rule in declared where Self.matches(rule.table.value, name) {
                leave(rule.rows?.value, of: name, &out, told: rule.rows?.value ?? "all rows", rule.why.value)
            }
            if tables[name] == nil, !out.isEmpty {
                conditions[name] = "(\(out.map { "(\($0)\n)" }.joined(separator: " OR "))) IS NOT TRUE"
            }
        }
    }

    private mutating func leave(
        _ rows: String?, of name: String, _ out: inout [String], told what: String, _ why: String
    ) {
        told.append(VerificationExclusion(name, what, because: why))
        if let rows { out.append(rows) } else { tables[name] = why }
    }

    private static func matches(_ pattern: String, _ name: String) -> Bool {
        let parts = pattern.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1 else { return pattern == name }
        guard let first = parts.first, let last = parts.last, name.hasPrefix(first), name.hasSuffix(last),
            name.count >= first.count + last.count
        else { return false }
        var rest = name.dropFirst(first.count).dropLast(last.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return true
    }
}
