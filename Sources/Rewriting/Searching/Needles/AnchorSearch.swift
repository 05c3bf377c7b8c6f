/// Finds many needles in one pass, after Wu and Manber (1994): two bytes at the end of a window tell how far it may
/// jump, so most bytes are never looked at.
final class AnchorSearch: @unchecked Sendable {
    // Written in `init` only, hence the promise to the compiler above.
    private let shifts: UnsafeMutablePointer<UInt8>
    private let heads: UnsafeMutablePointer<Int32>
    private let entries: [Entry]
    let needles: [Needle]
    /// The window's width in bytes.
    let width: Int
    /// The longest needle.
    let longest: Int

    private struct Entry {
        var needle: Int32
        /// From the needle's first byte to the window's last.
        var reach: Int32
        var next: Int32
    }

    /// A place where at least one needle stands.
    struct Hit {
        /// The window's last byte: give it to `next` to go on.
        var at: Int
        var needle: Int
        var start: Int
        var end: Int
        /// The next needle to try at the same place, or -1.
        var more: Int32
    }

    /// - Parameter needles: At least one, none shorter than 2 bytes.
    init(_ needles: [Needle]) {
        self.needles = needles
        width = min(needles.map(\.bytes.count).min() ?? 2, 32)
        longest = needles.map(\.bytes.count).max() ?? 2
        shifts = .allocate(capacity: 65_536)
        shifts.initialize(repeating: UInt8(width - 1), count: 65_536)
        heads = .allocate(capacity: 65_536)
        heads.initialize(repeating: -1, count: 65_536)
        var entries: [Entry] = []
        for (number, needle) in needles.enumerated() {
            let start = needle.window(width)
            for last in 1..<width {
                let jump = UInt8(width - 1 - last)
                for pair in Self.pairs(needle.bytes[start + last - 1], needle.bytes[start + last], needle.folds) {
                    shifts[pair] = min(shifts[pair], jump)
                    guard last == width - 1 else { continue }
                    entries.append(Entry(needle: Int32(number), reach: Int32(start + last), next: heads[pair]))
                    heads[pair] = Int32(entries.count - 1)
                }
            }
        }
        self.entries = entries
    }

    deinit {
        shifts.deallocate()
        heads.deallocate()
    }

    private static func pairs(_ a: UInt8, _ b: UInt8, _ folds: Bool) -> [Int] {
        func cases(_ x: UInt8) -> [UInt8] { folds && x &- 0x61 < 26 ? [x, x - 32] : [x] }
        // As two bytes look when read as one number, least significant byte first.
        return cases(a).flatMap { x in cases(b).map { y in Int(UInt16(littleEndian: UInt16(y) << 8 | UInt16(x))) } }
    }

    /// The first place in `low..<high` whose window ends at `from` or later.
    @inline(__always)
    func next(_ base: UnsafePointer<UInt8>, low: Int, from: Int, high: Int) -> Hit? {
        var p = max(from, low + width - 1)
        let raw = UnsafeRawPointer(base)
        while p < high {
            let pair = Int(raw.loadUnaligned(fromByteOffset: p - 1, as: UInt16.self))
            let jump = shifts[pair]
            if jump != 0 {
                p += Int(jump)
                continue
            }
            if let hit = match(base, at: p, heads[pair], low: low, high: high) { return hit }
            p += 1
        }
        return nil
    }

    /// The first needle, from entry `first` on, that stands with its window's end at `p`.
    @inline(never)
    func match(_ base: UnsafePointer<UInt8>, at p: Int, _ first: Int32, low: Int, high: Int) -> Hit? {
        var number = first
        while number >= 0 {
            let entry = entries[Int(number)]
            let start = p - Int(entry.reach)
            number = entry.next
            guard start >= low else { continue }
            let stands = needles[Int(entry.needle)].bytes.withUnsafeBufferPointer { bytes in
                guard start + bytes.count <= high else { return false }
                if needles[Int(entry.needle)].folds {
                    for i in 0..<bytes.count where Byte.lower(base[start + i]) != bytes[i] { return false }
                } else {
                    for i in 0..<bytes.count where base[start + i] != bytes[i] { return false }
                }
                return true
            }
            if stands {
                return Hit(
                    at: p, needle: Int(entry.needle), start: start, end: start + needles[Int(entry.needle)].bytes.count,
                    more: number)
            }
        }
        return nil
    }
}
