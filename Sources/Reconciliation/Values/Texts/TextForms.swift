/// Text as a rule asks it to be read: without white space at its ends, without regard to case.
enum TextForms {
    /// The text without Unicode's white space at both ends.
    static func trimmed(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var begin = 0
        var end = text.count
        while begin < end, let width = spaceWidth(text, at: begin, end: end) { begin += width }
        trailing: while begin < end {
            for width in 1...min(3, end - begin)
            where spaceWidth(text, at: end - width, end: end) == width {
                end -= width
                continue trailing
            }
            break
        }
        return UnsafeRawBufferPointer(rebasing: text[begin..<end])
    }

    /// How many bytes the white space at `at` takes; nil where none is.
    private static func spaceWidth(_ text: UnsafeRawBufferPointer, at: Int, end: Int) -> Int? {
        let byte = text[at]
        if byte == 32 || byte &- 9 < 5 { return 1 }
        guard byte >= 0xC2, at + 1 < end else { return nil }
        if byte == 0xC2 { return text[at + 1] == 0x85 || text[at + 1] == 0xA0 ? 2 : nil }
        guard at + 2 < end else { return nil }
        switch (byte, text[at + 1], text[at + 2]) {
        case (0xE1, 0x9A, 0x80), (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9), (0xE2, 0x80, 0xAF),
            (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80):
            return 3
        default: return nil
        }
    }

    /// The text with each code point folded (Unicode's simple case folding: one code point stays one). Bytes that are
    /// no UTF-8 stay as they are.
    static func folded(_ text: UnsafeRawBufferPointer) -> [UInt8] {
        var folded: [UInt8] = []
        folded.reserveCapacity(text.count)
        var at = 0
        while at < text.count {
            let byte = text[at]
            if byte < 0x80 {
                folded.append(ASCII.lower(byte))
                at += 1
            } else if let (scalar, width) = scalar(text, at: at) {
                if let units = UTF8.encode(fold(scalar)) { folded.append(contentsOf: units) }
                at += width
            } else {
                folded.append(byte)
                at += 1
            }
        }
        return folded
    }

    /// The code point at `at` and how many bytes it takes; nil where the bytes are no UTF-8.
    static func scalar(_ text: UnsafeRawBufferPointer, at: Int) -> (Unicode.Scalar, Int)? {
        let byte = text[at]
        let width = byte < 0x80 ? 1 : byte &- 0xC2 < 0x1E ? 2 : byte & 0xF0 == 0xE0 ? 3 : byte &- 0xF0 < 5 ? 4 : 0
        guard width > 0, at + width <= text.count else { return nil }
        guard width > 1 else { return (Unicode.Scalar(byte), 1) }
        var value = UInt32(byte) & (0x7F >> UInt32(width))
        for index in at + 1..<at + width {
            guard text[index] & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(text[index] & 0x3F)
        }
        guard width == 2 || value >= (width == 3 ? 0x800 : 0x10000), let scalar = Unicode.Scalar(value) else {
            return nil
        }
        return (scalar, width)
    }

    /// Upper case first, so that letters with two lower-case forms (σ and ς) fall together; what would become several
    /// code points stays one.
    static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        // The letters I with and without a dot are letters of their own in Turkish, and simple folding leaves them.
        if scalar.value == 0x130 || scalar.value == 0x131 { return scalar }
        let upper = one(scalar.properties.uppercaseMapping) ?? scalar
        return one(upper.properties.lowercaseMapping) ?? upper
    }

    private static func one(_ mapping: String) -> Unicode.Scalar? {
        var scalars = mapping.unicodeScalars.makeIterator()
        guard let first = scalars.next(), scalars.next() == nil else { return nil }
        return first
    }
}
