/// Finds the links in a page, as bytes: `href` and `src` of any element, outside of comments and scripts.
package enum LinkText {
    /// Addresses as they stand there, character references for `&` undone, each once.
    package static func links(in page: [UInt8]) -> [String] {
        var found: [String] = []
        var seen: Set<String> = []
        var at = 0
        while let open = page[at...].firstIndex(of: UInt8(ascii: "<")) {
            at = open + 1
            if starts(page, at, "!--") {
                guard let end = index(of: "-->", in: page, from: at) else { break }
                at = end + 3
                continue
            }
            guard let close = end(of: page, from: at) else { break }
            for link in attributes(page[at..<close]) where seen.insert(link).inserted { found.append(link) }
            let isScript = starts(page, at, "script")
            at = close + 1
            if isScript, let end = index(of: "</script", in: page, from: at) { at = end }
        }
        return found
    }

    /// The end of an element's tag; a `>` in quotes is none.
    private static func end(of page: [UInt8], from start: Int) -> Int? {
        var quote: UInt8?
        for at in start..<page.count {
            let byte = page[at]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                return at
            }
        }
        return nil
    }

    private static func attributes(_ tag: ArraySlice<UInt8>) -> [String] {
        let tag = Array(tag)
        var found: [String] = []
        for name in ["href", "src"] {
            var from = 0
            while let at = index(of: name, in: tag, from: from) {
                from = at + name.utf8.count
                guard at > 0, isSpace(tag[at - 1]) else { continue }
                var value = from
                while value < tag.count, isSpace(tag[value]) { value += 1 }
                guard value < tag.count, tag[value] == UInt8(ascii: "=") else { continue }
                value += 1
                while value < tag.count, isSpace(tag[value]) { value += 1 }
                guard value < tag.count else { continue }
                let text: ArraySlice<UInt8>
                if tag[value] == UInt8(ascii: "\"") || tag[value] == UInt8(ascii: "'") {
                    text = tag[(value + 1)...].prefix { $0 != tag[value] }
                } else {
                    text = tag[value...].prefix { !isSpace($0) }
                }
                found.append(
                    String(decoding: text, as: UTF8.self).replacing("&amp;", with: "&").replacing("&#038;", with: "&"))
            }
        }
        return found
    }

    /// Where a link leads on the same host: a path without its fragment; nil where it leads elsewhere.
    package static func path(_ link: String, on host: String, from page: String) -> String? {
        let bare = String(link.prefix { $0 != "#" })
        guard !bare.isEmpty else { return nil }
        for scheme in ["http://", "https://", "//"] where bare.lowercased().hasPrefix(scheme) {
            let rest = bare.dropFirst(scheme.count)
            let name = rest.prefix { $0 != "/" && $0 != "?" }
            guard name.split(separator: ":").first.map({ $0.lowercased() }) == host.lowercased() else { return nil }
            let path = String(rest.dropFirst(name.count))
            return path.hasPrefix("/") ? path : "/\(path)"
        }
        if bare.hasPrefix("/") { return bare }
        // `mailto:`, `tel:`, `data:` and the like.
        if let colon = bare.firstIndex(of: ":"), bare[..<colon].allSatisfy({ $0.isLetter || "+-.".contains($0) }) {
            return nil
        }
        let folder = page.prefix { $0 != "?" }
        let base = folder.lastIndex(of: "/").map { folder[...$0] } ?? "/"
        return bare.hasPrefix("?") ? String(folder) + bare : base + bare
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

    private static func starts(_ bytes: [UInt8], _ at: Int, _ word: String) -> Bool {
        let word = Array(word.utf8)
        guard at + word.count <= bytes.count else { return false }
        return zip(bytes[at...], word).allSatisfy { byte, letter in (65...90 ~= byte ? byte | 32 : byte) == letter }
    }

    private static func index(of word: String, in bytes: [UInt8], from start: Int) -> Int? {
        guard let first = word.utf8.first else { return nil }
        var at = start
        while at < bytes.count {
            let byte = 65...90 ~= bytes[at] ? bytes[at] | 32 : bytes[at]
            if byte == first, starts(bytes, at, word) { return at }
            at += 1
        }
        return nil
    }
}
