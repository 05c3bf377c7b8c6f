/// Reads Apache's configuration files: virtual hosts and their redirects.
package enum ApacheText {
    package static func virtualHosts(_ text: String) -> [HostInventory.VirtualHost] {
        var hosts: [HostInventory.VirtualHost] = []
        var open: HostInventory.VirtualHost?
        for line in joined(text) {
            let words = words(line)
            guard let first = words.first?.lowercased() else { continue }
            if first == "<virtualhost" {
                let listens = words.dropFirst().map { $0.hasSuffix(">") ? String($0.dropLast()) : $0 }
                open = HostInventory.VirtualHost(
                    server: "apache", names: [], listens: listens.filter { !$0.isEmpty }, root: nil, certificate: nil,
                    redirects: [])
            } else if first == "</virtualhost>" {
                if let open { hosts.append(open) }
                open = nil
            } else if open != nil {
                switch first {
                case "servername", "serveralias": open?.names += words.dropFirst()
                case "documentroot": open?.root = words.dropFirst().first
                case "sslcertificatefile": open?.certificate = words.dropFirst().first
                default:
                    if let redirect = redirect(first, Array(words.dropFirst())) { open?.redirects.append(redirect) }
                }
            }
        }
        return hosts
    }

    private static func redirect(_ directive: String, _ words: [String]) -> HostInventory.Redirect? {
        let names = ["permanent": 301, "temp": 302, "seeother": 303]
        switch directive {
        case "redirect", "redirectmatch":
            if words.count == 3 {
                guard let status = names[words[0].lowercased()] ?? Int(words[0]) else { return nil }
                return HostInventory.Redirect(from: words[1], to: words[2], status: status)
            }
            return words.count == 2 ? HostInventory.Redirect(from: words[0], to: words[1], status: 302) : nil
        case "redirectpermanent", "redirecttemp":
            guard words.count == 2 else { return nil }
            return HostInventory.Redirect(
                from: words[0], to: words[1], status: directive == "redirecttemp" ? 302 : 301)
        case "rewriterule":
            guard words.count >= 3 else { return nil }
            let flags = words[2].filter { !"[]".contains($0) }.split(separator: ",").map { $0.uppercased() }
            guard let flag = flags.first(where: { $0 == "R" || $0.hasPrefix("R=") || $0.hasPrefix("REDIRECT") }) else {
                return nil
            }
            let code = flag.split(separator: "=").dropFirst().first.map { $0.lowercased() } ?? "302"
            return HostInventory.Redirect(from: words[0], to: words[1], status: names[code] ?? Int(code) ?? 302)
        default: return nil
        }
    }

    private static func joined(_ text: String) -> [String] {
        var lines: [String] = []
        var carried = ""
        for line in text.split(whereSeparator: \.isNewline) {
            if line.hasSuffix("\\") {
                carried += line.dropLast()
                continue
            }
            let whole = (carried + line).trimmed
            carried = ""
            if !whole.hasPrefix("#") { lines.append(whole) }
        }
        return lines
    }

    private static func words(_ line: String) -> [String] {
        var words: [String] = []
        var word = ""
        var quote: Character?
        for character in line {
            if let open = quote {
                if character == open { quote = nil } else { word.append(character) }
            } else if "'\"".contains(character), word.isEmpty {
                quote = character
            } else if character.isWhitespace {
                if !word.isEmpty { words.append(word) }
                word = ""
            } else {
                word.append(character)
            }
        }
        return word.isEmpty ? words : words + [word]
    }
}
