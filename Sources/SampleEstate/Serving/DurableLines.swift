import Dispatch
import Glibc
import Synchronization

/// A file of lines that are on the disk before they count, such as every order a shopper was told of. Those who wait at
/// the same time share one fsync.
final class DurableLines: Sendable {
    private struct Waiting {
        var lines: [UInt8] = []
        var writers: [CheckedContinuation<Bool, Never>] = []
        var writing = false
    }

    private let path: String
    private let descriptor: Int32
    private let waiting = Mutex(Waiting())
    private let queue = DispatchQueue(label: "durable-lines")

    /// Opens the file for appending; makes it when missing. A torn last line of an earlier writer is ended, so that
    /// the next one begins a line of its own.
    init(_ path: String) throws(SampleEstateError) {
        self.path = path
        descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw .fileUnusable(path: path, reason: String(cString: strerror(errno)))
        }
        let length = lseek(descriptor, 0, SEEK_END)
        var last: UInt8 = 0
        if length > 0, pread(descriptor, &last, 1, length - 1) == 1, last != UInt8(ascii: "\n") {
            // Cut the torn line off: it never counted.
            Self.cutTornLine(descriptor, length: length)
        }
    }

    deinit {
        close(descriptor)
    }

    /// Appends a line; returns once it is on the disk. False when the disk refused it.
    /// - Parameter line: with its end of line.
    func append(_ line: String) async -> Bool {
        let bytes = Array(line.utf8)
        return await withCheckedContinuation { continuation in
            let begins = waiting.withLock { waiting in
                waiting.lines += bytes
                waiting.writers.append(continuation)
                defer { waiting.writing = true }
                return !waiting.writing
            }
            if begins { queue.async { self.writeAll() } }
        }
    }

    private func writeAll() {
        while true {
            let batch = waiting.withLock { waiting -> Waiting? in
                guard !waiting.writers.isEmpty else {
                    waiting.writing = false
                    return nil
                }
                let batch = waiting
                waiting.lines = []
                waiting.writers = []
                return batch
            }
            guard let batch else { return }
            let kept = write(batch.lines)
            for writer in batch.writers { writer.resume(returning: kept) }
        }
    }

    private func write(_ bytes: [UInt8]) -> Bool {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress! + written, $0.count - written)
            }
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { return false }
            written += count
        }
        return fdatasync(descriptor) == 0
    }

    private static func cutTornLine(_ descriptor: Int32, length: off_t) {
        var end = length
        var byte: UInt8 = 0
        while end > 0, pread(descriptor, &byte, 1, end - 1) == 1, byte != UInt8(ascii: "\n") { end -= 1 }
        ftruncate(descriptor, end)
    }
}
