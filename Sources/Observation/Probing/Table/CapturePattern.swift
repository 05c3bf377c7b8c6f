import Foundation

/// Where an answer holds a value.
public enum CapturePattern: Sendable, Hashable {
    /// The text of the body behind the first `after`, up to the next `before`; both are plain text, case matters, and
    /// entities (`&amp;`) in what is found are decoded. An empty `before` means the end of the body.
    case between(after: String, before: String)
    /// A place in a JSON body by RFC 6901 (`/totals/0/price`); text, numbers and truth values are values, and the empty
    /// pointer means the whole body.
    case pointer(String)
    /// The first response header of this name.
    case header(String)

    /// The value, cut at `limit` characters; nil where the answer does not hold it.
    public func value(in answer: SideAnswer, limit: Int = 4_096) -> String? {
        switch self {
        case .between(let after, let before):
            Self.text(in: answer.body, after: Array(after.utf8), before: Array(before.utf8), limit: 4 * limit)
                .map { String(PlainText.decoded($0).prefix(limit)) }
        case .pointer(let pointer):
            JSONPlace(answer.body, pointer).map { String($0.text.prefix(limit)) }
        case .header(let name):
            answer.headers.first { $0.name.lowercased() == name.lowercased() }.map { String($0.value.prefix(limit)) }
        }
    }

    private static func text(in body: [UInt8], after: [UInt8], before: [UInt8], limit: Int) -> String? {
        guard let start = ByteSearch.first(after, in: body, from: 0) else { return nil }
        let from = start + after.count
        guard let end = before.isEmpty ? body.count : ByteSearch.first(before, in: body, from: from) else { return nil }
        return String(decoding: body[from..<min(end, from + limit)], as: UTF8.self)
    }
}

/// One scalar inside a JSON text.
private struct JSONPlace {
    let text: String

    /// Nil where the body is no JSON, or holds nothing or no scalar at that place.
    init?(_ body: [UInt8], _ pointer: String) {
        guard var found = try? JSONDecoder().decode(ScalarTree.self, from: Data(body)) else { return nil }
        for part in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            // ~1 first: decoding ~0 first would make `~01` a slash.
            let key = String(part).replacing("~1", with: "/").replacing("~0", with: "~")
            switch found {
            case .object(let fields):
                guard let next = fields[key] else { return nil }
                found = next
            case .list(let elements):
                guard let index = Int(key), elements.indices.contains(index) else { return nil }
                found = elements[index]
            case .scalar, .null:
                return nil
            }
        }
        guard case .scalar(let text) = found else { return nil }
        self.text = text
    }
}

/// JSON with every scalar as text: numbers go through `Decimal`, so that a price stays what it was.
private enum ScalarTree: Decodable {
    case object([String: ScalarTree])
    case list([ScalarTree])
    case scalar(String)
    case null

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let text = try? value.decode(String.self) {
            self = .scalar(text)
        } else if let truth = try? value.decode(Bool.self) {
            self = .scalar(truth ? "true" : "false")
        } else if let number = try? value.decode(Decimal.self) {
            self = .scalar("\(number)")
        } else if let list = try? value.decode([ScalarTree].self) {
            self = .list(list)
        } else {
            self = .object(try value.decode([String: ScalarTree].self))
        }
    }
}
