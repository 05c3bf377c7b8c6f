/// Reads the comment at the head of a plugin or a theme: `Plugin Name: …`, `Version: …`.
enum PluginHeaderText {
    static func fields(_ text: String) -> [String: String] {
        var fields: [String: String] = [:]
        for line in text.prefix(8192).split(whereSeparator: \.isNewline) {
            let bare = line.drop { " \t/*#@".contains($0) }
            guard let colon = bare.firstIndex(of: ":") else { continue }
            let name = String(bare[..<colon])
            guard ["Plugin Name", "Theme Name", "Version", "Template"].contains(name), fields[name] == nil else {
                continue
            }
            var value = bare[bare.index(after: colon)...]
            if let end = value.firstRange(of: "*/") { value = value[..<end.lowerBound] }
            fields[name] = String(value.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
        }
        return fields
    }
}
