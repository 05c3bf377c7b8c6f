/// Answers of the admin socket, read.
enum RuntimeReply {
    /// The value in an answer to `get map`; `nil` when the key was not found.
    static func value(_ reply: String) -> String? {
        guard let mark = reply.range(of: "value=\"") else { return nil }
        let rest = reply[mark.upperBound...]
        return rest.firstIndex(of: "\"").map { String(rest[..<$0]) }
    }

    /// `name: value` lines.
    static func info(_ reply: String) -> [String: String] {
        var values: [String: String] = [:]
        for line in reply.split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            values[String(line[..<colon])] = line[line.index(after: colon)...].drop { $0 == " " }.description
        }
        return values
    }

    /// Rows of a comma-separated answer whose first line, after `# `, names the columns.
    static func table(_ reply: String) -> [[String: String]] {
        let lines = reply.split(separator: "\n")
        guard let head = lines.first, head.hasPrefix("# ") else { return [] }
        let names = head.dropFirst(2).split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        return lines.dropFirst().map { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            return Dictionary(zip(names, fields), uniquingKeysWith: { first, _ in first })
        }
    }
}

extension String {
    /// The first range of `part`, without Foundation.
    fileprivate func range(of part: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
            start = index(after: start)
        }
        return nil
    }
}
