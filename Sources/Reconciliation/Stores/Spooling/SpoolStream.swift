import Databases

/// A sorted spool's rows, in batches of about a megabyte.
actor SpoolStream: RowStream {
    nonisolated let unownedExecutor: UnownedSerialExecutor
    private var reader: SpoolReader
    private let columns: Int
    private let through: [UInt8]?
    private let after: [UInt8]?
    private var left: Int
    private var isDone = false
    /// Keeps the thread for as long as there are rows.
    private let thread: BlockingThread

    init(_ spool: SortedSpool, _ page: RowPage, on thread: BlockingThread) {
        self.thread = thread
        unownedExecutor = thread.asUnownedSerialExecutor()
        let families = page.reading.key.map(\.family)
        after = page.range.after.map { SortBytes.key($0, families) }
        through = page.range.through.map { SortBytes.key($0, families) }
        left = page.limit ?? Int.max
        columns = spool.columns
        reader = spool.reader(after: after)
    }

    func next() async throws(CouldNotCheck) -> RowBatch? {
        if Task.isCancelled { throw .cancelled }
        var batch = RowBatch(columns: columns, reserving: 1 << 20)
        while !isDone, left > 0, batch.bytes.count < 1 << 20 {
            guard try reader.advance() else {
                isDone = true
                break
            }
            if let after, !after.lexicographicallyPrecedes(reader.key) { continue }
            if let through, through.lexicographicallyPrecedes(reader.key) {
                isDone = true
                break
            }
            batch.append(row: reader.row)
            left -= 1
        }
        return batch.isEmpty ? nil : batch
    }

    func cancel() { isDone = true }
}

/// The rows of a spool as a store gives them.
extension SortedSpool {
    func key(_ count: Int, after: RowKey?, of reading: TableReading) throws(CouldNotCheck) -> RowKey? {
        let bound = after.map { SortBytes.key($0, reading.key.map(\.family)) }
        var reader = reader(after: bound)
        var left = max(1, count)
        while try reader.advance() {
            if let bound, !bound.lexicographicallyPrecedes(reader.key) { continue }
            left -= 1
            guard left == 0 else { continue }
            var batch = RowBatch(columns: columns)
            batch.append(row: reader.row)
            return RowKey(batch.cells(of: 0).prefix(reading.keyCount).map { $0.map { Array($0) } })
        }
        return nil
    }
}
