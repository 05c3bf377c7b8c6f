import Fixtures
import Foundation
import Rewriting
import Testing

@Suite struct PropertyTests {
    /// Every value still parses, lengths are right, nothing else has changed, and a second run changes nothing.
    @Test(arguments: 0..<40)
    func serialisedValues(_ seed: Int) throws {
        var growth = PairGrowth(seed: seed)
        let map = try RewriteMap(PairGrowth.maps)
        let probes = map.probes
        var rewriter = Rewriter(map)
        for round in 0..<250 {
            let tree = growth.tree(depth: 5)
            let (old, new) = (tree.old.bytes, tree.new.bytes)
            let outcome = rewriter.rewrite(old)
            let got = outcome.bytes ?? old
            #expect(try PHPTree(got) == tree.new, "round \(round): \(text(old))")
            #expect(got == new && outcome.findings.isEmpty, "round \(round): \(outcome.findings)")
            #expect(rewriter.rewrite(got).bytes == nil, "round \(round)")
            // What chooses rows of a live table must not miss one.
            #expect(outcome.count == 0 || probes.contains { stands($0, old) }, "round \(round)")
        }
    }

    private func stands(_ probe: (bytes: [UInt8], anyCase: Bool), _ value: [UInt8]) -> Bool {
        let text = probe.anyCase ? value.map { $0 >= 65 && $0 <= 90 ? $0 + 32 : $0 } : value
        return text.indices.contains { text[$0...].starts(with: probe.bytes) }
    }

    /// The same inside JSON and Base64, and those in one another.
    @Test(arguments: 0..<20)
    func wrappedValues(_ seed: Int) throws {
        var growth = PairGrowth(seed: 1_000 + seed)
        var rewriter = Rewriter(try RewriteMap(PairGrowth.maps))
        func json(_ bytes: [UInt8], _ slashes: Bool) throws -> [UInt8] {
            let options: JSONSerialization.WritingOptions = slashes ? [] : .withoutEscapingSlashes
            return [UInt8](try JSONSerialization.data(withJSONObject: [text(bytes), 1, ["k": true]], options: options))
        }
        for round in 0..<100 {
            let tree = growth.tree(depth: 3)
            var (old, new) = (
                PHPTree.array([.init(key: .word("i:0;"), value: tree.old)]).bytes,
                PHPTree.array([.init(key: .word("i:0;"), value: tree.new)]).bytes
            )
            // Base64 of Base64 shows nothing that could be looked for.
            var isEncoded = false
            wrapping: for _ in 0...growth.dice.below(3) {
                switch growth.dice.below(4) {
                case 0, 1:
                    let slashes = growth.dice.chance(0.5)
                    (old, new) = (try json(old, slashes), try json(new, slashes))
                case 2 where !isEncoded:
                    isEncoded = true
                    (old, new) = (
                        Array(Data(old).base64EncodedString().utf8), Array(Data(new).base64EncodedString().utf8)
                    )
                    // How JSON around it would spell a slash that was not there before, nobody can tell.
                    if new.contains(47), !old.contains(47) { break wrapping }
                default: (old, new) = (PHPTree.string(old).bytes, PHPTree.string(new).bytes)
                }
            }
            let got = rewriter.rewrite(old).bytes ?? old
            #expect(got == new, "round \(round): \(text(old)) became \(text(got)), expected \(text(new))")
            #expect(rewriter.rewrite(got).bytes == nil, "round \(round)")
        }
    }

    /// Whatever is in a literal, and however the dump is cut into pieces: the literals decode to what they must.
    @Test(arguments: 0..<20)
    func dumps(_ seed: Int) throws {
        var growth = PairGrowth(seed: 2_000 + seed)
        let map = try RewriteMap(PairGrowth.maps)
        var (old, new): ([UInt8], [UInt8]) = ([], [])
        func both(_ text: String) {
            old += text.utf8
            new += text.utf8
        }
        both("CREATE TABLE `wp_posts` (`id` int, `a` text, `guid` text, `b` blob);\n")
        for _ in 0..<20 {
            both("INSERT INTO `wp_posts` VALUES ")
            for row in 0...growth.dice.below(4) {
                both((row > 0 ? "," : "") + "(\(row),'")
                let (first, blob) = (growth.tree(depth: 3), growth.tree(depth: 3))
                old += literal(first.old.bytes, &growth.dice, seed)
                new += literal(first.new.bytes, &growth.dice, seed)
                both("','https://eu.shop.test/?p=1',0x00")
                both(",0x")
                // A blob that is plain text with control bytes is left; serialised ones are rewritten.
                old += hex(PHPTree.array([.init(key: .word("i:0;"), value: blob.old)]).bytes)
                new += hex(PHPTree.array([.init(key: .word("i:0;"), value: blob.new)]).bytes)
                both(")")
            }
            both(";\n")
        }
        let (got, counts) = try rewritten(old, map, 1 + growth.dice.below(300))
        #expect(got == new)
        #expect(try rewritten(got, map, 4_096).1.values == 0)
        #expect(counts.findingsMet == 0)
    }

    /// Escaped as mariadb-dump does.
    private func literal(_ bytes: [UInt8], _ dice: inout Dice, _ seed: Int) -> [UInt8] {
        bytes.flatMap { byte -> [UInt8] in
            switch byte {
            case 0: [92, 48]
            case 10: [92, 110]
            case 13: [92, 114]
            case 26: [92, 90]
            case 39: seed % 2 == 0 ? [39, 39] : [92, 39]
            case 34, 92: [92, byte]
            default: [byte]
            }
        }
    }

    private func hex(_ bytes: [UInt8]) -> [UInt8] { bytes.flatMap { Array(String(format: "%02X", $0).utf8) } }
}
