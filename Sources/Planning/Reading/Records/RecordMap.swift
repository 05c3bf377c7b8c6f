/// The records of a plan by where they stand, for all its files.
package struct RecordMap: Sendable {
    private struct Row: Sendable {
        let span: RecordSpan
        /// The row of the record around this one; −1 when there is none.
        let around: Int32
    }

    /// The rows of each file by their start. Records lie within one another or apart, never across.
    private var files: [String: [Row]] = [:]

    package init() {}

    /// Takes in the records of one more file, in any order.
    mutating func add(_ spans: [RecordSpan], of file: String) {
        var rows: [Row] = []
        rows.reserveCapacity(spans.count)
        var open: [Int32] = []
        // Of two that begin at one place, the longer is around the shorter.
        for span in spans.sorted(by: { ($0.start, $1.end) < ($1.start, $0.end) }) {
            while let last = open.last, rows[Int(last)].span.end <= span.start { open.removeLast() }
            rows.append(Row(span: span, around: open.last ?? -1))
            open.append(Int32(rows.count - 1))
        }
        files[file] = rows
    }

    /// The id of the innermost record around `position`: one binary search, then out through those it lies in.
    package func subject(of position: Position) -> String? {
        guard let rows = files[position.file] else { return nil }
        let place = RecordSpan.Place(position.line, position.column)
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].span.start <= place { low = middle + 1 } else { high = middle }
        }
        var row = Int32(low) - 1
        while row >= 0 {
            let found = rows[Int(row)]
            if place < found.span.end { return found.span.id }
            row = found.around
        }
        return nil
    }
}

extension Plan {
    /// The id of the innermost record of the plan that `position` lies in: of a step within a flow the step's, of a
    /// value of the flow itself the flow's. Nil for a place outside of all records, or in no file of the plan.
    ///
    /// Takes time that grows with the logarithm of the number of records.
    public func subject(of position: Position) -> String? { records.subject(of: position) }
}
