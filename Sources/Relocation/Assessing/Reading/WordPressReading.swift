/// Finds WordPress installations and reads their files; PHP is never run.
struct WordPressReading: Sendable {
    let host: Host
    let roots: [String]
    let notes: Notes

    func read() async throws(RelocationError) -> [WordPressInventory] {
        let files = try await notes.found(
            roots, #"-maxdepth 6 -name wp-config.php -not -path "*/wp-content/*" -print0"#)
        var found: [WordPressInventory] = []
        for file in Set(files).sorted() { found.append(try await installation(file)) }
        return found
    }

    private func installation(_ file: String) async throws(RelocationError) -> WordPressInventory {
        var root = String(file.dropLast("/wp-config.php".count))
        // The configuration may lie one folder above the rest.
        let inner = try await notes.found([root], #"-maxdepth 3 -path "*/wp-includes/version.php" -print0"#).sorted()
        let version = inner.min { $0.count < $1.count }
        if let version { root = String(version.dropLast("/wp-includes/version.php".count)) }
        var site = WordPressInventory(root: root)
        let config = WordPressConfigText.read(try await notes.text(file, ["cat", "--", file]))
        site.tablePrefix = config.tablePrefix ?? "wp_"
        if config.tablePrefix == nil { await notes.missed("the table prefix in \(file)", "it is not a literal") }
        for (name, value) in config.constants where !WordPressConfigText.isSecret(name) {
            site.constants[name] = SecretSigns.hidden(value)
            if value.hasPrefix("/"), value.count > 1 { site.absolutePaths.append("\(name)=\(value)") }
        }
        site.absolutePaths.sort()
        site.salts = WordPressConfigText.salts.filter { config.constants[$0]?.isEmpty == false }
        for name in ["DB_NAME", "DB_USER", "DB_HOST"] {
            if config.constants[name] == nil { await notes.missed("\(name) in \(file)", "it is not defined there") }
            if config.computed.contains(name) {
                await notes.missed("\(name) in \(file)", "only PHP can tell: \(site.constants[name] ?? "")")
            }
        }
        if let version {
            let text = try await notes.text(version, ["cat", "--", version])
            site.version =
                text.split(whereSeparator: \.isNewline).first { $0.hasPrefix("$wp_version =") }
                .map { String($0.filter { $0.isNumber || $0 == "." || $0 == "-" || $0.isLetter }.dropFirst(9)) } ?? ""
        }
        try await content(&site, config)
        return site
    }

    private func content(
        _ site: inout WordPressInventory, _ config: WordPressConfigText.Config
    ) async throws(RelocationError) {
        var folder = site.root + "/wp-content"
        if let own = config.constants["WP_CONTENT_DIR"], own.hasPrefix("/") { folder = own }
        // Heads of all PHP files that may be plugins, themes' styles, and drop-ins; each after its path.
        let script = #"""
            cd -- "$1" || exit 1
            for file in plugins/*.php plugins/*/*.php mu-plugins/*.php themes/*/style.css *.php; do
                [ -f "$file" ] && { printf '\1%s\2' "$file"; head -c 8192 -- "$file" | tr -d '\1\2'; }
            done
            true
            """#
        let text = try await notes.text("plugins and themes in \(folder)", ["sh", "-c", script, "sh", folder])
        for part in text.split(separator: "\u{1}") {
            let halves = part.split(separator: "\u{2}", maxSplits: 1)
            guard let path = halves.first else { continue }
            let fields = PluginHeaderText.fields(halves.count > 1 ? String(halves[1]) : "")
            if let found = Self.extension(String(path), fields) { site.extensions.append(found) }
        }
        for uploads in try await notes.found([folder], "-maxdepth 1 -name uploads -type d -print0")
            + notes.found([folder], "-maxdepth 1 -name blogs.dir -type d -print0")
        {
            let size = try await notes.text("the size of \(uploads)", ["du", "-sbL", "--", uploads], also: [1])
            site.uploads[uploads] = size.split(whereSeparator: \.isWhitespace).first.flatMap { Int($0) } ?? 0
        }
        let hidden = try await notes.text(
            "hidden files in \(site.root)",
            ["find", site.root, "-mindepth", "1", "-maxdepth", "1", "-name", ".*", "-printf", "%f\\0"])
        site.hidden = hidden.split(separator: "\0").map(String.init).sorted()
        let links = try await notes.text(
            "links in \(site.root)",
            ["find", site.root, "-maxdepth", "6", "-type", "l", "-printf", "%p\\0%l\\0"], also: [1])
        let fields = links.split(separator: "\0", omittingEmptySubsequences: false).map(String.init)
        site.links = stride(from: 0, to: fields.count - 1, by: 2).map {
            WordPressInventory.Link(path: fields[$0], target: fields[$0 + 1])
        }
    }

    private static func `extension`(_ path: String, _ fields: [String: String]) -> WordPressInventory.Extension? {
        let parts = path.split(separator: "/").map(String.init)
        let dropIns = [
            "object-cache.php", "advanced-cache.php", "db.php", "sunrise.php", "maintenance.php", "blog-deleted.php",
            "blog-suspended.php", "install.php", "php-error.php", "fatal-error-handler.php",
        ]
        switch parts.first {
        case "plugins":
            guard let name = fields["Plugin Name"] else { return nil }
            return WordPressInventory.Extension(
                kind: "plugin", slug: parts.dropFirst().joined(separator: "/"), name: name,
                version: fields["Version"] ?? "")
        case "mu-plugins":
            return WordPressInventory.Extension(
                kind: "must-use", slug: parts[1], name: fields["Plugin Name"] ?? parts[1],
                version: fields["Version"] ?? "")
        case "themes":
            return WordPressInventory.Extension(
                kind: "theme", slug: parts[1], name: fields["Theme Name"] ?? parts[1],
                version: fields["Version"] ?? "")
        default:
            guard dropIns.contains(path) else { return nil }
            return WordPressInventory.Extension(
                kind: "drop-in", slug: path, name: fields["Plugin Name"] ?? path, version: fields["Version"] ?? "")
        }
    }
}
