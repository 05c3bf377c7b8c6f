/// Rows as a database gave them, in one block of bytes, so that a million rows cost a few allocations.
///
/// A row is its cells one after the other. A cell is its length as four bytes, lowest first, then its bytes; NULL is the
/// length 2³² − 1 and no bytes. Two rows with equal bytes are therefore equal cell by cell.
public struct RowBatch: Sendable {
    /// The cells of a row.
    public let columns: Int
    public private(set) var bytes: [UInt8] = []
    /// Where each row begins in `bytes`, and last where the rows end: always one more than there are rows.
    public private(set) var starts: [Int] = [0]

    /// The length that marks a NULL.
    public static let null = UInt32.max

    public init(columns: Int, reserving size: Int = 0) {
        self.columns = columns
        bytes.reserveCapacity(size)
    }

    /// A batch that is written in place, without a check or a copy for each cell.
    ///
    /// - Parameter fill: writes rows into the buffer and adds to `starts` (which holds a 0 at first) where each ends.
    public init<Trouble>(
        columns: Int, capacity: Int,
        filling fill: (UnsafeMutableRawBufferPointer, inout [Int]) throws(Trouble) -> Void
    ) throws(Trouble) {
        self.columns = columns
        var ends = [0]
        var trouble: Trouble?
        bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            do throws(Trouble) {
                try fill(UnsafeMutableRawBufferPointer(buffer), &ends)
                count = ends[ends.count - 1]
            } catch {
                trouble = error
            }
        }
        if let trouble { throw trouble }
        starts = ends
    }

    public var count: Int { starts.count - 1 }
    public var isEmpty: Bool { starts.count == 1 }

    /// Adds a cell to the row that is being written; nil is NULL.
    public mutating func append(_ cell: UnsafeRawBufferPointer?) {
        appendLength(cell.map { UInt32(truncatingIfNeeded: $0.count) } ?? Self.null)
        if let cell { bytes.append(contentsOf: cell) }
    }

    /// Adds a cell to the row that is being written; nil is NULL.
    public mutating func append(_ text: String?) {
        guard var text else { return appendLength(Self.null) }
        text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    private mutating func appendLength(_ length: UInt32) {
        bytes.append(UInt8(truncatingIfNeeded: length))
        bytes.append(UInt8(truncatingIfNeeded: length >> 8))
        bytes.append(UInt8(truncatingIfNeeded: length >> 16))
        bytes.append(UInt8(truncatingIfNeeded: length >> 24))
    }

    /// Ends the row that is being written.
    public mutating func endRow() { starts.append(bytes.count) }

    /// Adds the rows of another batch of as many columns.
    public mutating func append(_ batch: RowBatch) {
        precondition(batch.columns == columns, "batches of different tables")
        let base = bytes.count
        bytes.append(contentsOf: batch.bytes)
        starts.append(contentsOf: batch.starts.dropFirst().lazy.map { $0 + base })
    }

    /// The bytes of one row.
    public func row(_ index: Int) -> ArraySlice<UInt8> { bytes[starts[index]..<starts[index + 1]] }

    /// The cells of one row; nil is NULL.
    public func cells(of index: Int) -> [ArraySlice<UInt8>?] {
        var cells: [ArraySlice<UInt8>?] = []
        cells.reserveCapacity(columns)
        var at = starts[index]
        for _ in 0..<columns {
            let length = bytes[at..<at + 4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            at += 4
            guard length != Self.null else {
                cells.append(nil)
                continue
            }
            cells.append(bytes[at..<at + Int(length)])
            at += Int(length)
        }
        return cells
    }

    /// The cells of one row as text, for what is known to be text; nil is NULL.
    public func texts(of index: Int) -> [String?] {
        cells(of: index).map { $0.map { String(decoding: $0, as: UTF8.self) } }
    }
}

extension RowBatch {
    /// The numbers of its rows.
    public var indices: Range<Int> { 0..<count }
}
