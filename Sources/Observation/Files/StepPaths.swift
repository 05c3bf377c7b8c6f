/// Finds the step of a path, the longest match first, as the edge does; paths are compared as they are written.
package final class StepPaths {
    private struct Row {
        let path: [UInt8]
        /// Lives as long as the table.
        let step: UnsafeRawBufferPointer
        let isExact: Bool
        let hasVariant: Bool
    }

    private let rows: [Row]
    /// Of a request of no step, as the edge writes it.
    private static let none: StaticString = "-"

    package init(_ steps: [StepMatch]) {
        rows = steps.map { match in
            // `/pay/` and `/pay` are the same beginning; the root is the beginning of everything.
            let path = match.isExact || !match.path.hasSuffix("/") ? match.path : String(match.path.dropLast())
            let name = UnsafeMutableRawBufferPointer.allocate(byteCount: match.step.utf8.count, alignment: 1)
            name.copyBytes(from: match.step.utf8)
            return Row(
                path: Array(path.utf8), step: UnsafeRawBufferPointer(name), isExact: match.isExact,
                hasVariant: match.hasVariant)
        }.sorted { ($0.path.count, $0.isExact ? 1 : 0) > ($1.path.count, $1.isExact ? 1 : 0) }
    }

    deinit { for row in rows { row.step.deallocate() } }

    /// Step and variant of a path. Valid while the table and the path are.
    @inline(__always)
    package func step(of path: UnsafeRawBufferPointer) -> (
        step: UnsafeRawBufferPointer, variant: UnsafeRawBufferPointer?
    ) {
        for row in rows where path.count >= row.path.count {
            if row.isExact ? path.count != row.path.count : !Self.ends(path, at: row.path.count) { continue }
            guard Self.begins(path, with: row.path) else { continue }
            return (row.step, row.hasVariant ? Self.lastWord(path, after: row.path.count) : nil)
        }
        return (UnsafeRawBufferPointer(start: Self.none.utf8Start, count: Self.none.utf8CodeUnitCount), nil)
    }

    @inline(__always)
    private static func ends(_ path: UnsafeRawBufferPointer, at count: Int) -> Bool {
        path.count == count || path[count] == UInt8(ascii: "/")
    }

    @inline(__always)
    private static func begins(_ path: UnsafeRawBufferPointer, with text: [UInt8]) -> Bool {
        // From the end: paths differ there.
        var i = text.count - 1
        while i >= 0 {
            if path[i] != text[i] { return false }
            i -= 1
        }
        return true
    }

    private static func lastWord(_ path: UnsafeRawBufferPointer, after count: Int) -> UnsafeRawBufferPointer? {
        var end = path.count
        while end > count, path[end - 1] == UInt8(ascii: "/") { end -= 1 }
        var start = end
        while start > count, path[start - 1] != UInt8(ascii: "/") { start -= 1 }
        return start < end && start > count ? UnsafeRawBufferPointer(rebasing: path[start..<end]) : nil
    }
}
