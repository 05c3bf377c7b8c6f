/// The cookies one visitor keeps: the edge's `__mvid` and `__mpin`, and the shop's `sid`.
struct CookieJar: Sendable, Hashable {
    private static let kept = ["__mvid", "__mpin", "sid"]
    private var values: [String?] = [nil, nil, nil]

    /// The Cookie header, or nil when the jar is empty.
    var header: String? {
        var text = ""
        for (name, value) in zip(Self.kept, values) {
            guard let value else { continue }
            if !text.isEmpty { text += "; " }
            text += name + "=" + value
        }
        return text.isEmpty ? nil : text
    }

    /// Takes in one Set-Cookie header; an empty value, or `Max-Age=0`, removes the cookie.
    mutating func take(_ header: String) {
        let pair = header.prefix { $0 != ";" }
        guard let equals = pair.firstIndex(of: "="),
            let place = Self.kept.firstIndex(of: String(pair[..<equals]))
        else { return }
        let value = pair[pair.index(after: equals)...]
        let ended = value.isEmpty || header.dropFirst(pair.count).lowercased().contains("max-age=0")
        values[place] = ended ? nil : String(value)
    }

    subscript(name: String) -> String? {
        Self.kept.firstIndex(of: name).flatMap { values[$0] }
    }
}
