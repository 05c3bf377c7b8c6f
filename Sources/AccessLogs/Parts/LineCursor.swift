#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Walks over one line's bytes. No step leaves the line; what is not found throws where it should have stood.
struct LineCursor {
    private let base: UnsafeRawPointer
    let count: Int
    var at = 0

    init(_ line: UnsafeRawBufferPointer) {
        // An empty buffer may have no address; any will do, since none of its bytes is ever read.
        base = line.baseAddress ?? UnsafeRawPointer(bitPattern: 1)!
        count = line.count
    }

    /// The byte at the cursor; 0 at the end.
    @inline(__always)
    var here: UInt8 { at < count ? base.load(fromByteOffset: at, as: UInt8.self) : 0 }

    /// The byte at `i`, which must lie inside the line.
    @inline(__always)
    func at(_ i: Int) -> UInt8 { base.load(fromByteOffset: i, as: UInt8.self) }

    /// Eight bytes from `i` on, which must lie inside the line.
    @inline(__always)
    func eight(_ i: Int) -> UInt64 { base.loadUnaligned(fromByteOffset: i, as: UInt64.self) }

    @inline(__always)
    func bytes(_ field: AccessLine.Field) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: base + field.start, count: field.count)
    }

    /// Where `byte` next stands, at the cursor or after it.
    @inline(__always)
    func find(_ byte: UInt8) -> Int? { find(byte, from: at) }

    @inline(__always)
    func find(_ byte: UInt8, from: Int) -> Int? {
        guard from < count, let found = memchr(base + from, Int32(byte), count - from) else { return nil }
        return UnsafeRawPointer(found) - base
    }

    @inline(__always)
    mutating func byte(_ wanted: UInt8, _ expected: LineFault.Expected) throws(LineFault) {
        guard at < count, at(at) == wanted else { throw LineFault(at: at, expected: expected) }
        at += 1
    }

    /// The bytes up to a space, which is eaten; at least one, and a space after them.
    @inline(__always)
    mutating func token(_ expected: LineFault.Expected) throws(LineFault) -> AccessLine.Field {
        let start = at
        while at < count, at(at) != UInt8(ascii: " ") { at += 1 }
        guard at > start, at < count else { throw LineFault(at: start, expected: expected) }
        at += 1
        return .init(start: start, count: at - start - 1)
    }

    @inline(__always)
    mutating func skipToken() { while at < count, at(at) != UInt8(ascii: " ") { at += 1 } }

    /// A text in quotes, without them; a quote inside it is written with a backslash before it.
    @inline(__always)
    mutating func quoted(_ expected: LineFault.Expected) throws(LineFault) -> AccessLine.Field {
        guard here == UInt8(ascii: "\"") else { throw LineFault(at: at, expected: expected) }
        let start = at + 1
        var from = start
        while let end = find(UInt8(ascii: "\""), from: from) {
            var slashes = 0
            while end - slashes > start, at(end - slashes - 1) == UInt8(ascii: "\\") { slashes += 1 }
            if slashes % 2 == 0 {
                at = end + 1
                return .init(start: start, count: end - start)
            }
            from = end + 1
        }
        throw LineFault(at: count, expected: .closing)
    }

    /// Moves past `name=` and returns the name; nil, without moving, where there is none before the next space.
    @inline(__always)
    mutating func name() -> AccessLine.Field? {
        var i = at
        while i < count, at(i) != UInt8(ascii: "="), at(i) != UInt8(ascii: " ") { i += 1 }
        guard i < count, at(i) == UInt8(ascii: "="), i > at else { return nil }
        defer { at = i + 1 }
        return .init(start: at, count: i - at)
    }

    /// Up to seven letters as one number, to compare names by; 0 for longer ones.
    @inline(__always)
    func word(_ field: AccessLine.Field) -> UInt64 {
        guard field.count < 8 else { return 0 }
        var value: UInt64 = 0
        for i in 0..<field.count { value = value << 8 | UInt64(at(field.start + i)) }
        return value
    }

    @inline(__always)
    static func word(_ text: StaticString) -> UInt64 {
        text.withUTF8Buffer { $0.reduce(0) { $0 << 8 | UInt64($1) } }
    }
}
