/// The cookies one shopper keeps for one host, whatever their names.
package struct BrowserCookies: Sendable, Hashable {
    private var values: [(name: String, value: String)] = []

    package init() {}

    /// The Cookie header, or nil when there is none.
    package var header: String? {
        values.isEmpty ? nil : values.map { $0.name + "=" + $0.value }.joined(separator: "; ")
    }

    /// Takes in one Set-Cookie header; an empty value, or `Max-Age=0`, removes the cookie.
    package mutating func take(_ header: String) {
        let pair = header.prefix { $0 != ";" }
        guard let equals = pair.firstIndex(of: "=") else { return }
        let name = String(pair[..<equals])
        let value = String(pair[pair.index(after: equals)...])
        values.removeAll { $0.name == name }
        if !value.isEmpty, !header.dropFirst(pair.count).lowercased().contains("max-age=0") {
            values.append((name, value))
        }
    }

    package static func == (left: BrowserCookies, right: BrowserCookies) -> Bool {
        left.values.elementsEqual(right.values, by: ==)
    }

    package func hash(into hasher: inout Hasher) {
        for (name, value) in values {
            hasher.combine(name)
            hasher.combine(value)
        }
    }
}
