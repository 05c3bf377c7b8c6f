/// RFC 4648, the standard alphabet with padding: what PHP's `base64_encode` writes.
enum Base64 {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity((bytes.count + 2) / 3 * 4)
        var i = 0
        while i < bytes.count {
            let b = (bytes[i], i + 1 < bytes.count ? bytes[i + 1] : 0, i + 2 < bytes.count ? bytes[i + 2] : 0)
            out.append(letters[Int(b.0 >> 2)])
            out.append(letters[Int((b.0 & 3) << 4 | b.1 >> 4)])
            out.append(i + 1 < bytes.count ? letters[Int((b.1 & 15) << 2 | b.2 >> 6)] : 0x3D)
            out.append(i + 2 < bytes.count ? letters[Int(b.2 & 63)] : 0x3D)
            i += 3
        }
        return out
    }

    private static func value(_ b: UInt8) -> UInt8 {
        switch b {
        case 0x41...0x5A: b - 0x41
        case 0x61...0x7A: b - 0x47
        case 0x30...0x39: b + 4
        case 0x2B: 62
        case 0x2F: 63
        default: 255
        }
    }

    /// The bytes, if all of the text is Base64 as `encode` would write it.
    static func decode(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard text.count >= 8, text.count % 4 == 0 else { return nil }
        let padding = text[text.count - 1] != 0x3D ? 0 : text[text.count - 2] != 0x3D ? 1 : 2
        var out: [UInt8] = []
        out.reserveCapacity(text.count / 4 * 3)
        var i = 0
        while i < text.count {
            var word: UInt32 = 0
            for j in i..<(i + 4) {
                let letter = j >= text.count - padding ? 0 : value(text[j])
                guard letter < 64 else { return nil }
                word = word << 6 | UInt32(letter)
            }
            out.append(UInt8(word >> 16))
            out.append(UInt8(truncatingIfNeeded: word >> 8))
            out.append(UInt8(truncatingIfNeeded: word))
            i += 4
        }
        for _ in 0..<padding {
            // Bits that encode nothing must be zero, or encoding again would write other letters.
            guard out.removeLast() == 0 else { return nil }
        }
        return out
    }
}
