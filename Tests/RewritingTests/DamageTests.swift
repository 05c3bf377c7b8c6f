import Fixtures
import Rewriting
import Testing

@Suite struct DamageTests {
    /// Bytes are changed, lost and added at random. A value that no longer agrees with its lengths is not touched; one
    /// that still does stays readable; nothing crashes.
    @Test(arguments: 0..<40)
    func damagedValues(_ seed: Int) throws {
        var growth = PairGrowth(seed: 3_000 + seed)
        var rewriter = Rewriter(try RewriteMap(PairGrowth.maps))
        var (refused, read) = (0, 0)
        for round in 0..<500 {
            let inner = growth.tree(depth: 4).old
            var bytes = PHPTree.array([.init(key: .word("i:0;"), value: inner)]).bytes
            for _ in 0...growth.dice.below(3) where bytes.count > 6 {
                // The first bytes stay, so that it still looks like what it was.
                let at = 5 + growth.dice.below(bytes.count - 5)
                switch growth.dice.below(4) {
                case 0: bytes[at] = UInt8(growth.dice.below(256))
                case 1: bytes.remove(at: at)
                case 2: bytes.insert(growth.dice.pick(Array("09:;{}\"sa/\\".utf8)), at: at)
                default: bytes.removeSubrange(at..<min(bytes.count, at + growth.dice.below(40)))
                }
            }
            let outcome = rewriter.rewrite(bytes)
            let got = outcome.bytes ?? bytes
            if (try? PHPTree(bytes)) == nil {
                refused += 1
                #expect(got == bytes, "round \(round): \(text(bytes)) became \(text(got))")
            } else {
                read += 1
                #expect((try? PHPTree(got)) != nil, "round \(round): \(text(bytes)) became \(text(got))")
            }
            #expect(rewriter.rewrite(got).bytes == nil, "round \(round): \(text(bytes))")
        }
        #expect(refused > 50 && read > 5)
    }

    /// Sources and targets that look much alike.
    private static let crossing = [
        ("eu.shop.test", "shop.example/eu"), ("shop.test/x", "x.example"),
        ("http://us.shop.test", "https://us.shop.test"),
        ("a.test:8080", "a.test"), ("shop.test", "my-shop.test:8080"), ("/srv/www", "/htdocs"),
        ("/srv/www/eu", "/data/eu"), ("bücher.test", "xn--bcher-kva.example"), ("b.a.test/eu/x", "a.test/y"),
    ]

    /// Any bytes at all, as value and as dump.
    @Test(arguments: 0..<20)
    func noise(_ seed: Int) throws {
        var dice = Dice(seed: 4_000 + seed)
        let map = try RewriteMap(seed % 2 == 0 ? PairGrowth.maps : Self.crossing)
        var rewriter = Rewriter(map)
        let words = [
            "eu.shop.test", "shop.test", "/srv/www", "s:12:\"", "\";", "a:1:{", "}", "'", "\\", "\"", "%2F", "%",
            "\\u00",
            "{\"a\":", "]", "[", "INSERT INTO `t` VALUES (", "),(", ");\n", "0x65", "/*", "*/", "--", "\n",
            "DELIMITER ;;\n",
            "C:1:\"A\":3:{", "aHR0cHM6Ly9ldS5zaG9wLnRlc3QveA==", "@", ".", ":8080", "&#x2F;", "\0", "ü",
            "CREATE TABLE `posts` (",
            "http://", "-", "_binary ", "x'", "N;", "i:0;", "\\/",
            "/eu", "/x", "us.", "a.test", "b", "bücher.test", "<!-- wp:x ", "-->", "--", "\\u002d", "%3A", "8080",
            "/htdocs",
        ].map { Array($0.utf8) }
        for _ in 0..<1_500 {
            var bytes: [UInt8] = []
            for _ in 0..<dice.below(25) {
                bytes += dice.chance(0.15) ? [UInt8(dice.below(256))] : dice.pick(words)
            }
            let once = rewriter.rewrite(bytes).bytes ?? bytes
            #expect(rewriter.rewrite(once).bytes == nil, "\(text(bytes)) became \(text(once))")
            var outcomes: Set<[UInt8]> = []
            for size in [1, 3, 1_000] {
                var dump = DumpRewriter(map: map)
                var out: [UInt8] = []
                let sink: DumpRewriter.Sink = { bytes throws(RewritingError) in out += bytes }
                bytes.withUnsafeBytes { all in
                    for start in stride(from: 0, to: all.count, by: size) {
                        let end = min(start + size, all.count)
                        try? dump.feed(UnsafeRawBufferPointer(rebasing: all[start..<end]), into: sink)
                    }
                    try? dump.finish(into: sink)
                }
                if dump.counts.values == 0 { #expect(out == bytes) }
                outcomes.insert(out)
            }
            #expect(outcomes.count == 1, "\(text(bytes))")
        }
    }

    @Test func anyDepth() throws {
        var rewriter = Rewriter(try RewriteMap([("eu.shop.test", "eu.shop.example")]))
        for depth in [10_000, 200_000] {
            func nested(_ host: String) -> [UInt8] {
                Array(
                    (String(repeating: "a:1:{i:0;", count: depth) + "s:\(host.count):\"\(host)\";"
                        + String(repeating: "}", count: depth)).utf8)
            }
            #expect(rewriter.rewrite(nested("eu.shop.test")).bytes == nested("eu.shop.example"))
            let lists =
                String(repeating: "[", count: depth) + "\"x\\/eu.shop.test\"" + String(repeating: "]", count: depth)
            #expect(rewriter.rewrite(Array(lists.utf8)).count == 1)
            let open = Array((String(repeating: "a:1:{i:0;", count: depth) + "s:12:\"eu.shop.test\";").utf8)
            #expect(rewriter.rewrite(open).findings.map(\.kind) == [.malformed])
        }
    }

    /// Values in values stop being looked into at some depth; what is there stays, and is named.
    @Test func valuesInValues() throws {
        var rewriter = Rewriter(try RewriteMap([("eu.shop.test", "eu.shop.example")]))
        func nested(_ host: String, _ depth: Int) -> [UInt8] {
            (0..<depth).reduce(Array(host.utf8)) { inner, _ in PHPTree.string(inner).bytes }
        }
        #expect(rewriter.rewrite(nested("eu.shop.test", 60)).bytes == nested("eu.shop.example", 60))
        let outcome = rewriter.rewrite(nested("eu.shop.test", 500))
        #expect(outcome.bytes == nil && outcome.findings.map(\.kind) == [.tooDeep])
    }
}
