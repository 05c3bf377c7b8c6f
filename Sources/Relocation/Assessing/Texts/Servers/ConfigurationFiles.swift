/// Configuration files that came as one text, each below a line with its path, as `nginx -T` prints them.
package enum ConfigurationFiles {
    package struct File: Sendable, Hashable {
        /// Empty for what stands before the first line with a path.
        package var path: String
        package var text: String

        package init(path: String, text: String) { (self.path, self.text) = (path, text) }
    }

    package static func parted(_ text: String) -> [File] {
        var files = [File(path: "", text: "")]
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            if line.hasPrefix("# configuration file "), line.hasSuffix(":") {
                files.append(File(path: String(line.dropFirst(21).dropLast()), text: ""))
            } else {
                files[files.count - 1].text += line + "\n"
            }
        }
        return files.filter { !$0.path.isEmpty || $0.text.contains { !$0.isWhitespace } }
    }

    /// Files whose first line of content opens a section, such as `[www]`, are those of PHP-FPM.
    package static func isPool(_ file: File) -> Bool {
        let lines = file.text.split(whereSeparator: \.isNewline).map { String($0).trimmed }
        return lines.first { !$0.isEmpty && !$0.hasPrefix(";") && !$0.hasPrefix("#") }?.hasPrefix("[") ?? false
    }

    package static func joined(_ files: [File]) -> String {
        files.map { "# configuration file \($0.path):\n\($0.text)" }.joined()
    }
}
