import Glibc

/// What a process just wrote to its log.
enum LogTail {
    /// The log's length in bytes; 0 when there is none.
    static func length(_ path: String) -> off_t {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_size : 0
    }

    /// The text behind a position, at most 64 KiB.
    static func read(_ path: String, from start: off_t) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = pread(descriptor, &bytes, bytes.count, start)
        return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : ""
    }

    /// The whole line by which a process says that it serves (`listening 127.0.0.1:PORT`) or shops (`shopping at ...`);
    /// nil when it has not said so yet. The port is nil for shoppers.
    static func announcement(in text: String) -> (port: Int?, Void)? {
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            if line.hasPrefix("shopping at ") { return (nil, ()) }
            if line.hasPrefix("listening "), let port = line.split(separator: ":").last.flatMap({ Int($0) }) {
                return (port, ())
            }
        }
        return nil
    }
}
