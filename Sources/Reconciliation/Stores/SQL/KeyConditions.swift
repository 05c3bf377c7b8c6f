/// Conditions over the columns of a key, where NULL comes before every value.
enum KeyConditions {
    /// `a > 1 OR (a = 1 AND b > 2)`: rows after a key, in a form from which an engine makes ranges of an index.
    static func after(_ key: [SQLKeyPart]) -> String {
        let ladder = key.indices.map { place in
            (key[..<place].map(equal) + [beyond(key[place])]).joined(separator: " AND ")
        }
        let rungs = ladder.map { "(\($0))" }.joined(separator: " OR ")
        guard key.count > 1, let first = key.first, let literal = first.literal else { return "(\(rungs))" }
        return "(\(first.expression) >= \(literal) AND (\(rungs)))"
    }

    /// `a < 1 OR (a = 1 AND b <= 2)`: rows up to a key, itself included.
    static func through(_ key: [SQLKeyPart]) -> String {
        let ladder = key.indices.map { place in
            let isLast = place == key.count - 1
            return (key[..<place].map(equal) + [before(key[place], orEqual: isLast)]).joined(separator: " AND ")
        }
        let rungs = ladder.map { "(\($0))" }.joined(separator: " OR ")
        guard key.count > 1, let first = key.first, let literal = first.literal, !first.isNullable else {
            return "(\(rungs))"
        }
        return "(\(first.expression) <= \(literal) AND (\(rungs)))"
    }

    static func equal(_ part: SQLKeyPart) -> String {
        part.literal.map { "\(part.expression) = \($0)" } ?? "\(part.expression) IS NULL"
    }

    static func equal(_ key: [SQLKeyPart]) -> String { "(\(key.map(equal).joined(separator: " AND ")))" }

    private static func beyond(_ part: SQLKeyPart) -> String {
        part.literal.map { "\(part.expression) > \($0)" } ?? "\(part.expression) IS NOT NULL"
    }

    private static func before(_ part: SQLKeyPart, orEqual: Bool) -> String {
        guard let literal = part.literal else { return orEqual ? "\(part.expression) IS NULL" : "1 = 0" }
        let compared = "\(part.expression) \(orEqual ? "<=" : "<") \(literal)"
        return part.isNullable ? "(\(compared) OR \(part.expression) IS NULL)" : compared
    }
}
