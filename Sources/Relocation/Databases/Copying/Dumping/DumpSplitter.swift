/// Parts the output of `mariadb-dump` for several tables into tables.
///
/// A table begins with the comment `-- Table structure for table`, on a line of its own. No value holds such a line:
/// the dump writes line breaks inside values as `\n`.
package struct DumpSplitter {
    package enum Part: Equatable {
        /// The settings before the first table, and the beginning of each table's part.
        case begin(table: String)
        case bytes([UInt8])
    }

    private var held: [UInt8] = []
    private var isAtLineStart = true

    package init() {}

    private static let mark = Array("-- Table structure for table `".utf8)
    /// A marked line is never longer: a name has at most 64 characters, each of at most 4 bytes, doubled backquotes.
    private static let longest = 30 + 64 * 8 + 4

    /// The parts of the next piece; what may be the beginning of a marked line is held back.
    package mutating func take(_ piece: [UInt8]) -> [Part] {
        held += piece
        var parts: [Part] = []
        var from = held.startIndex
        var at = held.startIndex
        while at < held.endIndex {
            if isAtLineStart {
                switch marked(at) {
                case .no: break
                case .perhaps:
                    if from < at { parts.append(.bytes(Array(held[from..<at]))) }
                    held.removeFirst(at - held.startIndex)
                    return parts
                case .table(let name, let end):
                    if from < at { parts.append(.bytes(Array(held[from..<at]))) }
                    parts.append(.begin(table: name))
                    from = at
                    at = end
                    isAtLineStart = false
                    continue
                }
            }
            guard let line = held[at...].firstIndex(of: 10) else {
                isAtLineStart = false
                at = held.endIndex
                break
            }
            at = line + 1
            isAtLineStart = true
        }
        if from < held.endIndex { parts.append(.bytes(Array(held[from...]))) }
        held.removeAll(keepingCapacity: true)
        return parts
    }

    /// What was held back, when nothing more comes.
    package mutating func finish() -> [UInt8] {
        defer { held = [] }
        return held
    }

    private enum Mark {
        case no
        case perhaps
        case table(String, end: Int)
    }

    private func marked(_ start: Int) -> Mark {
        let line = held[start...]
        let common = min(line.count, Self.mark.count)
        guard line.prefix(common).elementsEqual(Self.mark.prefix(common)) else { return .no }
        guard line.count >= Self.mark.count else { return .perhaps }
        guard let end = line.firstIndex(of: 10) else { return line.count > Self.longest ? .no : .perhaps }
        // Without the backquote at the end.
        let name = String(decoding: held[(start + Self.mark.count)..<(end - 1)], as: UTF8.self)
        return .table(name.split(separator: "``", omittingEmptySubsequences: false).joined(separator: "`"), end: end)
    }
}
