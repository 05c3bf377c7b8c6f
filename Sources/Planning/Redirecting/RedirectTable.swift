/// Every redirect of a plan, those written in it and those of its redirect file, found by the old path.
///
/// A store has up to a million of them, so no row is an object of its own: a row is 20 bytes that point into the bytes
/// of the file, and the index is two to four times four bytes a row. A table of a million rows takes the file's size
/// and at most 36 MB.
public struct RedirectTable: Sendable {
    /// Where a redirect lies in the bytes, and what else it says.
    struct Row: Sendable {
        var fromStart: UInt32 = 0
        var toStart: UInt32 = 0
        /// The line of the redirect file; 0 for an entry of the plan itself.
        var line: UInt32 = 0
        var fromLength: UInt16 = 0
        var toLength: UInt16 = 0
        /// 0 when it is not said.
        var status: UInt16 = 0
        /// 0 when it is not said, 1 from sign-off, 2 from the start.
        var after: UInt8 = 0

        var from: Range<Int> { Int(fromStart)..<Int(fromStart) + Int(fromLength) }
        var to: Range<Int> { Int(toStart)..<Int(toStart) + Int(toLength) }
        var isPermanent: Bool { status == 301 || status == 308 }
        var waitsForSignOff: Bool { after == 1 }
        /// Whether clients remember it though nobody signed yet.
        var isHasty: Bool { isPermanent && !waitsForSignOff }
    }

    /// The bytes of the redirect file, and after them the paths of the plan's own entries.
    let bytes: [UInt8]
    /// The entries of the plan, then the rows of the file.
    let rows: [Row]
    /// The plan's own entries, which know their places better than bytes do.
    private let entries: [Redirect]
    /// The name of the redirect file in positions.
    private let file: String
    /// Open addressing: the row's place and one, or 0 for none. Its count is a power of two.
    private let slots: [UInt32]
    /// Rows whose old path a row before them has.
    let repeated: [Int]

    static let empty = RedirectTable([])

    /// The entries of a plan without a redirect file.
    init(_ entries: [Redirect]) {
        self.init(entries, file: "", bytes: [], rows: [])
    }

    /// The entries of a plan and the rows of its file.
    ///
    /// - Parameters:
    ///   - bytes: those of the file; with capacity for the entries' paths they are not copied.
    ///   - rows: what stands in the file, in its order.
    init(_ entries: [Redirect], file: String, bytes: consuming [UInt8], rows: consuming [Row]) {
        var own: [Row] = []
        own.reserveCapacity(entries.count + rows.count)
        for entry in entries {
            var row = Row()
            row.fromStart = UInt32(bytes.count)
            bytes.append(contentsOf: entry.from.value.utf8)
            row.fromLength = UInt16(bytes.count - Int(row.fromStart))
            row.toStart = UInt32(bytes.count)
            bytes.append(contentsOf: entry.to.value.utf8)
            row.toLength = UInt16(bytes.count - Int(row.toStart))
            row.status = UInt16(entry.status?.value ?? 0)
            row.after = entry.after.map { $0.value.code } ?? 0
            own.append(row)
        }
        let all = entries.isEmpty ? rows : own + rows
        (slots, repeated) = Self.index(all, bytes)
        self.entries = entries
        self.file = file
        self.bytes = bytes
        self.rows = all
    }

    public var count: Int { rows.count }

    /// The redirect at a place, `0..<count`, with the places of its parts.
    public subscript(_ place: Int) -> Redirect {
        if place < entries.count { return entries[place] }
        let row = rows[place]
        let from = At(text(row.from), position(of: row.from, row))
        return Redirect(
            from: from, to: At(text(row.to), position(of: row.to, row)),
            status: row.status == 0 ? nil : At(Int(row.status), position(of: status(after: row.to), row)),
            after: row.after == 0 ? nil : At(row.waitsForSignOff ? .signOff : .start, from.position))
    }

    /// The redirect from an old path.
    public func redirect(from path: String) -> Redirect? {
        var path = path
        return path.withUTF8 { key in
            bytes.withUnsafeBufferPointer { bytes in
                place(of: UnsafeRawBufferPointer(key), UnsafeRawBufferPointer(bytes))
            }
        }.map { self[$0] }
    }

    /// For each row the place of the row that leads on from where it leads; -1 for none.
    func successors() -> [Int32] {
        bytes.withUnsafeBytes { bytes in
            rows.map { row in place(of: UnsafeRawBufferPointer(rebasing: bytes[row.to]), bytes).map { Int32($0) } ?? -1
            }
        }
    }

    /// Whether a row leads to the first page, from anywhere else.
    func leadsHome(_ row: Row) -> Bool {
        row.toLength == 1 && bytes[Int(row.toStart)] == UInt8(ascii: "/") && row.fromLength > 1
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// Where the status of a row stands that has one: the next digits.
    private func status(after to: Range<Int>) -> Range<Int> {
        let start = bytes[to.upperBound...].firstIndex { (48...57).contains($0) } ?? to.upperBound
        return start..<start + 3
    }

    private func position(of range: Range<Int>, _ row: Row) -> Position {
        let before = bytes[..<range.lowerBound]
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return Position(
            file: file, line: Int(row.line), column: text(start..<range.lowerBound).unicodeScalars.count + 1)
    }

    private func place(of key: UnsafeRawBufferPointer, _ bytes: UnsafeRawBufferPointer) -> Int? {
        guard !slots.isEmpty else { return nil }
        let mask = slots.count - 1
        var slot = Self.hash(key) & mask
        while slots[slot] != 0 {
            let found = Int(slots[slot]) - 1
            if Self.equal(UnsafeRawBufferPointer(rebasing: bytes[rows[found].from]), key) { return found }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// The first row of each old path by the path's hash, and the rows that repeat one.
    private static func index(_ rows: [Row], _ bytes: [UInt8]) -> (slots: [UInt32], repeated: [Int]) {
        guard !rows.isEmpty else { return ([], []) }
        var size = 4
        while size < rows.count * 2 { size *= 2 }
        var slots = [UInt32](repeating: 0, count: size)
        var repeated: [Int] = []
        bytes.withUnsafeBytes { bytes in
            for (place, row) in rows.enumerated() {
                let key = UnsafeRawBufferPointer(rebasing: bytes[row.from])
                var slot = hash(key) & (size - 1)
                while slots[slot] != 0 {
                    let other = rows[Int(slots[slot]) - 1]
                    if equal(UnsafeRawBufferPointer(rebasing: bytes[other.from]), key) { break }
                    slot = (slot + 1) & (size - 1)
                }
                if slots[slot] == 0 { slots[slot] = UInt32(place + 1) } else { repeated.append(place) }
            }
        }
        return (slots, repeated)
    }

    /// Keyed anew in each process, so that no file can be made whose paths all fall on one slot.
    private static func hash(_ key: UnsafeRawBufferPointer) -> Int {
        var hasher = Hasher()
        hasher.combine(bytes: key)
        return hasher.finalize()
    }

    private static func equal(_ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer) -> Bool {
        one.count == other.count && one.elementsEqual(other)
    }
}

extension Redirect.After {
    var code: UInt8 { self == .signOff ? 1 : 2 }
}
