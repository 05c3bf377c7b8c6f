/// A source found in text: what to replace, and by which rule.
struct Match {
    var start: Int
    var end: Int
    /// nil if nothing is to be replaced.
    var rule: Int?
    var replacement: [UInt8]
}

/// Letters that may stand in names, so that a name next to one of them is a part of a longer name.
enum NameLetters {
    static func inHost(_ scalar: UInt32, international: Bool) -> Bool {
        if scalar < 0x80 {
            let b = UInt8(scalar)
            return Byte.isAlphanumeric(b) || Byte.isTrim(b)
        }
        if scalar >= Logical.stray { return international && scalar != Logical.none }
        if international {
            // All but punctuation, spaces and full-width forms.
            return scalar >= 0xA0 && scalar != 0xAB && scalar != 0xBB && !(0x2000...0x206F).contains(scalar)
                && !(0x3000...0x303F).contains(scalar) && !(0xFF00...0xFFEF).contains(scalar)
        }
        // Latin, Greek, Cyrillic. Scripts without spaces between words may touch a host name that they speak of.
        return ((0xC0...0x24F).contains(scalar) && scalar != 0xD7 && scalar != 0xF7) || (0x370...0x52F).contains(scalar)
    }

    static func inPath(_ scalar: UInt32) -> Bool {
        if scalar < 0x80 {
            let b = UInt8(scalar)
            return Byte.isAlphanumeric(b) || Byte.isTrim(b) || b == 0x7E || b == 0x2B || b == 0x40 || b == 0x25
        }
        return scalar != Logical.none && scalar != 0xA0 && !(0x2000...0x206F).contains(scalar)
            && !(0x3000...0x303F).contains(scalar)
    }
}

extension Logical {
    /// Where the path ends that goes on at `p`.
    func pathEnd(_ p: Int) -> Int {
        var (q, last) = (p, UInt32(0))
        while q - p < 4_096 {
            let step = forward(q)
            guard NameLetters.inPath(step.scalar) || (step.scalar == 0x2F && last != 0x2F) else { break }
            (q, last) = (step.at, step.scalar)
        }
        return q
    }

    /// No path goes on at `p`: it is a path's end.
    func endsPath(_ p: Int) -> Bool {
        let step = forward(p)
        if step.scalar == 0x2E {
            // A dot ends a sentence, or begins an ending of the name.
            let after = forward(step.at)
            return !NameLetters.inPath(after.scalar)
        }
        return !NameLetters.inPath(step.scalar)
    }
}
