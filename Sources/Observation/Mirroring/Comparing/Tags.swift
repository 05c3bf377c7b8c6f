/// The tags of a page, one after another, in one pass. Comments, and what `script` and `style` hold, are passed over.
struct Tags: Sequence, IteratorProtocol {
    /// An opening tag with its attributes, or a closing one without.
    struct Tag: Sendable, Hashable {
        /// In small letters; `/title` for a closing tag.
        var name: String
        var attributes: [Attribute]
        /// From `<` to behind `>`.
        var range: Range<Int>

        func value(of name: String, in bytes: [UInt8]) -> String? {
            attributes.first { $0.name == name }.map { $0.value(in: bytes) }
        }
    }

    struct Attribute: Sendable, Hashable {
        /// In small letters.
        var name: String
        /// The value's bytes without quotation marks; empty where there is no value.
        var range: Range<Int>

        func value(in bytes: [UInt8]) -> String { String(decoding: bytes[range], as: UTF8.self) }
    }

    private let bytes: [UInt8]
    private var place = 0
    /// The element whose text is no markup, until its end.
    private var raw: String?

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> Tag? {
        while let open = start() {
            if at(open + 1) == UInt8(ascii: "!") || at(open + 1) == UInt8(ascii: "?") {
                place = pass(open)
            } else if let tag = tag(open) {
                place = tag.range.upperBound
                raw = ["script", "style", "textarea", "title"].contains(tag.name) ? tag.name : nil
                return tag
            } else {
                place = open + 1
            }
        }
        return nil
    }

    /// The next `<` that can begin a tag.
    private mutating func start() -> Int? {
        guard let raw else { return ByteSearch.first([UInt8(ascii: "<")], in: bytes, from: place) }
        self.raw = nil
        let name = Array(raw.utf8)
        var i = place
        while let open = ByteSearch.first(Array("</".utf8), in: bytes, from: i) {
            let end = open + 2 + name.count
            if end <= bytes.count, bytes[open + 2..<end].elementsEqual(name, by: { ByteSearch.lowered($0) == $1 }) {
                return open
            }
            i = open + 2
        }
        // Never closed: a browser takes all the rest as its text.
        place = bytes.count
        return nil
    }

    /// Behind a comment, a doctype or an instruction that begins at `open`.
    private func pass(_ open: Int) -> Int {
        let isComment = at(open + 2) == UInt8(ascii: "-") && at(open + 3) == UInt8(ascii: "-")
        let end = Array((isComment ? "-->" : ">").utf8)
        return ByteSearch.first(end, in: bytes, from: open + 2).map { $0 + end.count } ?? bytes.count
    }

    private func at(_ i: Int) -> UInt8? { i < bytes.count ? bytes[i] : nil }

    private func tag(_ open: Int) -> Tag? {
        var i = open + 1
        let isClosing = at(i) == UInt8(ascii: "/")
        if isClosing { i += 1 }
        guard let first = at(i), (97...122).contains(ByteSearch.lowered(first)) else { return nil }
        let name = word(&i, until: [UInt8(ascii: "/"), UInt8(ascii: ">")])
        var attributes: [Attribute] = []
        while true {
            while let byte = at(i), ByteSearch.isSpace(byte) || byte == UInt8(ascii: "/") { i += 1 }
            guard let byte = at(i) else { break }
            if byte == UInt8(ascii: ">") {
                i += 1
                break
            }
            let before = i
            let attribute = word(&i, until: [UInt8(ascii: "="), UInt8(ascii: ">"), UInt8(ascii: "/")])
            let range = value(&i)
            // An odd character (`=` at the beginning) must not hold the pass up.
            if i == before { i += 1 }
            if !attribute.isEmpty { attributes.append(Attribute(name: attribute, range: range)) }
        }
        return Tag(
            name: (isClosing ? "/" : "") + name, attributes: isClosing ? [] : attributes, range: open..<i)
    }

    private func word(_ i: inout Int, until ends: [UInt8]) -> String {
        var word: [UInt8] = []
        while let byte = at(i), !ByteSearch.isSpace(byte), !ends.contains(byte) {
            word.append(ByteSearch.lowered(byte))
            i += 1
        }
        return String(decoding: word, as: UTF8.self)
    }

    /// The value behind an attribute's name, and the place behind it.
    private func value(_ i: inout Int) -> Range<Int> {
        var k = i
        while let byte = at(k), ByteSearch.isSpace(byte) { k += 1 }
        guard at(k) == UInt8(ascii: "=") else { return i..<i }
        k += 1
        while let byte = at(k), ByteSearch.isSpace(byte) { k += 1 }
        if let quote = at(k), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let start = k + 1
            let end = ByteSearch.first([quote], in: bytes, from: start) ?? bytes.count
            i = end < bytes.count ? end + 1 : end
            return start..<end
        }
        let start = k
        while let byte = at(k), !ByteSearch.isSpace(byte), byte != UInt8(ascii: ">") { k += 1 }
        i = k
        return start..<k
    }
}
