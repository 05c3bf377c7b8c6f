/// Writes a target as the text around it is written.
struct Spelling {
    /// One slash, as spelt here.
    private let slash: [UInt8]
    private let name: Logical.Spelling
    /// `\` as often as the text around repeats it.
    private let backslashes: [UInt8]
    /// Where to look whether the text stands in a block's comment.
    private let inBlock: (text: Logical, at: Int)?

    init(text: Logical, slash: Range<Int>?, name: Matcher.HostName) {
        self.slash = slash.map { $0.map { text.base[$0] } } ?? [Byte.slash]
        self.name = name.spelling
        var backslashes: [UInt8] = []
        if name.spelling == .escape {
            for i in name.start..<name.end {
                if text.base[i] == Byte.backslash {
                    backslashes.append(Byte.backslash)
                } else if !backslashes.isEmpty {
                    break
                }
            }
        }
        self.backslashes = backslashes.isEmpty ? [Byte.backslash] : backslashes
        inBlock = (text, name.start)
    }

    init(slash: [UInt8]) {
        self.slash = slash
        name = .plain
        backslashes = [Byte.backslash]
        inBlock = nil
    }

    private var isPercent: Bool { slash.contains(Byte.percent) }
    /// `%`, or `%25` as often as the text around is encoded again.
    private var percentSign: [UInt8] {
        guard let sign = slash.lastIndex(of: Byte.percent), slash.count - sign >= 3 else { return [Byte.percent] }
        return Array(slash[sign...].dropLast(2))
    }

    /// `-->` ends a block comment, so JSON in one writes two hyphens as `\u002d\u002d`.
    func host(_ host: [UInt8], into out: inout [UInt8]) {
        let hides =
            zip(host, host.dropFirst()).contains { $0 == 0x2D && $1 == 0x2D }
            && (name == .escape || inBlock.map { Self.isInBlock($0.text, $0.at) } ?? false)
        let high = host.contains { $0 >= 0x80 }
        if !hides, !high || name == .plain && !isPercent {
            out += host
            return
        }
        if high, name == .percent || isPercent {
            for byte in host { percent(byte, into: &out) }
            return
        }
        var index = 0
        let scalars = Array(String(decoding: host, as: UTF8.self).unicodeScalars)
        while index < scalars.count {
            let value = scalars[index].value
            let isDouble = value == 0x2D && (scalars.dropFirst(index + 1).first?.value == 0x2D)
            if isDouble {
                for _ in 0..<2 { escape(0x2D, into: &out) }
                index += 2
                continue
            }
            if value < 0x80 {
                out.append(UInt8(value))
            } else if name == .escape {
                for unit in UTF16.encode(scalars[index])! { escape(UInt32(unit), into: &out) }
            } else {
                out += Array(String(Character(scalars[index])).utf8)
            }
            index += 1
        }
    }

    func colon(into out: inout [UInt8]) {
        if isPercent {
            out += percentSign
            out += slash.last == UInt8(ascii: "f") ? "3a".utf8 : "3A".utf8
        } else {
            out.append(Byte.colon)
        }
    }

    func path(_ path: some Sequence<UInt8>, into out: inout [UInt8]) {
        for byte in path {
            if byte == Byte.slash {
                out += slash
            } else if isPercent {
                percent(byte, into: &out)
            } else {
                out.append(byte)
            }
        }
    }

    private static let digits = Array("0123456789ABCDEF".utf8)
    private static let smallDigits = Array("0123456789abcdef".utf8)

    private func percent(_ byte: UInt8, into out: inout [UInt8]) {
        if Byte.isAlphanumeric(byte) || Byte.isTrim(byte) || byte == 0x7E {
            out.append(byte)
            return
        }
        let digits = slash.last == UInt8(ascii: "f") ? Self.smallDigits : Self.digits
        out += percentSign
        out.append(digits[Int(byte >> 4)])
        out.append(digits[Int(byte & 15)])
    }

    private func escape(_ unit: UInt32, into out: inout [UInt8]) {
        out += backslashes
        out.append(UInt8(ascii: "u"))
        for shift in [12, 8, 4, 0] as [UInt32] { out.append(Self.smallDigits[Int(unit >> shift & 15)]) }
    }

    /// The text at `p` stands in the opening comment of a block.
    private static func isInBlock(_ text: Logical, _ p: Int) -> Bool {
        let opening = Array("<!-- wp:".utf8)
        var q = p - 1
        while q >= text.low {
            if text.base[q] == 0x3E, q - 2 >= text.low, text.base[q - 1] == 0x2D, text.base[q - 2] == 0x2D {
                return false
            }
            if text.base[q] == 0x3C, q + opening.count <= p,
                opening.indices.allSatisfy({ text.base[q + $0] == opening[$0] })
            {
                return true
            }
            q -= 1
        }
        return false
    }
}
