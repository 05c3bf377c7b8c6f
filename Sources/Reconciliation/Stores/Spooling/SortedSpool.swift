import Databases

/// Rows on disk in key order, with a coarse index in memory: 24 bytes and a key for each megabyte.
struct SortedSpool: Sendable {
    struct Mark: Sendable {
        let key: [UInt8]
        let offset: Int
    }

    let columns: Int
    let file: SpoolFile
    let size: Int
    let rows: Int
    let marks: [Mark]

    /// The rows from the first one whose key may come after `key`.
    func reader(after key: [UInt8]?) -> SpoolReader {
        SpoolReader(file, from: key.map(offset(before:)) ?? 0, to: size)
    }

    /// Where a record with this key would not stand before.
    private func offset(before key: [UInt8]) -> Int {
        var (low, high) = (0, marks.count)
        while low < high {
            let middle = (low + high) / 2
            if precedes(marks[middle].key, key) { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? 0 : marks[low - 1].offset
    }

    /// All rows that have one of these keys.
    func rows(with keys: [[UInt8]]) throws(CouldNotCheck) -> RowBatch {
        var batch = RowBatch(columns: columns)
        let wanted = Set(keys).sorted { $0.lexicographicallyPrecedes($1) }
        var next = 0
        var reader = reader(after: wanted.first)
        var isLoaded = try wanted.isEmpty ? false : reader.advance()
        while isLoaded, next < wanted.count {
            let key = wanted[next]
            if reader.key.elementsEqual(key) {
                batch.append(row: reader.row)
                isLoaded = try reader.advance()
            } else if reader.key.lexicographicallyPrecedes(key) {
                // A mark further on saves reading what lies between.
                let ahead = offset(before: key)
                if ahead > reader.offset { reader = SpoolReader(file, from: ahead, to: size) }
                isLoaded = try reader.advance()
            } else {
                next += 1
            }
        }
        return batch
    }

    private func precedes(_ one: [UInt8], _ other: [UInt8]) -> Bool { one.lexicographicallyPrecedes(other) }
}

extension RowBatch {
    /// Adds a row that another batch wrote.
    mutating func append(row: ArraySlice<UInt8>) {
        var place = row.startIndex
        while place < row.endIndex {
            let length = row[place..<place + 4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            place += 4
            if length == Self.null {
                append(nil as UnsafeRawBufferPointer?)
            } else {
                row[place..<place + Int(length)].withUnsafeBytes { append($0) }
                place += Int(length)
            }
        }
        endRow()
    }
}
