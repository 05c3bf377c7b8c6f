#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Rewrites what one file descriptor gives into another. Blocking: call it on a thread of its own.
public enum DumpPipe {
    /// - Parameters:
    ///   - progress: Called about every 16 MiB with the counts so far.
    /// - Throws: `RewritingError`; a failed or short write among them. What was written is then not whole.
    public static func run(
        _ rewriter: inout DumpRewriter, from source: Int32, to target: Int32, progress: (DumpCounts) -> Void = { _ in }
    ) throws(RewritingError) {
        let size = 1 << 20
        let room = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
        defer { room.deallocate() }
        var written = 0
        func sink(_ bytes: UnsafeRawBufferPointer) throws(RewritingError) {
            var left = bytes
            while !left.isEmpty {
                let sent = write(target, left.baseAddress!, left.count)
                if sent < 0 {
                    if errno == EINTR { continue }
                    throw .stream(doing: "writing", offset: written, why: String(cString: strerror(errno)))
                }
                guard sent > 0 else { throw .stream(doing: "writing", offset: written, why: "no byte was taken") }
                written += sent
                left = UnsafeRawBufferPointer(rebasing: left[sent...])
            }
        }
        var told = 0
        while true {
            let got = read(source, room, size)
            if got < 0 {
                if errno == EINTR { continue }
                throw .stream(
                    doing: "reading", offset: rewriter.counts.bytesRead, why: String(cString: strerror(errno)))
            }
            if got == 0 { break }
            try rewriter.feed(UnsafeRawBufferPointer(start: room, count: got), into: sink)
            if rewriter.counts.bytesRead - told >= 16 << 20 {
                told = rewriter.counts.bytesRead
                progress(rewriter.counts)
            }
        }
        try rewriter.finish(into: sink)
        progress(rewriter.counts)
    }
}
