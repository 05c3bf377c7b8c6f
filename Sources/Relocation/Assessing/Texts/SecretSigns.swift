/// Hides what looks like a secret in commands and settings that people have written, before they enter an inventory.
enum SecretSigns {
    static func hidden(_ text: String) -> String {
        var words: [String] = []
        var hidesNext = false
        for word in text.split(separator: " ", omittingEmptySubsequences: false).map(String.init) {
            if hidesNext, !word.isEmpty {
                words.append("[secret]")
                hidesNext = false
                continue
            }
            words.append(inWord(word))
            // `--password X`, but not `--password=X`, which is hidden already.
            hidesNext = word.hasPrefix("--") && !word.contains("=") && WordPressConfigText.isSecret(word)
        }
        return words.joined(separator: " ")
    }

    private static func inWord(_ word: String) -> String {
        // As `mysql` and its like take a password: `-p` and no space.
        if word.hasPrefix("-p"), word.count > 2, word.dropFirst(2).contains(where: \.isLetter) { return "-p[secret]" }
        return pairs(credentials(word))
    }

    /// `scheme://user:secret@host`
    private static func credentials(_ word: String) -> String {
        guard let scheme = word.firstRange(of: "://") else { return word }
        let rest = word[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":") else {
            return word
        }
        return word[...colon] + "[secret]" + word[at...]
    }

    /// `NAME=secret`, also in the query of an address.
    private static func pairs(_ word: String) -> String {
        let parts = word.split(separator: "&", omittingEmptySubsequences: false).map { part -> String in
            guard let equals = part.firstIndex(of: "=") else { return String(part) }
            let name = part[..<equals].split(whereSeparator: { "?;'\"".contains($0) }).last ?? ""
            guard WordPressConfigText.isSecret(String(name)) else { return String(part) }
            return part[...equals] + "[secret]"
        }
        return parts.joined(separator: "&")
    }
}
