/// Host names of the old side, written as the new side should have them.
///
/// A host is changed where it stands alone: not within a longer name (`myshop.test`, `www.shop.test` and
/// `shop.test.example` are other hosts than `shop.test`). Case counts. Where several fit, the longest is taken; what
/// was put in is not changed again. After an `@` it stands alone too. Slashes written `\/`, as JSON has them, are
/// slashes.
struct HostRewrites: Sendable {
    private let pairs: [(from: [UInt8], to: [UInt8])]
    /// Whether a host begins with this byte.
    private let begins: [Bool]

    init?(_ rewrites: [ColumnRule.Rewrite]) {
        var pairs: [(from: [UInt8], to: [UInt8])] = []
        for rewrite in rewrites where !rewrite.from.isEmpty {
            pairs.append((Array(rewrite.from.utf8), Array(rewrite.to.utf8)))
            if rewrite.from.contains("/") {
                pairs.append((Self.escaped(rewrite.from), Self.escaped(rewrite.to)))
            }
        }
        guard !pairs.isEmpty else { return nil }
        self.pairs = pairs.sorted { $0.from.count > $1.from.count }
        var begins = [Bool](repeating: false, count: 256)
        for pair in pairs { begins[Int(pair.from[0])] = true }
        self.begins = begins
    }

    private static func escaped(_ text: String) -> [UInt8] {
        text.utf8.flatMap { $0 == UInt8(ascii: "/") ? [UInt8(ascii: "\\"), $0] : [$0] }
    }

    /// The text with every declared host changed; nil where there is none in it.
    func applied(to text: UnsafeRawBufferPointer) -> [UInt8]? {
        var changed: [UInt8]? = nil
        var copied = 0
        var at = 0
        while at < text.count {
            if begins[Int(text[at])], let pair = pairs.first(where: { matches($0.from, in: text, at: at) }) {
                var result = changed ?? []
                result.append(contentsOf: text[copied..<at])
                result.append(contentsOf: pair.to)
                changed = result
                at += pair.from.count
                copied = at
            } else {
                at += 1
            }
        }
        changed?.append(contentsOf: text[copied...])
        return changed
    }

    /// Whether a host that should have been changed still stands in the text.
    func areLeft(in text: UnsafeRawBufferPointer) -> Bool {
        applied(to: text).map { !$0.elementsEqual(text) } ?? false
    }

    private func matches(_ from: [UInt8], in text: UnsafeRawBufferPointer, at: Int) -> Bool {
        let end = at + from.count
        guard end <= text.count, from.elementsEqual(text[at..<end]) else { return false }
        if Self.isOfName(from[0]), at > 0, Self.isOfName(text[at - 1]) || text[at - 1] == UInt8(ascii: ".") {
            return false
        }
        guard end < text.count, Self.isOfName(from[from.count - 1]) else { return true }
        if text[end] == UInt8(ascii: ".") { return end + 1 == text.count || !Self.isOfName(text[end + 1]) }
        return !Self.isOfName(text[end])
    }

    /// Letters, digits, hyphens, and all that is not ASCII.
    private static func isOfName(_ byte: UInt8) -> Bool {
        ASCII.isAlphanumeric(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte >= 0x80
    }
}
