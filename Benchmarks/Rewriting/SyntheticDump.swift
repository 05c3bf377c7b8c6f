import Foundation

/// A dump as mariadb-dump writes it of a WordPress network: posts with markup and blocks, their fields serialised and
/// as JSON, and comments. The same every time.
enum SyntheticDump {
    private static let words = """
        lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore
        winter coat blue size order ships from warehouse Größe Farbe naïve façade 日本 price shipping returns delivery
        """.split(whereSeparator: \.isWhitespace).map(String.init)

    /// Writes about so many megabytes; the bytes written.
    static func write(megabytes: Int, to file: URL) throws -> Int {
        try Data().write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        defer { try? handle.close() }
        var writer = Writer()
        writer.head()
        var written = 0
        while written + writer.out.count < megabytes * 1_000_000 {
            writer.statement("wp_posts") { $0.post() }
            writer.statement("wp_postmeta") { $0.field() }
            writer.statement("wp_comments") { $0.comment() }
            written += writer.out.count
            try handle.write(contentsOf: writer.out)
            writer.out.removeAll(keepingCapacity: true)
        }
        writer.out += Array("-- Dump completed on 2026-11-22  1:00:00\n".utf8)
        try handle.write(contentsOf: writer.out)
        return written + writer.out.count
    }

    private struct Writer {
        var out: [UInt8] = []
        private var seed: UInt64 = 42
        private var row = 0

        private mutating func below(_ bound: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % bound
        }

        private mutating func text(_ count: Int) -> String {
            (0..<count).map { _ in SyntheticDump.words[below(SyntheticDump.words.count)] }.joined(separator: " ")
        }

        mutating func head() {
            let columns = [
                "wp_posts": [
                    "ID", "post_author", "post_date", "post_content", "post_title", "post_name", "guid", "post_type",
                ],
                "wp_postmeta": ["meta_id", "post_id", "meta_key", "meta_value"],
                "wp_comments": ["comment_ID", "comment_post_ID", "comment_author_email", "comment_content"],
            ]
            for (table, names) in columns.sorted(by: { $0.key < $1.key }) {
                let list = names.map { "  `\($0)` longtext" }.joined(separator: ",\n")
                out += Array("DROP TABLE IF EXISTS `\(table)`;\nCREATE TABLE `\(table)` (\n\(list)\n);\n".utf8)
            }
        }

        /// One `INSERT` of about a megabyte.
        mutating func statement(_ table: String, _ write: (inout Writer) -> Void) {
            out += Array("INSERT INTO `\(table)` VALUES ".utf8)
            let start = out.count
            while out.count - start < 1_000_000 {
                if out.count > start { out.append(UInt8(ascii: ",")) }
                row += 1
                write(&self)
            }
            out += Array(";\n".utf8)
        }

        private mutating func add(_ text: String) { out += Array(text.utf8) }

        /// As a literal's content.
        private func escaped(_ text: String) -> String {
            var out = ""
            for character in text {
                switch character {
                case "\\", "\"", "'": out += "\\\(character)"
                case "\n": out += "\\n"
                default: out.append(character)
                }
            }
            return out
        }

        mutating func post() {
            var body = "<!-- wp:paragraph -->\\n<p>\(text(20 + below(150)))</p>\\n<!-- /wp:paragraph -->\\n"
            if below(3) == 0 {
                let image = "https://eu.shop.test/wp-content/uploads/2026/\(row).jpg"
                body += escaped("<!-- wp:image {\"id\":\(row),\"url\":\"\(image)\"} -->\n<img src=\"\(image)\"/>")
            }
            add("(\(row),\(below(9)),'2026-11-22 01:00:00','\(body)\(text(below(150)))','\(text(4))','item-\(row)',")
            add("'https://eu.shop.test/?p=\(row)','product')")
        }

        mutating func field() {
            switch below(6) {
            case 0:
                let file = "2026/11/\(row).jpg"
                let url = "https://us.shop.test/wp-content/uploads/\(file)"
                func string(_ text: String) -> String { "s:\(text.utf8.count):\"\(text)\";" }
                let items = string("width") + "i:800;" + string("file") + string(file) + string("url") + string(url)
                add("(\(row),\(below(row)),'_attachment','\(escaped("a:3:{\(items)}"))')")
            case 1:
                let link = "{\"url\":\"https:\\/\\/apac.shop.test\\/p\\/\(row)\"}"
                let json = "[{\"id\":\"\(row)\",\"settings\":{\"text\":\"\(text(30))\",\"link\":\(link)}}]"
                add("(\(row),\(below(row)),'_elementor_data','\(escaped(json))')")
            case 2: add("(\(row),\(below(row)),'_path','/srv/www/wp-content/uploads/\(row).pdf')")
            default: add("(\(row),\(below(row)),'_price','\(below(100_000))')")
            }
        }

        mutating func comment() {
            add("(\(row),\(below(row)),'buyer\(row)@mail.test','\(text(10 + below(60))) it\\'s \(text(5))')")
        }
    }
}
