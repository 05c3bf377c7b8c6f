/// Finds the word a person probably meant.
enum NearestKey {
    /// The known word with the fewest edits to `word`, when they are few enough to be a slip.
    static func nearest(to word: String, among known: some Sequence<String>) -> String? {
        guard word.utf8.count <= 64 else { return nil }
        let bound = max(1, word.count / 3)
        let rated = known.map { (word: $0, edits: edits(word, $0)) }.filter { $0.edits <= bound }
        return rated.min { ($0.edits, $0.word) < ($1.edits, $1.word) }?.word
    }

    /// `; did you mean …?`, or nothing.
    static func hint(for word: String, among known: some Sequence<String>) -> String {
        nearest(to: word, among: known).map { "; did you mean `\($0)`?" } ?? ""
    }

    /// Insertions, removals, replacements and swaps of neighbours, each one edit.
    static func edits(_ one: String, _ other: String) -> Int {
        let from = Array(one.lowercased())
        let to = Array(other.lowercased())
        guard !from.isEmpty, !to.isEmpty else { return max(from.count, to.count) }
        var beforeLast: [Int] = []
        var last = Array(0...to.count)
        for row in 1...from.count {
            var current = [row]
            for column in 1...to.count {
                let same = from[row - 1] == to[column - 1]
                var best = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (same ? 0 : 1))
                if row > 1, column > 1, from[row - 1] == to[column - 2], from[row - 2] == to[column - 1] {
                    best = min(best, beforeLast[column - 2] + 1)
                }
                current.append(best)
            }
            beforeLast = last
            last = current
        }
        return last[to.count]
    }
}
