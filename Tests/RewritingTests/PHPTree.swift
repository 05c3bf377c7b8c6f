/// PHP's serialised format, read into a tree and written again; knows nothing of the library under test.
indirect enum PHPTree: Hashable {
    case word(String)
    case string([UInt8])
    case array([Item])
    case object([UInt8], [Item])
    case custom([UInt8], [UInt8])

    struct Item: Hashable {
        var key: PHPTree
        var value: PHPTree
    }

    struct Unreadable: Error { var at: Int }

    /// Scalars, references and enums are words: they have no length and hold no text.
    var bytes: [UInt8] {
        switch self {
        case .word(let text): Array(text.utf8)
        case .string(let text): Array("s:\(text.count):\"".utf8) + text + Array("\";".utf8)
        case .array(let items): Array("a:\(items.count):{".utf8) + Self.bytes(items) + Array("}".utf8)
        case .object(let name, let items):
            Array("O:\(name.count):\"".utf8) + name + Array("\":\(items.count):{".utf8) + Self.bytes(items)
                + Array("}".utf8)
        case .custom(let name, let inside):
            Array("C:\(name.count):\"".utf8) + name + Array("\":\(inside.count):{".utf8) + inside + Array("}".utf8)
        }
    }

    private static func bytes(_ items: [Item]) -> [UInt8] { items.flatMap { $0.key.bytes + $0.value.bytes } }

    /// Reads all of `text`.
    init(_ text: [UInt8]) throws(Unreadable) {
        var reader = Reader(text: text)
        self = try reader.value()
        guard reader.at == text.count else { throw Unreadable(at: reader.at) }
    }

    private struct Reader {
        let text: [UInt8]
        var at = 0

        mutating func eat(_ wanted: String) throws(Unreadable) {
            let bytes = Array(wanted.utf8)
            guard at + bytes.count <= text.count, Array(text[at..<(at + bytes.count)]) == bytes else {
                throw Unreadable(at: at)
            }
            at += bytes.count
        }

        mutating func number() throws(Unreadable) -> Int {
            let digits = text[at...].prefix { $0 >= 48 && $0 <= 57 }
            guard let number = Int(String(decoding: digits, as: UTF8.self)) else { throw Unreadable(at: at) }
            at += digits.count
            return number
        }

        mutating func take(_ count: Int) throws(Unreadable) -> [UInt8] {
            guard count <= text.count - at else { throw Unreadable(at: at) }
            defer { at += count }
            return Array(text[at..<(at + count)])
        }

        mutating func items(_ count: Int) throws(Unreadable) -> [Item] {
            var items: [Item] = []
            for _ in 0..<count {
                let start = at
                let key = try value()
                switch key {
                case .string: break
                case .word(let word) where word.hasPrefix("i:"): break
                default: throw Unreadable(at: start)
                }
                items.append(Item(key: key, value: try value()))
            }
            try eat("}")
            return items
        }

        mutating func value() throws(Unreadable) -> PHPTree {
            guard at < text.count else { throw Unreadable(at: at) }
            switch UnicodeScalar(text[at]) {
            case "N":
                try eat("N;")
                return .word("N;")
            case "s":
                try eat("s:")
                let count = try number()
                try eat(":\"")
                let content = try take(count)
                try eat("\";")
                return .string(content)
            case "a":
                try eat("a:")
                let count = try number()
                try eat(":{")
                return .array(try items(count))
            case "O", "C", "E":
                let kind = text[at]
                at += 1
                try eat(":")
                let size = try number()
                try eat(":\"")
                let name = try take(size)
                if kind == UInt8(ascii: "E") {
                    try eat("\";")
                    return .word("E:\(size):\"\(String(decoding: name, as: UTF8.self))\";")
                }
                try eat("\":")
                let count = try number()
                try eat(":{")
                if kind == UInt8(ascii: "O") { return .object(name, try items(count)) }
                let inside = try take(count)
                try eat("}")
                return .custom(name, inside)
            case "i", "d", "b", "r", "R":
                let word = text[at...].prefix { $0 != UInt8(ascii: ";") }
                let body = word.dropFirst(2)
                let content = String(decoding: body, as: UTF8.self)
                let reads =
                    switch UnicodeScalar(text[at]) {
                    case "b": content == "0" || content == "1"
                    case "i": content.wholeMatch(of: /[+-]?[0-9]+/) != nil
                    case "d":
                        content.wholeMatch(of: /[+-]?(INF|NAN|([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?)/) != nil
                    default: content.wholeMatch(of: /[0-9]+/) != nil
                    }
                guard word.count > 2, text[at + 1] == UInt8(ascii: ":"), at + word.count < text.count, reads else {
                    throw Unreadable(at: at)
                }
                at += word.count + 1
                return .word(String(decoding: word, as: UTF8.self) + ";")
            default: throw Unreadable(at: at)
            }
        }
    }
}
