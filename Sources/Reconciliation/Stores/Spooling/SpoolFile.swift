import Foundation

/// A temporary file that is written once and then read; gone when nobody holds it any more.
///
/// It has no name from the start, so that nothing is left behind whatever ends the program. `Sendable` holds because the
/// descriptor never changes and is read by place.
final class SpoolFile: Sendable {
    private let descriptor: Int32

    /// - Parameter folder: where there is room for as many bytes as rows have.
    init(in folder: String = NSTemporaryDirectory()) throws(CouldNotCheck) {
        var template = Array("\(folder)/sluice-rows-XXXXXX".utf8CString)
        descriptor = template.withUnsafeMutableBufferPointer { mkstemp($0.baseAddress!) }
        guard descriptor >= 0 else { throw .file(folder, "no temporary file: \(String(cString: strerror(errno)))") }
        _ = template.withUnsafeBufferPointer { unlink($0.baseAddress!) }
    }

    deinit { close(descriptor) }

    func append(_ bytes: UnsafeRawBufferPointer) throws(CouldNotCheck) {
        var done = 0
        while done < bytes.count {
            let wrote = write(descriptor, bytes.baseAddress! + done, bytes.count - done)
            if wrote < 0, errno == EINTR { continue }
            guard wrote > 0 else { throw .file("a temporary file", String(cString: strerror(errno))) }
            done += wrote
        }
    }

    /// At most `count` bytes from `offset` on; fewer at the end.
    func bytes(at offset: Int, count: Int) throws(CouldNotCheck) -> [UInt8] {
        var failed: Int32 = 0
        let found = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = pread(descriptor, buffer.baseAddress! + filled, count - filled, off_t(offset + filled))
                if got < 0, errno == EINTR { continue }
                if got < 0 { failed = errno }
                guard got > 0 else { break }
                filled += got
            }
        }
        guard failed == 0 else { throw .file("a temporary file", String(cString: strerror(failed))) }
        return found
    }
}

/// Reads records one after the other: each a length of its key, a length of its row, the key, the row.
struct SpoolReader {
    static let head = 8
    private let file: SpoolFile
    private let end: Int
    private let step: Int
    private var buffer: [UInt8] = []
    /// In the file, of the buffer's first byte.
    private var base: Int
    /// In the buffer, of the current record.
    private var place = 0
    private var keyLength = 0
    private var rowLength = 0

    init(_ file: SpoolFile, from offset: Int, to end: Int, step: Int = 256 << 10) {
        self.file = file
        self.end = end
        self.step = step
        base = offset
    }

    /// In the file, of the current record.
    var offset: Int { base + place }
    var key: ArraySlice<UInt8> { buffer[place + Self.head..<place + Self.head + keyLength] }
    var row: ArraySlice<UInt8> {
        let start = place + Self.head + keyLength
        return buffer[start..<start + rowLength]
    }
    var record: ArraySlice<UInt8> { buffer[place..<place + Self.head + keyLength + rowLength] }

    /// Goes to the next record, at first to the first one; false after the last.
    mutating func advance() throws(CouldNotCheck) -> Bool {
        if keyLength + rowLength > 0 { place += Self.head + keyLength + rowLength }
        (keyLength, rowLength) = (0, 0)
        guard base + place < end else { return false }
        try fill(Self.head)
        let lengths = (length(at: place), length(at: place + 4))
        try fill(Self.head + lengths.0 + lengths.1)
        (keyLength, rowLength) = lengths
        return true
    }

    private func length(at place: Int) -> Int {
        buffer[place..<place + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    private mutating func fill(_ wanted: Int) throws(CouldNotCheck) {
        guard buffer.count - place < wanted else { return }
        let at = base + place
        let count = min(max(step, wanted), end - at)
        buffer = try file.bytes(at: at, count: count)
        (base, place) = (at, 0)
        guard buffer.count >= wanted else { throw .file("a temporary file", "it is shorter than what was written") }
    }
}
