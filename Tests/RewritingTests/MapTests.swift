import Rewriting
import Testing

@Suite struct MapTests {
    private func refusal(_ pairs: [(String, String)]) -> String? {
        do {
            _ = try RewriteMap(pairs)
            return nil
        } catch {
            return error.description
        }
    }

    @Test(arguments: [
        ("", "a.test", "nothing"), ("a b.test", "x.test", "space"), ("/", "/x", "root"), ("/a//b", "/x", "two slashes"),
        ("a..test", "x.test", "no host name"), ("a.test:x", "b.test", "port"), ("a.test", "/x", "cannot become"),
        ("http://a.test", "b.test", "one side has a scheme"), ("a.test", "A.TEST", "changes nothing"),
        ("/srv/www/", "/srv/www", "changes nothing"), ("%2Fsrv", "/x", "'%'"), ("-a.test", "b.test", "no host name"),
        ("info@a.test", "b.test", "'@'"), ("/a:/b", "/c", "':'"),
    ])
    func badPlacesAreRefused(_ from: String, _ to: String, _ word: String) throws {
        let found = try #require(self.refusal([(from, to)]))
        #expect(found.contains(word), "\(found)")
    }

    /// Whatever the first map writes must be of no interest to the others, nor to itself.
    @Test(arguments: [
        [("a.test", "b.test"), ("b.test", "c.test")],
        [("a.test", "b.test"), ("b.test", "a.test")],
        [("a.test", "B.test"), ("b.test:8080", "c.test")],
        [("a.test", "b.test"), ("https://b.test", "https://c.test")],
        [("a.test", "b.test"), ("b.test/shop", "c.test")],
        [("shop.test/eu", "shop.test")],
        [("shop.test", "shop.test/eu")],
        [("/srv/www", "/srv/www/html")],
        [("/srv/www/html", "/srv/www")],
        [("/srv/www", "/htdocs"), ("/htdocs/eu", "/eu")],
        [("/srv/www", "/data/eu.test"), ("eu.test", "x.test")],
        [("a.test", "c.test/b.test"), ("b.test", "d.test")],
    ])
    func mapsThatCascadeAreRefused(_ pairs: [(String, String)]) throws {
        let found = try #require(self.refusal(pairs))
        #expect(found.contains("second run"), "\(found)")
    }

    @Test(arguments: [
        [("http://a.test", "https://a.test")],
        [("a.test:8080", "a.test")],
        [("a.test", "x.test"), ("b.test", "y.test")],
        [("shop.test", "shop.example"), ("eu.shop.test", "eu.shop.example")],
        [("a.test", "my.b.test"), ("b.test", "c.test")],
        [("/srv/www", "/htdocs"), ("/srv/www2", "/htdocs2")],
        [("a.test/x", "b.test/x"), ("b.test/y", "c.test/y")],
        [("/a/srv", "/b/a"), ("/a/x", "/c")],
    ])
    func mapsThatOnlyLookAlikeAreTaken(_ pairs: [(String, String)]) { #expect(refusal(pairs) == nil) }

    @Test func aSourceIsMappedOnce() {
        #expect(refusal([("a.test", "b.test"), ("A.test", "c.test")])?.contains("keep one") == true)
        #expect(refusal([])?.contains("no map") == true)
    }

    @Test func mapsAreReadFromText() throws {
        let map = try RewriteMap(text: "# stores\n\na.test -> b.test\r\n/x /y\n")
        #expect(map.entries == [.init(from: "a.test", to: "b.test"), .init(from: "/x", to: "/y")])
        #expect(throws: RewritingError.mapLine(number: 1, found: "'a.test = b.test c'")) {
            try RewriteMap(text: "a.test = b.test c")
        }
    }

    /// A thousand maps are looked for at once, in one pass.
    @Test func aThousandMaps() throws {
        let map = try RewriteMap((0..<1_000).map { ("s\($0).old.test", "s\($0).new.example") })
        var rewriter = Rewriter(map)
        let old = (0..<1_000).map { "https://s\($0).old.test/ s\($0).old.tests" }.joined(separator: " ")
        let new = (0..<1_000).map { "https://s\($0).new.example/ s\($0).old.tests" }.joined(separator: " ")
        let outcome = rewriter.rewrite(Array(old.utf8))
        #expect(outcome.bytes.map(text) == new)
        #expect(outcome.rules == Array(0..<1_000))
    }

    @Test func theFourAgreements() throws {
        let map = try RewriteMap([("https://a.test", "https://b.test")])
        func ask(_ old: String, _ new: String) -> Agreement { map.agrees(old: Array(old.utf8), new: Array(new.utf8)) }
        #expect(ask("x", "x") == .equal)
        #expect(ask("", "") == .equal)
        #expect(ask("see https://a.test/", "see https://b.test/") == .explained)
        #expect(ask("see https://a.test/", "see https://a.test/") == .notRewritten)
        #expect(ask("see https://a.test/", "see https://b.test/x") == .differs)
        #expect(ask("x", "y") == .differs)
        #expect(ask("a:1:{i:0;s:14:\"https://a.test\";}", "a:1:{i:0;s:14:\"https://b.test\";}") == .explained)
        var rewriter = Rewriter(map)
        func ask(_ old: String, _ new: String, _ treatment: ColumnRule.Treatment) -> Agreement {
            Array(old.utf8).withUnsafeBytes { old in
                Array(new.utf8).withUnsafeBytes { rewriter.agreement(old: old, new: $0, treatment: treatment) }
            }
        }
        #expect(ask("a.test", "b.test", .host) == .explained)
        #expect(ask("https://a.test", "https://a.test", .skip) == .equal)
        #expect(ask("https://a.test", "https://b.test", .skip) == .differs)
    }
}
