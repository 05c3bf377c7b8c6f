/// Finds the word a person probably meant.
enum NearestKey {
    /// How long words may be, in bytes, for one to be looked up. Ids have at most this many.
    private static let length = 64

    /// The known word with the fewest edits to `word`, when they are few enough to be a slip; the first by spelling of
    /// several. None where so many words are known that looking through them for each of many slips would take long.
    static func nearest(to word: String, among known: some Sequence<String>) -> String? {
        guard word.utf8.count <= length else { return nil }
        let from = letters(word)
        var bound = max(1, word.count / 3)
        var rows = Rows()
        var best: (edits: Int, word: String)?
        var looked = 0
        for other in known {
            looked += 1
            guard looked <= ReadingBounds.candidates else { return nil }
            guard abs(other.utf8.count - from.count) <= bound, other.utf8.count <= 2 * length,
                let edits = rows.edits(from, letters(other), bound: bound)
            else { continue }
            if let best, (best.edits, best.word) < (edits, other) { continue }
            best = (edits, other)
            bound = edits
        }
        return best?.word
    }

    /// `; did you mean …?`, or nothing.
    static func hint(for word: String, among known: some Sequence<String>) -> String {
        nearest(to: word, among: known).map { "; did you mean `\($0)`?" } ?? ""
    }

    /// Insertions, removals, replacements and swaps of neighbours, each one edit; letter case is none.
    static func edits(_ one: String, _ other: String) -> Int {
        let (from, to) = (letters(one), letters(other))
        var rows = Rows()
        return rows.edits(from, to, bound: max(from.count, to.count)) ?? max(from.count, to.count)
    }

    /// The bytes of a word, with small letters for large ones.
    private static func letters(_ word: String) -> [UInt8] {
        word.utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }
    }

    /// The last three rows of the table of distances, kept from word to word.
    private struct Rows {
        private var beforeLast: [Int] = []
        private var last: [Int] = []
        private var current: [Int] = []

        /// Nil when there are more than `bound`.
        mutating func edits(_ from: [UInt8], _ to: [UInt8], bound: Int) -> Int? {
            last = Array(0...to.count)
            current = last
            beforeLast = last
            for row in 0..<from.count {
                current[0] = row + 1
                var least = row + 1
                for column in 0..<to.count {
                    let same = from[row] == to[column]
                    var edits = min(last[column + 1] + 1, current[column] + 1, last[column] + (same ? 0 : 1))
                    if row > 0, column > 0, from[row] == to[column - 1], from[row - 1] == to[column] {
                        edits = min(edits, beforeLast[column - 1] + 1)
                    }
                    current[column + 1] = edits
                    least = min(least, edits)
                }
                // Swaps look two rows back, where every value is at most one below this row's least.
                if least > bound + 1 { return nil }
                (beforeLast, last, current) = (last, current, beforeLast)
            }
            return last[to.count] <= bound ? last[to.count] : nil
        }
    }
}
