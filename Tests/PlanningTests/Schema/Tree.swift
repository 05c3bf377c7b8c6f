import Foundation

/// A JSON value that a test looks into or changes.
indirect enum Tree: Decodable, Sendable, Equatable {
    case text(String)
    case whole(Int)
    case number(Double)
    case flag(Bool)
    case null
    case list([Tree])
    case mapping([String: Tree])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let whole = try? container.decode(Int.self) {
            self = .whole(whole)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let items = try? container.decode([Tree].self) {
            self = .list(items)
        } else {
            self = .mapping(try container.decode([String: Tree].self))
        }
    }

    var isText: Bool { if case .text(let text) = self { !text.isEmpty } else { false } }

    /// In alphabetical order; none of what is no mapping.
    var fields: [(String, Tree)] {
        if case .mapping(let fields) = self { fields.sorted { $0.key < $1.key } } else { [] }
    }

    subscript(key: String) -> Tree? { if case .mapping(let fields) = self { fields[key] } else { nil } }

    /// JSON text, which is YAML too; a plan's first key comes first.
    var json: String {
        switch self {
        case .text(let text): Self.quoted(text)
        case .whole(let number): "\(number)"
        case .number(let number): "\(number)"
        case .flag(let flag): "\(flag)"
        case .null: "null"
        case .list(let items): "[" + items.map(\.json).joined(separator: ", ") + "]"
        case .mapping:
            "{"
                + (fields.filter { $0.0 == "sluice" } + fields.filter { $0.0 != "sluice" })
                .map { "\(Self.quoted($0.0)): \($0.1.json)" }.joined(separator: ", ") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"") + "\""
    }
}

extension Tree {
    /// The way to every value below this one, as keys and indices.
    var paths: [[String]] {
        switch self {
        case .list(let items):
            items.enumerated().flatMap { index, item in
                [["\(index)"]] + item.paths.map { ["\(index)"] + $0 }
            }
        case .mapping:
            fields.flatMap { key, item in [[key]] + item.paths.map { [key] + $0 } }
        default: []
        }
    }

    /// This value with the one at `path` changed.
    func changing(_ path: ArraySlice<String>, _ change: (Tree) -> Tree) -> Tree {
        guard let step = path.first else { return change(self) }
        switch self {
        case .list(var items):
            guard let index = Int(step) else { return self }
            items[index] = items[index].changing(path.dropFirst(), change)
            return .list(items)
        case .mapping(var fields):
            fields[step] = fields[step]?.changing(path.dropFirst(), change)
            return .mapping(fields)
        default: return self
        }
    }
}
