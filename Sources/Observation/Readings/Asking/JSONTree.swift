package import Foundation

/// A JSON text of any shape, with truth values told apart from numbers.
package indirect enum JSONTree: Sendable, Hashable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([JSONTree])
    case object([String: JSONTree])

    /// Nil where the bytes are no JSON. Of members of one name the last counts.
    package init?(_ bytes: Data) {
        guard let value = try? JSONSerialization.jsonObject(with: bytes, options: .fragmentsAllowed) else { return nil }
        self.init(value)
    }

    // Nested no deeper than the reader before it allows (512).
    private init(_ value: Any) {
        switch value {
        case let text as String: self = .text(text)
        // Truth values come as numbers of the type `char`, and no number does.
        case let number as NSNumber:
            self =
                number.objCType.pointee == CChar(UInt8(ascii: "c"))
                ? .flag(number.boolValue) : .number(number.doubleValue)
        case let list as [Any]: self = .list(list.map(JSONTree.init))
        case let members as [String: Any]: self = .object(members.mapValues(JSONTree.init))
        default: self = .null
        }
    }

    package subscript(name: String) -> JSONTree? {
        guard case .object(let members) = self else { return nil }
        return members[name]
    }

    package var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    package var number: Double? {
        guard case .number(let number) = self else { return nil }
        return number
    }

    package var list: [JSONTree]? {
        guard case .list(let list) = self else { return nil }
        return list
    }

    package var object: [String: JSONTree]? {
        guard case .object(let object) = self else { return nil }
        return object
    }

    /// A whole number that fits.
    package var whole: Int? { number.flatMap { Int(exactly: $0) } }

    /// A time: ISO 8601 with its zone, or seconds or ms since 1970. In ms.
    package var time: Int? {
        switch self {
        case .number(let number): Timestamp.epoch(number)
        case .text(let text): Timestamp.iso8601(text) ?? Double(text).flatMap(Timestamp.epoch)
        default: nil
        }
    }

    /// What kind of value it is, and a short one itself, for messages.
    package var shown: String {
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
