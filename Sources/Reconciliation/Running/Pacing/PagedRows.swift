import Databases

/// One side's rows in key order, page after page where the reading allows pages, as one stream.
///
/// A page that breaks off is asked for again after the last row that came, so that a cut of the network costs a page.
actor PagedRows {
    private let calls: StoreCalls
    private let reading: TableReading
    private let through: RowKey?
    private let clock = SteadyClock()
    private var after: RowKey?
    private var page: (any RowStream)?
    private var limit = 0
    private var came = 0
    private var waited = 0.0
    /// When what was asked for last was asked for; nil once rows have come.
    private var askedSince: Double?
    private var isOver = false
    private(set) var bytes = 0

    /// - Parameter range: the rows wanted; from the first to the last where open.
    init(_ reading: TableReading, in range: KeyRange, by calls: StoreCalls) {
        (self.reading, self.calls) = (reading, calls)
        (after, through) = (range.after, range.through)
    }

    /// The next rows; nil after the last.
    func next() async throws(CouldNotCheck) -> RowBatch? {
        while !isOver {
            do {
                let page = try await current()
                let asked = clock.now
                let batch = try await page.next()
                waited += clock.now - asked
                askedSince = nil
                if let batch, !batch.isEmpty {
                    came += batch.count
                    bytes += batch.bytes.count
                    if reading.isPageable { after = reading.key(of: batch.count - 1, in: batch) }
                    return batch
                }
                if batch == nil { try await endPage() }
            } catch {
                page = nil
                // What came of a stream that cannot be asked for in pages would come twice.
                guard error.isPassing, reading.isPageable || came == 0 else { throw error }
                try await calls.bear(error, for: clock.now - (askedSince ?? clock.now))
            }
        }
        return nil
    }

    func cancel() async {
        isOver = true
        await page?.cancel()
        page = nil
    }

    private func current() async throws(CouldNotCheck) -> any RowStream {
        if let page { return page }
        limit = try await calls.turn()
        let wanted = RowPage(
            reading, in: KeyRange(after: after, through: through), limit: reading.isPageable ? limit : nil)
        (came, waited) = (0, 0)
        let asked = clock.now
        askedSince = askedSince ?? asked
        let opened = try await calls.patiently { store throws(CouldNotCheck) in try await store.rows(wanted) }
        waited += clock.now - asked
        page = opened
        return opened
    }

    private func endPage() async throws(CouldNotCheck) {
        await calls.took(waited, rows: came)
        page = nil
        isOver = !reading.isPageable || came < limit
    }
}

extension TableReading {
    /// The key of a row that was read this way.
    func key(of row: Int, in batch: RowBatch) -> RowKey {
        RowKey(batch.cells(of: row).prefix(keyCount).map { $0.map(Array.init) })
    }
}
