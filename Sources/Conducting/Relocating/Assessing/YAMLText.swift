/// A value on its way into a YAML file that people read: in the order it was made, short things on one line.
package indirect enum YAMLText: Sendable, Hashable {
    case text(String)
    case number(Int)
    /// A figure as it is written.
    case figure(String)
    case flag(Bool)
    /// Texts on one line.
    case words([String])
    /// Keys and values on one line.
    case inlined([Pair])
    case block([Pair])
    case list([YAMLText])

    package struct Pair: Sendable, Hashable {
        package let key: String
        package let value: YAMLText

        /// Nil, and what is empty, leaves the key out.
        package init?(_ key: String, _ value: YAMLText?) {
            guard let value, !value.isEmpty else { return nil }
            (self.key, self.value) = (key, value)
        }
    }

    package typealias Said = (String, YAMLText?)

    /// Keys and values on one line.
    package static func row(_ said: [Said]) -> YAMLText { .inlined(pairs(said)) }

    package static func map(_ said: [Said]) -> YAMLText { .block(pairs(said)) }

    package static func rows<Item>(_ items: [Item]?, _ say: (Item) -> [Said]) -> YAMLText {
        .list((items ?? []).map { row(say($0)) })
    }

    private static func pairs(_ said: [Said]) -> [Pair] { said.compactMap { Pair($0.0, $0.1) } }

    package static func texts(_ values: [String: String]) -> YAMLText {
        .block(values.sorted { $0.key < $1.key }.compactMap { Pair($0.key, .text($0.value)) })
    }

    private var isEmpty: Bool {
        switch self {
        case .text(let text): text.isEmpty
        case .number, .flag, .figure: false
        case .words(let words): words.isEmpty
        case .inlined(let pairs), .block(let pairs): pairs.isEmpty
        case .list(let items): items.isEmpty
        }
    }

    /// The file's text, without comments.
    package var written: String {
        var out = ""
        write(to: &out, indent: 0)
        return out
    }

    private func write(to out: inout String, indent: Int) {
        let margin = String(repeating: " ", count: indent)
        switch self {
        case .block(let pairs):
            for pair in pairs {
                out += margin + Self.scalar(pair.key) + ":"
                pair.value.follow(&out, indent: indent)
            }
        case .list(let items):
            for item in items {
                guard case .block(let pairs) = item, !pairs.isEmpty else {
                    out += "\(margin)- \(item.inline)\n"
                    continue
                }
                // The first key stands on the line of the dash.
                var block = ""
                item.write(to: &block, indent: indent + 2)
                out += margin + "- " + block.dropFirst(indent + 2)
            }
        default: out += "\(margin)\(inline)\n"
        }
    }

    private func follow(_ out: inout String, indent: Int) {
        switch self {
        case .block, .list:
            out += "\n"
            write(to: &out, indent: indent + 2)
        default: out += " \(inline)\n"
        }
    }

    private var inline: String {
        switch self {
        case .text(let text): Self.scalar(text)
        case .number(let number): "\(number)"
        case .figure(let text): text
        case .flag(let flag): "\(flag)"
        case .words(let words): "[" + words.map(Self.scalar).joined(separator: ", ") + "]"
        case .inlined(let pairs), .block(let pairs):
            "{ " + pairs.map { "\(Self.scalar($0.key)): \($0.value.inline)" }.joined(separator: ", ") + " }"
        case .list(let items): "[" + items.map(\.inline).joined(separator: ", ") + "]"
        }
    }

    /// Bare where it can be taken for nothing but this text; else in quotes.
    package static func scalar(_ text: String) -> String {
        let words: Set = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
        let isBare =
            text.unicodeScalars.first.map { ("a"..."z").contains($0) || ("A"..."Z").contains($0) || $0 == "/" } ?? false
            && text.unicodeScalars.allSatisfy { scalar in
                ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
                    || "_-./@+".unicodeScalars.contains(scalar)
            } && !words.contains(text.lowercased())
        if isBare { return text }
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\t": out += "\\t"
            case _ where scalar.value < 32 || (127..<160).contains(scalar.value) || scalar.value == 0xFEFF:
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
