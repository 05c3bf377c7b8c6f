/// Why two texts differ.
enum TextCause {
    static func of(_ old: UnsafeRawBufferPointer, _ new: UnsafeRawBufferPointer) -> String? {
        if TextForms.folded(old) == TextForms.folded(new) { return "case" }
        if haveSameBytes(withoutTrailingSpaces(old), withoutTrailingSpaces(new)) { return "trailing space" }
        if haveSameBytes(TextForms.trimmed(old), TextForms.trimmed(new)) { return "white space at the ends" }
        if isMojibake(old, new) || isMojibake(new, old) { return "mojibake" }
        if isLossy(old, new) || isLossy(new, old) { return "characters lost as ?" }
        if !old.isEmpty, !new.isEmpty, old.count != new.count {
            let (long, short) = old.count > new.count ? (old, new) : (new, old)
            if short.elementsEqual(long.prefix(short.count)), long[short.count] & 0xC0 != 0x80 {
                return "cut at \(short.count { $0 & 0xC0 != 0x80 }) characters"
            }
        }
        let (a, b) = (String(decoding: old, as: UTF8.self), String(decoding: new, as: UTF8.self))
        if a == b { return "Unicode normal form" }
        if old.lazy.filter({ $0 != 13 }).elementsEqual(new.lazy.filter { $0 != 13 }) { return "line ends" }
        return nil
    }

    private static func withoutTrailingSpaces(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var end = text.count
        while end > 0, text[end - 1] == 32 { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: text[..<end])
    }

    /// Whether `spoilt` is `text`, whose UTF-8 was taken for Latin-1 or Windows-1252 and encoded again.
    private static func isMojibake(_ text: UnsafeRawBufferPointer, _ spoilt: UnsafeRawBufferPointer) -> Bool {
        guard spoilt.count > text.count, text.contains(where: { $0 >= 0x80 }) else { return false }
        var at = 0
        for byte in text {
            guard at < spoilt.count, let (scalar, width) = TextForms.scalar(spoilt, at: at) else { return false }
            guard scalar.value == UInt32(byte) || (byte &- 0x80 < 0x20 && windows1252[Int(byte) - 0x80] == scalar.value)
            else { return false }
            at += width
        }
        return at == spoilt.count
    }

    /// What Windows-1252 has where Latin-1 has control characters, from 0x80 on; 0 where it has nothing.
    private static let windows1252: [UInt32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
        0x0178,
    ]

    /// Whether `spoilt` has question marks, or U+FFFD, where `text` has characters that some character sets lack.
    private static func isLossy(_ text: UnsafeRawBufferPointer, _ spoilt: UnsafeRawBufferPointer) -> Bool {
        var (at, other) = (0, 0)
        var hasLost = false
        while at < text.count {
            guard let (scalar, width) = TextForms.scalar(text, at: at), other < spoilt.count,
                let (shown, shownWidth) = TextForms.scalar(spoilt, at: other)
            else { return false }
            if scalar == shown {
                other += shownWidth
            } else {
                guard scalar.value >= 0x80, shown == "?" || shown.value == 0xFFFD else { return false }
                hasLost = true
                other += shownWidth
                // Some servers write a question mark for each byte.
                var more = 1
                while more < width, other < spoilt.count, shown == "?", spoilt[other] == UInt8(ascii: "?"),
                    at + width >= text.count || text[at + width] != UInt8(ascii: "?"),
                    spoilt.count - other > text.count - at - width
                {
                    other += 1
                    more += 1
                }
            }
            at += width
        }
        return hasLost && other == spoilt.count
    }
}
