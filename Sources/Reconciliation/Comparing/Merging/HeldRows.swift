import Databases

/// The batches of one side that are not settled yet. Rows are counted through from the first that was ever read.
struct HeldRows: Sendable {
    /// The batches, each with the number of its first row.
    private var batches: [(first: Int, batch: RowBatch)] = []
    /// The first row that is not settled.
    private(set) var cursor = 0
    /// Past the last row that has been read.
    private(set) var end = 0
    /// No more will be read.
    var isEnded = false
    /// Bytes of all batches that are held.
    private(set) var bytes = 0
    /// The last row before those that are held.
    private(set) var lastDropped: [UInt8] = []

    var hasRows: Bool { cursor < end }
    var front: (first: Int, batch: RowBatch)? { batches.first }
    /// Held besides the batch that is being worked on.
    var bytesBehindFront: Int { bytes - (batches.first?.batch.bytes.count ?? 0) }

    mutating func append(_ batch: RowBatch) {
        batches.append((end, batch))
        end += batch.count
        bytes += batch.bytes.count
    }

    /// Settles all rows before `row`, and lets go of batches that hold nothing else. Hands on each that goes.
    mutating func settle(to row: Int, dropping: (RowBatch, _ first: Int) -> Void = { _, _ in }) {
        cursor = row
        while let (first, batch) = batches.first, first + batch.count <= row {
            dropping(batch, first)
            lastDropped = Array(batch.row(batch.count - 1))
            bytes -= batch.bytes.count
            batches.removeFirst()
        }
    }

    /// The bytes of one row that is held.
    func withRow<Result>(_ row: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        var (index, past) = (0, batches.count)
        while past - index > 1 {
            let middle = (index + past) / 2
            if batches[middle].first <= row { index = middle } else { past = middle }
        }
        let place = row - batches[index].first
        let (begin, end) = (batches[index].batch.starts[place], batches[index].batch.starts[place + 1])
        return batches[index].batch.bytes.withUnsafeBytes {
            body(UnsafeRawBufferPointer(rebasing: $0[begin..<end]))
        }
    }

    /// The first row that is still at hand, settled or not.
    var firstHeld: Int { batches.first?.first ?? end }

    /// The bytes of several rows that are held, one after the other.
    func withRows<Result>(_ rows: Range<Int>, _ body: ([UnsafeRawBufferPointer]) -> Result) -> Result {
        var found: [UnsafeRawBufferPointer] = []
        func open(_ index: Int) -> Result {
            guard index < batches.count else { return body(found) }
            let (first, batch) = batches[index]
            let part = rows.clamped(to: first..<first + batch.count)
            guard !part.isEmpty else { return open(index + 1) }
            return batch.bytes.withUnsafeBytes { bytes in
                for row in part {
                    found.append(
                        UnsafeRawBufferPointer(
                            rebasing: bytes[batch.starts[row - first]..<batch.starts[row - first + 1]]))
                }
                return open(index + 1)
            }
        }
        return open(0)
    }
}
