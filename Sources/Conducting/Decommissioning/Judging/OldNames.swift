package import Planning

/// The names and addresses that lead to an old host, and whether a text holds one of them.
package struct OldNames: Sendable, Hashable {
    private struct Name: Sendable, Hashable {
        /// In lower case.
        let host: String
        /// Any port where nil.
        let port: Int?
    }

    private let names: [Name]

    package init(_ host: RelocatedHost, _ ending: EndingHost?) {
        let place = host.address.value.split(separator: "@").last.map(String.init) ?? ""
        let reached = Self.name(place)?.host
        // A host that is reached on loopback is known by nothing that would tell it from others.
        let own = reached.flatMap { Self.isLoopback($0) ? nil : Name(host: $0, port: nil) }
        names = [own].compactMap(\.self) + (ending?.knownAs ?? []).compactMap { Self.name($0.value) }
    }

    package var isEmpty: Bool { names.isEmpty }

    /// `host`, `host:port`, `[address]:port`.
    private static func name(_ text: String) -> Name? {
        let lower = text.lowercased()
        if lower.hasPrefix("["), let end = lower.firstIndex(of: "]") {
            let rest = lower[lower.index(after: end)...]
            return Name(host: String(lower[lower.index(after: lower.startIndex)..<end]), port: Int(rest.dropFirst()))
        }
        let parts = lower.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 2, let port = Int(parts[1]) { return Name(host: String(parts[0]), port: port) }
        return lower.isEmpty || lower == "local" ? nil : Name(host: lower, port: nil)
    }

    private static func isLoopback(_ host: String) -> Bool {
        host.hasPrefix("127.") || host == "localhost" || host == "::1"
    }

    /// The names that stand in a text, each once: whole ones only, `old.shop.test` is not in `bold.shop.test.example`.
    package func mentions(in text: String) -> [String] {
        let text = Array(text.lowercased().utf8)
        return names.filter { Self.stands($0, in: text) }.map { name in
            name.port.map { "\(name.host):\($0)" } ?? name.host
        }
    }

    private static func stands(_ name: Name, in text: [UInt8]) -> Bool {
        let wanted = Array(name.host.utf8)
        guard !wanted.isEmpty, text.count >= wanted.count else { return false }
        for start in 0...(text.count - wanted.count) where text[start] == wanted[0] {
            guard text[start..<(start + wanted.count)].elementsEqual(wanted),
                start == 0 || !isPart(text[start - 1])
            else { continue }
            let end = start + wanted.count
            guard isEnd(of: text, at: end) else { continue }
            guard let port = name.port else { return true }
            let tail = Array(":\(port)".utf8)
            let last = end + tail.count
            // An address in brackets is followed by one before its port.
            let from = end < text.count && text[end] == UInt8(ascii: "]") ? end + 1 : end
            let until = from == end ? last : last + 1
            if text.count >= until, text[from..<until].elementsEqual(tail), until == text.count || !isDigit(text[until])
            {
                return true
            }
        }
        return false
    }

    private static func isEnd(of text: [UInt8], at end: Int) -> Bool {
        guard end < text.count else { return true }
        if text[end] == UInt8(ascii: ".") { return end + 1 == text.count || !isPart(text[end + 1]) }
        return !isPart(text[end])
    }

    /// A letter, a digit, or a sign that stands inside of a name.
    private static func isPart(_ byte: UInt8) -> Bool {
        isDigit(byte) || 97...122 ~= byte || byte >= 128
            || [UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ".")]
                .contains(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { 48...57 ~= byte }
}
