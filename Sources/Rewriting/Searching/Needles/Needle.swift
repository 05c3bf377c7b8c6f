/// A short string that stands in every spelling of a source: where it stands, a closer look is worth its time.
struct Needle: Sendable {
    enum Kind: Sendable, Hashable {
        /// Inside a host name; letters of either case.
        case host
        /// A slash, in the last bytes of any of its spellings, and the start of one folder's name. The numbers are of
        /// the paths that hold it.
        case path([PathStart])
        /// What a host or a path looks like inside Base64, at one of three alignments.
        case base64
    }
    struct PathStart: Sendable, Hashable {
        var path: Int
        /// Where in the path (in characters) the folder's name starts.
        var offset: Int
    }

    var bytes: [UInt8]
    var kind: Kind
    /// How many bytes of a slash's spelling come first.
    var lead = 0

    var folds: Bool { kind == .host }

    /// The longest run of `bytes` that is spelt the same everywhere: ASCII, without two hyphens in a row.
    static func plainRun(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        var best = bytes[0..<0]
        var start = 0
        func close(_ end: Int) { if end - start > best.count { best = bytes[start..<end] } }
        for i in bytes.indices {
            if bytes[i] >= 0x80 {
                close(i)
                start = i + 1
            } else if bytes[i] == 0x2D, i > start, bytes[i - 1] == 0x2D {
                close(i - 1)
                start = i + 1
            }
        }
        close(bytes.count)
        return best
    }

    /// The three strings of which one stands wherever `bytes` stands in encoded text.
    static func base64(_ bytes: [UInt8]) -> [Needle] {
        (0..<3).compactMap { shift in
            let encoded = Base64.encode([UInt8](repeating: 0, count: shift) + bytes)
            // Letters that share bits with what comes before or after are not known.
            let first = (shift * 8 + 5) / 6
            let last = (shift + bytes.count) * 8 / 6
            guard last - first >= 4 else { return nil }
            return Needle(bytes: Array(encoded[first..<last]), kind: .base64)
        }
    }

    /// Where the window of `size` bytes starts that is met least in text.
    func window(_ size: Int) -> Int {
        func weight(_ b: UInt8) -> Int {
            switch Byte.lower(b) {
            case UInt8(ascii: "e"), UInt8(ascii: "t"), UInt8(ascii: "a"), UInt8(ascii: "o"), UInt8(ascii: "i"): 8
            case UInt8(ascii: "n"), UInt8(ascii: "s"), UInt8(ascii: "r"), UInt8(ascii: "l"), UInt8(ascii: "d"): 6
            case UInt8(ascii: "c"), UInt8(ascii: "m"), UInt8(ascii: "p"), UInt8(ascii: "h"), UInt8(ascii: "u"): 4
            case Byte.slash, 0x2E: 4
            case 0x30...0x39: 3
            default: 2
            }
        }
        var best = (start: 0, weight: Int.max)
        for start in 0...(bytes.count - size) {
            // The last two bytes decide whether a closer look is taken, so they count most.
            let end = start + size
            let total =
                weight(bytes[end - 1]) * weight(bytes[end - 2]) * 8 + bytes[start..<end].reduce(0) { $0 + weight($1) }
            if total < best.weight { best = (start, total) }
        }
        return best.start
    }
}
