/// A cursor over a short text.
struct Scan {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = text[...].utf8 }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ character: Character) -> Bool {
        guard rest.first == character.asciiValue, !rest.isEmpty else { return false }
        rest.removeFirst()
        return true
    }

    /// Exactly this many decimal digits.
    mutating func digits(_ count: Int) -> Int? {
        guard rest.count >= count else { return nil }
        var value = 0
        for byte in rest.prefix(count) {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        rest.removeFirst(count)
        return value
    }

    /// As many decimal digits as there are, at least one and at most nine; a fraction only where allowed.
    mutating func number(fraction: Bool) -> Double? {
        let body = rest.prefix { (48...57).contains($0) || (fraction && $0 == 46) }
        guard !body.isEmpty, body.count <= 15, body.first != 46, body.last != 46 else { return nil }
        rest.removeFirst(body.count)
        return Double(Substring(body))
    }

    /// Letters `a` to `z`, at least one.
    mutating func word() -> String? {
        let body = rest.prefix { (97...122).contains($0) }
        guard !body.isEmpty else { return nil }
        rest.removeFirst(body.count)
        return String(Substring(body))
    }
}
