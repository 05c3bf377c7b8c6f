import Databases
import Foundation

/// Sorts any number of rows by key in bounded memory: runs of some megabytes are sorted and written, then merged.
struct SpoolSorter {
    private struct Run {
        let file: SpoolFile
        let size: Int
    }

    private struct Place {
        let offset: Int
        let keyLength: Int
        let rowLength: Int
    }

    /// Runs that are merged at once; each takes a buffer of 256 kB.
    private static let fan = 32

    private let families: [ValueFamily]
    private let columns: Int
    private let runSize: Int
    private var buffer: [UInt8] = []
    private var places: [Place] = []
    private var runs: [Run] = []
    private var rows = 0

    /// - Parameters:
    ///   - families: of the key's columns, which are the first of each row.
    ///   - columns: of a row.
    ///   - runSize: bytes that are sorted in memory.
    init(families: [ValueFamily], columns: Int, runSize: Int = 6 << 20) {
        self.families = families
        self.columns = columns
        self.runSize = runSize
    }

    /// Adds the rows of a batch.
    mutating func add(_ batch: RowBatch) throws(CouldNotCheck) {
        for index in 0..<batch.count {
            let offset = buffer.count
            batch.bytes.withUnsafeBytes { bytes in
                var place = batch.starts[index]
                for family in families {
                    let length = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
                    place += 4
                    guard length != RowBatch.null else {
                        SortBytes.append(nil, family, to: &buffer)
                        continue
                    }
                    let cell = UnsafeRawBufferPointer(rebasing: bytes[place..<place + Int(length)])
                    SortBytes.append(cell, family, to: &buffer)
                    place += Int(length)
                }
            }
            let keyLength = buffer.count - offset
            let row = batch.row(index)
            buffer.append(contentsOf: row)
            places.append(Place(offset: offset, keyLength: keyLength, rowLength: row.count))
            rows += 1
            if buffer.count + places.count * MemoryLayout<Place>.stride >= runSize { try writeRun() }
        }
    }

    /// The sorted rows.
    mutating func finish() throws(CouldNotCheck) -> SortedSpool {
        if !places.isEmpty || runs.isEmpty { try writeRun() }
        buffer = []
        while runs.count > Self.fan {
            let some = Array(runs.prefix(Self.fan))
            runs.removeFirst(Self.fan)
            runs.append(try merge(some).run)
        }
        let merged = try merge(runs)
        return SortedSpool(
            columns: columns, file: merged.run.file, size: merged.run.size, rows: rows, marks: merged.marks)
    }

    private mutating func writeRun() throws(CouldNotCheck) {
        buffer.withUnsafeBytes { bytes in
            places.sort { one, other in
                let first = UnsafeRawBufferPointer(
                    rebasing: bytes[one.offset..<one.offset + one.keyLength + one.rowLength])
                let second = UnsafeRawBufferPointer(
                    rebasing: bytes[other.offset..<other.offset + other.keyLength + other.rowLength])
                return first.precedes(second)
            }
        }
        var writer = try SpoolWriter()
        for place in places {
            let key = buffer[place.offset..<place.offset + place.keyLength]
            let row = buffer[place.offset + place.keyLength..<place.offset + place.keyLength + place.rowLength]
            try writer.add(key: key, row: row)
        }
        runs.append(try { () throws(CouldNotCheck) in Run(file: writer.file, size: try writer.finish()) }())
        buffer.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
    }

    private func merge(_ runs: [Run]) throws(CouldNotCheck) -> (run: Run, marks: [SortedSpool.Mark]) {
        var readers: [SpoolReader] = []
        for run in runs {
            var reader = SpoolReader(run.file, from: 0, to: run.size)
            if try reader.advance() { readers.append(reader) }
        }
        var writer = try SpoolWriter()
        while !readers.isEmpty {
            var least = 0
            for index in readers.indices.dropFirst() where readers[index].precedes(readers[least]) { least = index }
            try writer.add(key: readers[least].key, row: readers[least].row)
            if try !readers[least].advance() { readers.remove(at: least) }
        }
        let size = try writer.finish()
        return (Run(file: writer.file, size: size), writer.marks)
    }
}

/// Writes records, and keeps a mark about each megabyte.
private struct SpoolWriter {
    let file: SpoolFile
    private(set) var marks: [SortedSpool.Mark] = []
    private var size = 0
    private var marked = -1 << 20
    private var buffer: [UInt8] = []

    init() throws(CouldNotCheck) { file = try SpoolFile() }

    mutating func add(key: ArraySlice<UInt8>, row: ArraySlice<UInt8>) throws(CouldNotCheck) {
        if size - marked >= 1 << 20 {
            marks.append(SortedSpool.Mark(key: Array(key), offset: size))
            marked = size
        }
        for length in [key.count, row.count] {
            withUnsafeBytes(of: UInt32(truncatingIfNeeded: length).littleEndian) { buffer.append(contentsOf: $0) }
        }
        buffer.append(contentsOf: key)
        buffer.append(contentsOf: row)
        size += SpoolReader.head + key.count + row.count
        if buffer.count >= 1 << 20 { try flush() }
    }

    mutating func finish() throws(CouldNotCheck) -> Int {
        try flush()
        return size
    }

    private mutating func flush() throws(CouldNotCheck) {
        let bytes = buffer
        buffer.removeAll(keepingCapacity: true)
        var failure: CouldNotCheck?
        bytes.withUnsafeBytes { bytes in
            do throws(CouldNotCheck) { try file.append(bytes) } catch { failure = error }
        }
        if let failure { throw failure }
    }
}

extension SpoolReader {
    fileprivate func precedes(_ other: SpoolReader) -> Bool {
        record.dropFirst(Self.head).withUnsafeBytes { one in
            other.record.dropFirst(Self.head).withUnsafeBytes { two in one.precedes(two) }
        }
    }
}

extension UnsafeRawBufferPointer {
    /// By bytes; what another begins with comes first.
    fileprivate func precedes(_ other: UnsafeRawBufferPointer) -> Bool {
        guard let one = baseAddress, let two = other.baseAddress else { return count < other.count }
        let order = memcmp(one, two, Swift.min(count, other.count))
        return order == 0 ? count < other.count : order < 0
    }
}
