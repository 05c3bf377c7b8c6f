import Foundation

/// Values by name, filled into texts as `{name}`.
struct Filling: Sendable {
    /// Where a text goes: it decides how a value is written.
    enum Place: Sendable {
        case path
        case form
        case header
    }

    var values: [String: String]

    /// The names that a text asks for.
    static func names(in template: String) -> [String] {
        parts(of: template).compactMap { part in
            if case .name(let name) = part { return name }
            return nil
        }
    }

    /// The name that a text consists of; nil where there is more or none.
    static func onlyName(in template: String) -> String? {
        let parts = parts(of: template)
        guard parts.count == 1, case .name(let name) = parts[0] else { return nil }
        return name
    }

    /// The text with every name filled in; nil where one has no value.
    func text(_ template: String, for place: Place) -> String? {
        var result = ""
        for part in Self.parts(of: template) {
            switch part {
            case .text(let text): result += text
            case .name(let name):
                guard let value = values[name] else { return nil }
                switch place {
                case .path: result += Self.encoded(value)
                case .form: result += value
                case .header: result += String(String.UnicodeScalarView(value.unicodeScalars.filter { $0.value >= 32 }))
                }
            }
        }
        return result
    }

    /// A form as it is sent.
    func form(_ fields: [ProbeField]) -> String? {
        var pairs: [String] = []
        for field in fields {
            guard let name = text(field.name, for: .form), let value = text(field.value, for: .form) else { return nil }
            pairs.append(Self.encoded(name) + "=" + Self.encoded(value))
        }
        return pairs.joined(separator: "&")
    }

    /// Where a step goes on its host.
    ///
    /// - Parameter previous: the path of the step before, against which a relative address is resolved.
    /// - Returns: path and query; nil where a name has no value, or the address leads to another host.
    func path(_ template: String, host: String, previous: String) -> String? {
        guard let name = Self.onlyName(in: template) else { return text(template, for: .path) }
        guard let value = values[name], let base = URL(string: "http://\(host)\(previous)"),
            let url = URL(string: value, relativeTo: base)?.absoluteURL,
            url.host()?.lowercased() == base.host()?.lowercased()
        else { return nil }
        let path = url.path(percentEncoded: true)
        return (path.isEmpty ? "/" : path) + (url.query(percentEncoded: true).map { "?" + $0 } ?? "")
    }

    /// Letters, digits and `-._~` as they are, every other byte by percent.
    static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            default:
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private enum Part {
        case text(String)
        case name(String)
    }

    private static func parts(of template: String) -> [Part] {
        var parts: [Part] = []
        var plain = ""
        var rest = Substring(template)
        while let open = rest.firstIndex(of: "{") {
            plain += rest[..<open]
            let behind = rest[rest.index(after: open)...]
            let name = behind.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
            if !name.isEmpty, name.endIndex < behind.endIndex, behind[name.endIndex] == "}" {
                if !plain.isEmpty { parts.append(.text(plain)) }
                plain = ""
                parts.append(.name(String(name)))
                rest = behind[behind.index(after: name.endIndex)...]
            } else {
                plain += "{"
                rest = behind
            }
        }
        plain += rest
        if !plain.isEmpty { parts.append(.text(plain)) }
        return parts
    }
}
