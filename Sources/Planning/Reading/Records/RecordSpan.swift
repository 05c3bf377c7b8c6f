/// Where a record — a mapping that has an `id` — stands in a file.
struct RecordSpan: Sendable, Hashable {
    /// A line and a column, both counted from 1.
    struct Place: Sendable, Hashable, Comparable {
        // A file has at most ten million bytes, so half a word is enough.
        let line: Int32
        let column: Int32

        init(_ line: Int, _ column: Int) {
            self.line = Int32(clamping: line)
            self.column = Int32(clamping: column)
        }

        static func < (one: Self, other: Self) -> Bool { (one.line, one.column) < (other.line, other.column) }
    }

    let id: String
    let start: Place
    /// The first place after it.
    let end: Place
}
