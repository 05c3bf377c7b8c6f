/// Reads words and names of a statement's start.
struct HeadReader {
    let base: UnsafePointer<UInt8>
    var at: Int
    let high: Int
    /// The text ended where more was expected.
    private(set) var ranOut = false
    private var before = 0

    init(base: UnsafePointer<UInt8>, at: Int, high: Int) {
        self.base = base
        self.at = at
        self.high = high
    }

    private mutating func skipBlanks() {
        while at < high, base[at] <= 0x20 { at += 1 }
        if at == high { ranOut = true }
    }

    /// The next word in upper case; nil if none stands there.
    mutating func word() -> String? {
        skipBlanks()
        before = at
        var end = at
        while end < high, Byte.isAlphanumeric(base[end]) || base[end] == 0x5F { end += 1 }
        if end == high { ranOut = true }
        guard end > at else { return nil }
        defer { at = end }
        return String(decoding: UnsafeBufferPointer(start: base + at, count: end - at), as: UTF8.self).uppercased()
    }

    /// Unreads the last word.
    mutating func stepBack() { at = before }

    var isAtQuote: Bool {
        var p = at
        while p < high, base[p] <= 0x20 { p += 1 }
        return p < high && base[p] == 0x60
    }

    mutating func take(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard at < high, base[at] == byte else { return false }
        at += 1
        return true
    }

    /// A name, in backquotes or bare.
    mutating func name() -> String? {
        skipBlanks()
        guard at < high else { return nil }
        var bytes: [UInt8] = []
        guard base[at] == 0x60 || base[at] == Byte.quote else {
            while at < high, Byte.isAlphanumeric(base[at]) || base[at] == 0x5F || base[at] == 0x24 || base[at] >= 0x80 {
                bytes.append(base[at])
                at += 1
            }
            if at == high { ranOut = true }
            return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
        }
        let quote = base[at]
        at += 1
        while at < high {
            if base[at] == quote {
                at += 1
                guard at < high, base[at] == quote else { return String(decoding: bytes, as: UTF8.self) }
            }
            bytes.append(base[at])
            at += 1
        }
        ranOut = true
        return nil
    }

    /// A table's name without its database's.
    mutating func qualifiedName() -> String? {
        guard var name = name() else { return nil }
        if at < high, base[at] == 0x2E {
            at += 1
            guard let table = self.name() else { return nil }
            name = table
        }
        return name
    }

    /// Goes to the comma or bracket that ends an item of a list.
    mutating func skipItem() {
        var depth = 0
        while at < high {
            let b = base[at]
            switch b {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"):
                if depth == 0 { return }
                depth -= 1
            case UInt8(ascii: ","): if depth == 0 { return }
            case Byte.tick, Byte.quote, 0x60:
                var escapes = false
                if case .at(let end) = SQLText.end(base, at + 1, high, b, isLast: false, escapes: &escapes) {
                    at = end
                } else {
                    at = high
                }
            default: break
            }
            if at < high { at += 1 }
        }
        ranOut = true
    }
}
