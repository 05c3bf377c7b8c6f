/// Bytes to be replaced, by bytes of an arena.
struct Edit {
    var start: Int
    var end: Int
    var from: Int
    var to: Int

    var growth: Int { (to - from) - (end - start) }
}

/// Edits in the order of their places, none over another, and what they write.
struct EditList {
    private(set) var edits: [Edit] = []
    private(set) var arena: [UInt8] = []
    /// How many bytes the text grows by.
    private(set) var growth = 0

    var isEmpty: Bool { edits.isEmpty }

    mutating func removeAll() {
        edits.removeAll(keepingCapacity: true)
        arena.removeAll(keepingCapacity: true)
        growth = 0
    }

    mutating func append(_ start: Int, _ end: Int, _ bytes: some Collection<UInt8>) {
        let from = arena.count
        arena.append(contentsOf: bytes)
        let edit = Edit(start: start, end: end, from: from, to: arena.count)
        growth += edit.growth
        edits.append(edit)
    }

    /// Puts other bytes in the place of edit `index`.
    mutating func replace(_ index: Int, _ bytes: some Collection<UInt8>) {
        growth -= edits[index].growth
        edits[index].from = arena.count
        arena.append(contentsOf: bytes)
        edits[index].to = arena.count
        growth += edits[index].growth
    }

    mutating func removeLast() { growth -= edits.removeLast().growth }

    /// Takes back all edits from `count` on.
    mutating func cut(_ count: Int) { while edits.count > count { removeLast() } }

    func bytes(_ edit: Edit) -> ArraySlice<UInt8> { arena[edit.from..<edit.to] }

    /// The text with all edits made.
    func applied(to base: UnsafePointer<UInt8>, _ range: Range<Int>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(range.count + growth)
        var p = range.lowerBound
        for edit in edits {
            out.append(contentsOf: UnsafeBufferPointer(start: base + p, count: edit.start - p))
            out.append(contentsOf: bytes(edit))
            p = edit.end
        }
        out.append(contentsOf: UnsafeBufferPointer(start: base + p, count: range.upperBound - p))
        return out
    }
}
