/// String literals as MariaDB and MySQL write and read them.
enum SQLText {
    /// Where `quote` or a backslash next stands from `p` on; `high` if nowhere.
    @inline(__always)
    static func special(_ base: UnsafePointer<UInt8>, _ p: Int, _ high: Int, _ quote: UInt8) -> Int {
        Byte.first(of: quote, or: Byte.backslash, base, p, high)
    }

    enum End {
        /// The closing quote stands there.
        case at(Int)
        /// More bytes are needed; go on from there.
        case open(Int)
    }

    /// The end of a literal of which `p` is inside. `escapes` becomes true where it holds any.
    @inline(__always)
    static func end(
        _ base: UnsafePointer<UInt8>, _ p: Int, _ high: Int, _ quote: UInt8, isLast: Bool, escapes: inout Bool
    ) -> End {
        var q = p
        while true {
            q = special(base, q, high, quote)
            if q + 1 >= high {
                // A quote may be doubled, a backslash escapes what follows: without a next byte nobody knows.
                return q < high && isLast && base[q] == quote ? .at(q) : .open(q)
            }
            if base[q] == Byte.backslash || base[q + 1] == quote {
                escapes = true
                q += 2
                continue
            }
            return .at(q)
        }
    }

    /// One character of a literal, decoded; how many bytes it is spelt with.
    @inline(__always)
    static func put(_ base: UnsafePointer<UInt8>, _ p: Int, _ quote: UInt8, _ out: inout [UInt8]) -> Int {
        let b = base[p]
        if b == quote {
            out.append(b)
            return 2
        }
        guard b == Byte.backslash else {
            out.append(b)
            return 1
        }
        switch base[p + 1] {
        case 0x30: out.append(0)
        case 0x62: out.append(8)
        case 0x6E: out.append(10)
        case 0x72: out.append(13)
        case 0x74: out.append(9)
        case 0x5A: out.append(26)
        // For LIKE the backslash stays before these two.
        case 0x25, 0x5F: out.append(contentsOf: [b, base[p + 1]])
        default: out.append(base[p + 1])
        }
        return 2
    }

    static func decode(_ base: UnsafePointer<UInt8>, _ low: Int, _ high: Int, _ quote: UInt8, _ out: inout [UInt8]) {
        out.removeAll(keepingCapacity: true)
        out.reserveCapacity(high - low)
        var p = low
        while p < high {
            let q = special(base, p, high, quote)
            out.append(contentsOf: UnsafeBufferPointer(start: base + p, count: q - p))
            p = q < high ? q + put(base, q, quote, &out) : q
        }
    }

    static func encode(_ bytes: some Sequence<UInt8>, _ quote: UInt8, _ out: inout [UInt8]) {
        for byte in bytes {
            switch byte {
            case 0: out += [Byte.backslash, 0x30]
            case 10: out += [Byte.backslash, 0x6E]
            case 13: out += [Byte.backslash, 0x72]
            case 26: out += [Byte.backslash, 0x5A]
            case Byte.backslash, Byte.tick, Byte.quote: out += [Byte.backslash, byte]
            default: out.append(byte)
            }
        }
    }

    /// Steps over `size` decoded bytes from `p` on.
    static func advance(_ base: UnsafePointer<UInt8>, _ p: Int, _ high: Int, _ quote: UInt8, by size: Int) -> Int {
        var (q, left) = (p, size)
        while left > 0, q < high {
            let stop = special(base, q, min(high, q + left), quote)
            left -= stop - q
            q = stop
            guard left > 0, q < high else { break }
            if base[q] == Byte.backslash, base[q + 1] == 0x25 || base[q + 1] == 0x5F {
                // Two decoded bytes, spelt with two.
                q += min(2, left)
                left -= min(2, left)
            } else {
                q += 2
                left -= 1
            }
        }
        return q
    }
}
