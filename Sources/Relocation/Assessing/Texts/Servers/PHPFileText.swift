/// Reads what PHP's web side is set to: pools of PHP-FPM, `php.ini`, `.user.ini`.
package enum PHPFileText {
    /// Settings that a store notices when they differ on the new side.
    package static let names = [
        "memory_limit", "upload_max_filesize", "post_max_size", "max_execution_time", "max_input_vars",
        "date.timezone", "sendmail_path", "session.save_handler", "session.save_path", "opcache.enable",
        "disable_functions", "open_basedir", "default_charset", "mbstring.internal_encoding",
    ]

    package static func read(_ file: ConfigurationFiles.File) -> [HostInventory.PHPFile] {
        var found: [HostInventory.PHPFile] = []
        var pool = ""
        var settings: [String: String] = [:]
        func end() {
            if !settings.isEmpty {
                found.append(HostInventory.PHPFile(file: file.path, pool: pool, settings: settings))
            }
            settings = [:]
        }
        for raw in file.text.split(whereSeparator: \.isNewline) {
            let line = String(raw).trimmed
            if line.isEmpty || line.hasPrefix(";") || line.hasPrefix("#") { continue }
            if line.hasPrefix("["), line.hasSuffix("]") {
                end()
                // The sections of `php.ini` are only headings.
                pool = file.path.hasSuffix(".ini") ? "" : String(line.dropFirst().dropLast())
                continue
            }
            guard let equals = line.firstIndex(of: "="), let name = name(String(line[..<equals]).trimmed) else {
                continue
            }
            var value = String(line[line.index(after: equals)...]).trimmed
            if value.count > 1, value.hasPrefix("\""), value.hasSuffix("\"") {
                value = String(value.dropFirst().dropLast())
            }
            settings[name] = SecretSigns.hidden(value)
        }
        end()
        return found
    }

    /// `php_admin_value[memory_limit]`, or the name itself; nil for what is not asked about.
    private static func name(_ text: String) -> String? {
        if text.hasPrefix("php_"), text.hasSuffix("]"), let open = text.firstIndex(of: "[") {
            return String(text[text.index(after: open)...].dropLast())
        }
        return names.contains(text) || text.hasPrefix("pm.max") ? text : nil
    }
}
