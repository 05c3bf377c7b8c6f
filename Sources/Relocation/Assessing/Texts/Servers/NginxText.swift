/// Reads what `nginx -T` prints, or configuration files one after the other: server blocks and their redirects.
package enum NginxText {
    private struct Directive {
        var words: [String]
        var block: [Directive]
    }

    /// Addresses and where they lead, by the variable of a `map` that holds them.
    private typealias Maps = [String: [(from: String, to: String)]]

    /// - Parameter text: files one after the other, each below a line `# configuration file PATH:`, as `nginx -T` has
    ///   them; a text without such lines is one file.
    package static func virtualHosts(_ text: String) -> [HostInventory.VirtualHost] {
        let files = ConfigurationFiles.parted(text).map { file in
            var tokens = tokens(file.text)[...]
            return (path: file.path, directives: directives(&tokens))
        }
        let maps = files.reduce(into: Maps()) { maps, file in
            for map in blocks("map", in: file.directives) where map.words.count == 3 {
                maps[map.words[2], default: []] += entries(map.block, files)
            }
        }
        return files.flatMap { blocks("server", in: $0.directives) }.map { host($0, maps) }
    }

    /// Blocks of a name, at any depth but not within each other.
    private static func blocks(_ name: String, in directives: [Directive]) -> [Directive] {
        directives.flatMap { $0.words.first == name && !$0.block.isEmpty ? [$0] : blocks(name, in: $0.block) }
    }

    private static func entries(
        _ block: [Directive], _ files: [(path: String, directives: [Directive])]
    ) -> [(from: String, to: String)] {
        block.flatMap { directive -> [(from: String, to: String)] in
            let words = directive.words
            if words.first == "include", words.count == 2 {
                return files.first { $0.path == words[1] }.map { entries($0.directives, []) } ?? []
            }
            return words.count == 2 && words[0] != "default" ? [(words[0], words[1])] : []
        }
    }

    private static func host(_ server: Directive, _ maps: Maps) -> HostInventory.VirtualHost {
        var host = HostInventory.VirtualHost(
            server: "nginx", names: [], listens: [], root: nil, certificate: nil, redirects: [])
        for directive in server.block {
            switch directive.words.first {
            case "server_name": host.names += directive.words.dropFirst()
            case "listen": host.listens.append(directive.words.dropFirst().joined(separator: " "))
            case "root": host.root = directive.words.dropFirst().first
            case "ssl_certificate": host.certificate = directive.words.dropFirst().first
            default: break
            }
        }
        host.redirects = redirects(server.block, from: "", maps)
        return host
    }

    private static func redirects(
        _ block: [Directive], from place: String, _ maps: Maps
    ) -> [HostInventory.Redirect] {
        block.flatMap { directive -> [HostInventory.Redirect] in
            let words = directive.words
            switch words.first {
            case "location": return redirects(directive.block, from: words.dropFirst().joined(separator: " "), maps)
            case "if":
                return redirects(directive.block, from: (place + " " + words.joined(separator: " ")).trimmed, maps)
            case "return":
                guard words.count == 3, let status = Int(words[1]), (300..<400).contains(status) else {
                    // `return URL` alone is a 302.
                    guard words.count == 2, words[1].contains("://") else { return [] }
                    return [HostInventory.Redirect(from: place, to: words[1], status: 302)]
                }
                if let map = maps[words[2]] {
                    return map.map { HostInventory.Redirect(from: $0.from, to: $0.to, status: status) }
                }
                return [HostInventory.Redirect(from: place, to: words[2], status: status)]
            case "rewrite":
                guard words.count >= 3 else { return [] }
                switch words.last {
                case "permanent": return [HostInventory.Redirect(from: words[1], to: words[2], status: 301)]
                case "redirect": return [HostInventory.Redirect(from: words[1], to: words[2], status: 302)]
                default:
                    return words[2].contains("://")
                        ? [HostInventory.Redirect(from: words[1], to: words[2], status: 302)] : []
                }
            default: return []
            }
        }
    }

    private static func directives(_ tokens: inout ArraySlice<String>) -> [Directive] {
        var found: [Directive] = []
        var words: [String] = []
        while let token = tokens.popFirst() {
            switch token {
            case "\u{0};":
                if !words.isEmpty { found.append(Directive(words: words, block: [])) }
                words = []
            case "\u{0}{":
                found.append(Directive(words: words, block: directives(&tokens)))
                words = []
            case "\u{0}}": return found
            default: words.append(token)
            }
        }
        return found
    }

    /// Words; the signs `;`, `{` and `}` with a NUL before them, which no word has.
    private static func tokens(_ text: String) -> [String] {
        var tokens: [String] = []
        var word = ""
        var quote: Character?
        var isComment = false
        var previous: Character = " "
        func end() {
            if !word.isEmpty { tokens.append(word) }
            word = ""
        }
        for character in text {
            defer { previous = character }
            if isComment {
                isComment = !character.isNewline
            } else if let open = quote {
                if character == open, previous != "\\" {
                    quote = nil
                    tokens.append(word)
                    word = ""
                } else {
                    word.append(character)
                }
            } else if character == "#", word.isEmpty {
                isComment = true
            } else if "'\"".contains(character), word.isEmpty {
                quote = character
            } else if character.isWhitespace {
                end()
            } else if character == "{", word.hasSuffix("$") || !word.isEmpty && previous != " " && word.hasPrefix("^") {
                // `${name}`, and `{2}` within a pattern.
                word.append(character)
            } else if character == "}", word.contains("{") {
                word.append(character)
            } else if ";{}".contains(character) {
                end()
                tokens.append("\u{0}\(character)")
            } else {
                word.append(character)
            }
        }
        end()
        return tokens
    }
}

extension String {
    var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
