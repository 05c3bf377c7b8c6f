/// A JSON value (RFC 8259, strictly) that knows where it stands.
struct PlacedJSON {
    enum Value {
        case null
        case flag(Bool)
        /// As it is written.
        case number(String)
        case text(String)
        case list([PlacedJSON])
        case object([Member])
    }

    struct Member {
        let name: String
        let place: TextPlace
        let value: PlacedJSON
    }

    let place: TextPlace
    let value: Value

    /// What it is, for people.
    var kind: String {
        switch value {
        case .null: "null"
        case .flag: "a flag"
        case .number: "a number"
        case .text: "a text"
        case .list: "a list"
        case .object: "an object"
        }
    }

    /// Reads exactly one value.
    /// - Parameter start: where in the file the bytes begin.
    static func read(_ bytes: [UInt8], from start: TextPlace) throws(EvidenceFileError) -> PlacedJSON {
        var reader = Reader(bytes: bytes, place: start)
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.isAtEnd else { throw reader.unexpected("nothing more") }
        return value
    }

    private struct Reader {
        let bytes: [UInt8]
        var place: TextPlace
        var index = 0

        init(bytes: [UInt8], place: TextPlace) {
            self.bytes = bytes
            self.place = place
        }

        var isAtEnd: Bool { index == bytes.count }
        var next: UInt8? { index < bytes.count ? bytes[index] : nil }

        mutating func step() {
            if bytes[index] == 10 {
                place.line += 1
                place.column = 1
            } else if bytes[index] & 0xC0 != 0x80 {
                place.column += 1
            }
            index += 1
        }

        mutating func skipSpace() {
            while let byte = next, byte == 32 || byte == 10 || byte == 13 || byte == 9 { step() }
        }

        func unexpected(_ expected: String) -> EvidenceFileError {
            let found =
                next.map { 33...126 ~= $0 ? "`\(Character(UnicodeScalar($0)))`" : "byte \($0)" } ?? "the end"
            return .unusable(place, what: "\(found) where \(expected) should be", mend: "write it as JSON")
        }

        mutating func expect(_ byte: UInt8) throws(EvidenceFileError) {
            guard next == byte else { throw unexpected("`\(Character(UnicodeScalar(byte)))`") }
            step()
        }

        mutating func value(depth: Int) throws(EvidenceFileError) -> PlacedJSON {
            skipSpace()
            let start = place
            guard depth < 32 else {
                throw .unusable(start, what: "lists and objects lie 32 deep", mend: "evidence needs no more than eight")
            }
            switch next {
            case UInt8(ascii: "{"): return PlacedJSON(place: start, value: .object(try members(depth)))
            case UInt8(ascii: "["): return PlacedJSON(place: start, value: .list(try elements(depth)))
            case UInt8(ascii: "\""): return PlacedJSON(place: start, value: .text(try text()))
            case UInt8(ascii: "-"), (48...57)?: return PlacedJSON(place: start, value: .number(try number()))
            case UInt8(ascii: "t"): return PlacedJSON(place: start, value: try word("true", .flag(true)))
            case UInt8(ascii: "f"): return PlacedJSON(place: start, value: try word("false", .flag(false)))
            case UInt8(ascii: "n"): return PlacedJSON(place: start, value: try word("null", .null))
            default: throw unexpected("a value")
            }
        }

        mutating func word(_ word: String, _ value: Value) throws(EvidenceFileError) -> Value {
            for byte in word.utf8 { try expect(byte) }
            return value
        }

        mutating func members(_ depth: Int) throws(EvidenceFileError) -> [Member] {
            step()
            var all: [Member] = []
            var names: Set<String> = []
            skipSpace()
            if next == UInt8(ascii: "}") {
                step()
                return all
            }
            while true {
                skipSpace()
                let start = place
                guard next == UInt8(ascii: "\"") else { throw unexpected("a name in quotes") }
                let name = try text()
                guard names.insert(name).inserted else {
                    throw .unusable(start, what: "`\(name)` is there twice", mend: "take one out")
                }
                skipSpace()
                try expect(UInt8(ascii: ":"))
                all.append(Member(name: name, place: start, value: try value(depth: depth + 1)))
                skipSpace()
                if next == UInt8(ascii: ",") {
                    step()
                } else {
                    try expect(UInt8(ascii: "}"))
                    return all
                }
            }
        }

        mutating func elements(_ depth: Int) throws(EvidenceFileError) -> [PlacedJSON] {
            step()
            var all: [PlacedJSON] = []
            skipSpace()
            if next == UInt8(ascii: "]") {
                step()
                return all
            }
            while true {
                all.append(try value(depth: depth + 1))
                skipSpace()
                if next == UInt8(ascii: ",") {
                    step()
                } else {
                    try expect(UInt8(ascii: "]"))
                    return all
                }
            }
        }

        mutating func number() throws(EvidenceFileError) -> String {
            let start = index
            if next == UInt8(ascii: "-") { step() }
            let first = next
            try digits()
            if first == 48, index - start > (bytes[start] == 45 ? 2 : 1) {
                throw unexpected("a number without zeros before it")
            }
            if next == UInt8(ascii: ".") {
                step()
                try digits()
            }
            if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
                step()
                if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { step() }
                try digits()
            }
            return String(decoding: bytes[start..<index], as: UTF8.self)
        }

        mutating func digits() throws(EvidenceFileError) {
            guard let byte = next, 48...57 ~= byte else { throw unexpected("a digit") }
            while let byte = next, 48...57 ~= byte { step() }
        }

        mutating func text() throws(EvidenceFileError) -> String {
            step()
            var plain: [UInt8] = []
            while let byte = next {
                if byte == UInt8(ascii: "\"") {
                    step()
                    return String(decoding: plain, as: UTF8.self)
                }
                guard byte >= 32 else { throw unexpected("a character that is no control character") }
                step()
                if byte == UInt8(ascii: "\\") { try escape(&plain) } else { plain.append(byte) }
            }
            throw unexpected("the closing quote")
        }

        mutating func escape(_ plain: inout [UInt8]) throws(EvidenceFileError) {
            let known: [UInt8: UInt8] = [34: 34, 92: 92, 47: 47, 98: 8, 102: 12, 110: 10, 114: 13, 116: 9]
            guard let byte = next else { throw unexpected("the rest of an escape") }
            if let meant = known[byte] {
                step()
                plain.append(meant)
                return
            }
            guard byte == UInt8(ascii: "u") else { throw unexpected("an escape that JSON knows") }
            step()
            var code = try fourDigits()
            if 0xD800...0xDBFF ~= code {
                try expect(UInt8(ascii: "\\"))
                try expect(UInt8(ascii: "u"))
                let low = try fourDigits()
                guard 0xDC00...0xDFFF ~= low else { throw unexpected("the second half of a pair") }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = UnicodeScalar(code) else { throw unexpected("a whole pair") }
            plain += Array(String(Character(scalar)).utf8)
        }

        mutating func fourDigits() throws(EvidenceFileError) -> UInt32 {
            var code: UInt32 = 0
            for _ in 0..<4 {
                guard let byte = next, let digit = Character(UnicodeScalar(byte)).hexDigitValue else {
                    throw unexpected("four hexadecimal digits")
                }
                code = code << 4 | UInt32(digit)
                step()
            }
            return code
        }
    }
}
