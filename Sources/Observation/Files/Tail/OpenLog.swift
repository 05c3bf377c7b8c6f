import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One file of log lines held open, whatever it is called by now: reads whole lines in chunks, and notices when the file
/// is not the one it was.
final class OpenLog {
    enum Next {
        case line(UnsafeRawBufferPointer)
        /// Nothing but, perhaps, the beginning of a line.
        case caughtUp
        /// What was read is not in the file any more: it was emptied and written anew.
        case replaced
        /// The file begins as it did and ends before our place.
        case shrunk(to: Int)
    }

    /// The longest line that is kept, unless a chunk is longer; of longer ones only the number is known.
    static let longest = 1 << 16

    let inode: UInt64
    /// Where the first line not consumed yet begins.
    private(set) var position: Int
    private(set) var fingerprint: Fingerprint
    /// Lines longer than `longest`, passed over.
    private(set) var overlong = 0
    /// When it last had something to read.
    var lastGrowth = ContinuousClock.now

    /// A place from which whole lines are read, wherever in a file of `size` bytes that is: the last byte is read again,
    /// and if it ends no line, what follows it is the rest of one.
    static func end(of size: Int) -> (position: Int, isSkipping: Bool) { (max(0, size - 1), size > 0) }

    /// What it was called when it was opened.
    private let path: String
    private let descriptor: Int32
    private var buffer: UnsafeMutableRawBufferPointer
    private var begin = 0
    private var end = 0
    private var scanned = 0
    private var lineEnd: Int?
    /// Whether everything up to the next line end is left out.
    private(set) var isSkipping: Bool

    /// - Parameters:
    ///   - position: 0, or just after a line end, unless `isSkipping`.
    ///   - isSkipping: whether everything up to the next line end is left out.
    /// - Returns: nil where there is no such file.
    /// - Throws: where there is one and it cannot be read.
    init?(
        _ path: String, at position: Int, _ fingerprint: Fingerprint, isSkipping: Bool = false, chunk: Int
    ) throws(FileTrouble) {
        // Opening a pipe would wait for its writer.
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        var status = stat()
        let isOpen = descriptor >= 0 && fstat(descriptor, &status) == 0
        guard isOpen, status.st_mode & S_IFMT == S_IFREG else {
            let code = errno
            if descriptor >= 0 { close(descriptor) }
            // A class's own memory is given back by its deinit only once all of it is there.
            buffer = .init(start: nil, count: 0)
            (self.path, inode, self.position, self.fingerprint, self.isSkipping) = (path, 0, 0, fingerprint, false)
            if !isOpen, code == ENOENT { return nil }
            throw .unreadable(path, isOpen ? "it is no plain file" : String(cString: strerror(code)))
        }
        self.path = path
        inode = UInt64(status.st_ino)
        self.position = position
        self.fingerprint = fingerprint
        self.isSkipping = isSkipping
        buffer = .allocate(byteCount: max(chunk, 16), alignment: 16)
    }

    deinit {
        if buffer.baseAddress != nil { close(descriptor) }
        buffer.deallocate()
    }

    /// When it was last written, in ns since 1970.
    var written: Int {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? RotatedFiles.written(status) : 0
    }

    /// Bytes read that belong to a line without an end.
    var pending: Int { end - begin }

    /// The next line, without its end; the same one until it is consumed. Valid until the next call.
    /// - Throws: where the disk does not give it.
    func next() throws(FileTrouble) -> Next {
        while true {
            if let lineEnd { return .line(UnsafeRawBufferPointer(rebasing: buffer[begin..<lineEnd])) }
            if scanned < end, let base = buffer.baseAddress, let found = memchr(base + scanned, 10, end - scanned) {
                lineEnd = found - base
                if isSkipping {
                    isSkipping = false
                    consume()
                }
                continue
            }
            scanned = end
            makeRoom()
            let wanted = position + (end - begin)
            let count = pread(descriptor, buffer.baseAddress.map { $0 + end }, buffer.count - end, off_t(wanted))
            guard count >= 0 else { throw .unreadable(path, String(cString: strerror(errno))) }
            // The beginning is looked at after the read: what was read came from the file that has it.
            if let change = change(wanted + count) {
                forget()
                return change
            }
            guard count > 0 else { return .caughtUp }
            end += count
            lastGrowth = .now
        }
    }

    /// The line handed out last has been dealt with.
    func consume() {
        guard let lineEnd else { return }
        position += lineEnd + 1 - begin
        begin = lineEnd + 1
        scanned = begin
        self.lineEnd = nil
    }

    /// Goes on at another place: the beginning of a file written anew, or the end of one that shrank.
    func restart(at place: Int) {
        forget()
        (position, isSkipping) = Self.end(of: place)
        fingerprint = place == 0 ? .none : fingerprint
    }

    private func forget() { (begin, end, scanned, lineEnd) = (0, 0, 0, nil) }

    private func makeRoom() {
        if begin > 0, let base = buffer.baseAddress {
            memmove(base, base + begin, end - begin)
            (end, scanned, begin) = (end - begin, scanned - begin, 0)
        }
        guard end == buffer.count else { return }
        if isSkipping || buffer.count >= Self.longest {
            if !isSkipping { overlong += 1 }
            isSkipping = true
            position += end
            forget()
            return
        }
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: buffer.count * 2, alignment: 16)
        larger.copyMemory(from: UnsafeRawBufferPointer(buffer))
        buffer.deallocate()
        buffer = larger
    }

    /// Whether the file is still the one that was read up to here.
    private func change(_ upTo: Int) -> Next? {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        guard let grown = fingerprint.grown(of: descriptor, upTo: upTo) else { return .replaced }
        if Int(status.st_size) < position + (end - begin) { return .shrunk(to: Int(status.st_size)) }
        fingerprint = grown
        return nil
    }
}
