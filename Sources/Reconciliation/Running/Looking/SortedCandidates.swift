import Databases

/// The candidates of a pass in the order of their keys, each key once, sorted on disk in bounded memory.
///
/// A row can become a candidate twice: where rows came in another order than expected, or where it was written while it
/// was compared and its mark was followed up.
struct SortedCandidates {
    private var reader: SpoolReader
    private var ahead: Candidate?
    private let after: [UInt8]?

    /// - Parameter after: the key up to which candidates are settled already.
    init(_ spool: borrowing CandidateSpool, after: [UInt8]?) throws(CouldNotCheck) {
        var sorter = SpoolSorter(families: [.binary], columns: 2, runSize: 4 << 20)
        var at = 0
        while true {
            let (candidates, next) = try spool.read(5_000, from: at)
            guard !candidates.isEmpty else { break }
            var batch = RowBatch(columns: 2)
            for candidate in candidates {
                candidate.canonical.withUnsafeBytes { batch.append($0) }
                CandidateSpool.bytes(of: candidate).withUnsafeBytes { batch.append($0) }
                batch.endRow()
            }
            try sorter.add(batch)
            at = next
        }
        reader = try sorter.finish().reader(after: nil)
        self.after = after
    }

    /// The next ones, at most so many; empty after the last.
    mutating func next(_ count: Int) throws(CouldNotCheck) -> [Candidate] {
        var found: [Candidate] = []
        while found.count < count, let first = try candidate() {
            var same = [first]
            while let other = try candidate() {
                guard other.canonical == first.canonical else {
                    ahead = other
                    break
                }
                same.append(other)
            }
            found += Candidate.joined(same)
        }
        return found
    }

    private mutating func candidate() throws(CouldNotCheck) -> Candidate? {
        if let candidate = ahead {
            ahead = nil
            return candidate
        }
        while try reader.advance() {
            let row = Array(reader.row)
            let canonical = Self.length(in: row, at: 0)
            guard let (candidate, _) = CandidateSpool.candidate(in: row, at: 4 + canonical + 4) else {
                throw .file("a temporary file", "a candidate in it is torn")
            }
            if let after, !after.lexicographicallyPrecedes(candidate.canonical) { continue }
            return candidate
        }
        return nil
    }

    private static func length(in row: [UInt8], at place: Int) -> Int {
        row[place..<place + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
