package import Foundation

/// A JSON text of any shape, with truth values told apart from numbers.
package indirect enum JSONTree: Sendable, Hashable, Decodable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([JSONTree])
    case object([String: JSONTree])

    /// Nil where the bytes are no JSON.
    package init?(_ bytes: Data) {
        guard let tree = try? JSONDecoder().decode(JSONTree.self, from: bytes) else { return nil }
        self = tree
    }

    package init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let list = try? value.decode([JSONTree].self) {
            self = .list(list)
        } else {
            self = .object(try value.decode([String: JSONTree].self))
        }
    }

    subscript(name: String) -> JSONTree? {
        guard case .object(let members) = self else { return nil }
        return members[name]
    }

    var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    var number: Double? {
        guard case .number(let number) = self else { return nil }
        return number
    }

    var list: [JSONTree]? {
        guard case .list(let list) = self else { return nil }
        return list
    }

    var object: [String: JSONTree]? {
        guard case .object(let object) = self else { return nil }
        return object
    }

    /// A whole number that fits.
    var whole: Int? { number.flatMap { Int(exactly: $0) } }

    /// A time: ISO 8601 with its zone, or seconds or ms since 1970. In ms.
    var time: Int? {
        switch self {
        case .number(let number): Timestamp.epoch(number)
        case .text(let text): Timestamp.iso8601(text) ?? Double(text).flatMap(Timestamp.epoch)
        default: nil
        }
    }

    /// What kind of value it is, and a short one itself, for messages.
    var shown: String {
        switch self {
        case .null: "null"
        case .flag(let flag): "\(flag)"
        case .number(let number): ShownText.figure(number)
        case .text(let text): "\"\(ShownText.plain(text, limit: 40))\""
        case .list(let list): "a list of \(list.count)"
        case .object(let members): "an object of \(members.count)"
        }
    }
}

/// Where in a JSON text a value stands (RFC 6901): `/queues/0/oldest`, with `~1` for `/` and `~0` for `~`.
public struct JSONPointer: Sendable, Hashable, CustomStringConvertible {
    private let steps: [String]
    public let description: String

    /// Nil where the text is no pointer: it is empty (the whole text) or begins with `/`, and `~` stands before 0 or 1.
    public init?(_ text: String) {
        description = text
        guard !text.isEmpty else {
            steps = []
            return
        }
        guard text.hasPrefix("/") else { return nil }
        var steps: [String] = []
        for step in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            // What follows each `~` must be 0 or 1.
            for rest in step.split(separator: "~", omittingEmptySubsequences: false).dropFirst() {
                guard rest.hasPrefix("0") || rest.hasPrefix("1") else { return nil }
            }
            steps.append(
                step.replacingOccurrences(of: "~1", with: "/").replacingOccurrences(of: "~0", with: "~"))
        }
        self.steps = steps
    }

    /// The value it points to; nil where there is none.
    package func value(in tree: JSONTree) -> JSONTree? {
        steps.reduce(tree) { place, step in
            switch place {
            case .object(let members): members[step]
            case .list(let list): Self.index(step).flatMap { list.indices.contains($0) ? list[$0] : nil }
            default: nil
            }
        }
    }

    private static func index(_ step: String) -> Int? {
        guard step.utf8.allSatisfy({ (48...57).contains($0) }), step == "0" || !step.hasPrefix("0") else { return nil }
        return Int(step)
    }
}
