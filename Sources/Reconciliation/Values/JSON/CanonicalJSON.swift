/// JSON in one form: objects sorted by the bytes of their names, white space gone, numbers by their value, strings
/// unescaped. Where a name comes twice in an object, its last value stands.
///
/// What comes out is no JSON but bytes that are equal for equal values: a mark for the kind, then the content with its
/// length.
struct CanonicalJSON {
    private let text: UnsafeRawBufferPointer
    private let rewrites: HostRewrites?
    private var at = 0
    private var depth = 0
    private(set) var bytes: [UInt8] = []

    /// Deeper than this no value is read: it is taken for unreadable.
    static let deepest = 200

    /// nil for what is no JSON. Host names within strings are rewritten where asked, names of members left alone.
    static func read(_ text: UnsafeRawBufferPointer, rewrites: HostRewrites? = nil) -> [UInt8]? {
        var reader = CanonicalJSON(text: text, rewrites: rewrites)
        reader.skipSpace()
        guard reader.readValue() else { return nil }
        reader.skipSpace()
        return reader.at == text.count ? reader.bytes : nil
    }

    private init(text: UnsafeRawBufferPointer, rewrites: HostRewrites?) {
        self.text = text
        self.rewrites = rewrites
        bytes.reserveCapacity(text.count + 16)
    }

    private mutating func skipSpace() {
        while at < text.count, text[at] == 32 || text[at] == 10 || text[at] == 13 || text[at] == 9 { at += 1 }
    }

    private mutating func skips(_ character: Unicode.Scalar) -> Bool {
        guard at < text.count, text[at] == UInt8(ascii: character) else { return false }
        at += 1
        return true
    }

    private mutating func readValue() -> Bool {
        guard at < text.count, depth < Self.deepest else { return false }
        depth += 1
        defer { depth -= 1 }
        switch text[at] {
        case UInt8(ascii: "{"): return readObject()
        case UInt8(ascii: "["): return readArray()
        case UInt8(ascii: "\""):
            guard let string = JSONString.read(text, at: &at) else { return false }
            let rewritten = rewrites.flatMap { rewrites in string.withUnsafeBytes { rewrites.applied(to: $0) } }
            append("s", rewritten ?? string)
            return true
        case UInt8(ascii: "t"): return readWord("true")
        case UInt8(ascii: "f"): return readWord("false")
        case UInt8(ascii: "n"): return readWord("null")
        default: return readNumber()
        }
    }

    private mutating func readWord(_ word: StaticString) -> Bool {
        let end = at + word.utf8CodeUnitCount
        guard end <= text.count else { return false }
        for index in 0..<word.utf8CodeUnitCount where text[at + index] != word.utf8Start[index] { return false }
        bytes.append(word.utf8Start[0])
        at = end
        return true
    }

    private mutating func readNumber() -> Bool {
        let begin = at
        while at < text.count {
            let byte = text[at]
            guard byte &- 48 < 10 || byte == 43 || byte == 45 || byte == 46 || byte | 0x20 == UInt8(ascii: "e") else {
                break
            }
            at += 1
        }
        guard at > begin, text[begin] != UInt8(ascii: "+"),
            let number = DecimalDigits(UnsafeRawBufferPointer(rebasing: text[begin..<at]))
        else { return false }
        bytes.append(UInt8(ascii: "d"))
        number.appendCanonical(to: &bytes)
        return true
    }

    private mutating func readArray() -> Bool {
        at += 1
        bytes.append(UInt8(ascii: "["))
        skipSpace()
        if !skips("]") {
            repeat {
                skipSpace()
                guard readValue() else { return false }
                skipSpace()
            } while skips(",")
            guard skips("]") else { return false }
        }
        bytes.append(UInt8(ascii: "]"))
        return true
    }

    private mutating func readObject() -> Bool {
        at += 1
        bytes.append(UInt8(ascii: "{"))
        var members: [(name: [UInt8], value: [UInt8])] = []
        skipSpace()
        if !skips("}") {
            repeat {
                skipSpace()
                guard let name = JSONString.read(text, at: &at) else { return false }
                skipSpace()
                guard skips(":") else { return false }
                skipSpace()
                let begin = bytes.count
                guard readValue() else { return false }
                members.append((name, Array(bytes[begin...])))
                bytes.removeSubrange(begin...)
                skipSpace()
            } while skips(",")
            guard skips("}") else { return false }
        }
        let order = members.indices.sorted { a, b in
            members[a].name == members[b].name ? a < b : members[a].name.lexicographicallyPrecedes(members[b].name)
        }
        for (place, index) in order.enumerated()
        where place + 1 == order.count || members[order[place + 1]].name != members[index].name {
            append("k", members[index].name)
            bytes.append(contentsOf: members[index].value)
        }
        bytes.append(UInt8(ascii: "}"))
        return true
    }

    private mutating func append(_ kind: Unicode.Scalar, _ content: [UInt8]) {
        bytes.append(UInt8(ascii: kind))
        withUnsafeBytes(of: UInt32(content.count).littleEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: content)
    }
}
