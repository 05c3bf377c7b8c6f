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

    public var count: Int { starts.count - 1 }
    public var isEmpty: Bool { starts.count == 1 }

    /// Adds a cell to the row that is being written; nil is NULL.
    @inlinable
    public mutating func append(_ cell: UnsafeRawBufferPointer?) {
        guard let cell else { return appendLength(Self.null) }
        appendLength(UInt32(truncatingIfNeeded: cell.count))
        appendBytes(cell)
    }

    /// Adds a cell to the row that is being written; nil is NULL.
    public mutating func append(_ text: String?) {
        guard var text else { return appendLength(Self.null) }
        text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    @usableFromInline
    mutating func appendLength(_ length: UInt32) {
        withUnsafeBytes(of: length.littleEndian) { bytes.append(contentsOf: $0) }
    }

    @usableFromInline
    mutating func appendBytes(_ cell: UnsafeRawBufferPointer) { bytes.append(contentsOf: cell) }

    /// Ends the row that is being written.
    public mutating func endRow() { starts.append(bytes.count) }

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
