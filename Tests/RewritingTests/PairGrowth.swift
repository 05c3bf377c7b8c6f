import Fixtures
import Rewriting

/// Grows values in pairs: what it is before the rewrite, and what it must be afterwards, built from pieces of which
/// both forms are written down. So the library is never asked what is right.
struct PairGrowth {
    var dice: Dice
    /// Only what PHP itself can read without the classes.
    var forPHP = false
    private var count = 0

    init(seed: Int, forPHP: Bool = false) {
        dice = Dice(seed: seed)
        self.forPHP = forPHP
    }

    static let maps = [
        ("eu.shop.test", "eu.shop.example"), ("us.shop.test:8080", "us.shop.example"),
        ("shop.test", "a-much-longer-name.example"), ("http://ap.test", "https://ap.example"), ("/srv/www", "/htdocs"),
        ("/var/lib/x", "/x"),
    ]

    private static let pieces: [(String, String)] = [
        ("https://eu.shop.test/a?b=c", "https://eu.shop.example/a?b=c"), ("EU.SHOP.TEST", "eu.shop.example"),
        ("us.shop.test:8080", "us.shop.example"), ("//shop.test", "//a-much-longer-name.example"),
        ("http://ap.test/", "https://ap.example/"), ("/srv/www/eu", "/htdocs/eu"), ("/var/lib/x", "/x"),
        ("http:\\/\\/shop.test\\/x", "http:\\/\\/a-much-longer-name.example\\/x"),
        ("%2Fsrv%2Fwww%2Fx", "%2Fhtdocs%2Fx"),
    ]
    private static let others = [
        "info@eu.shop.test", "us.shop.test", "myshop.test", "https://ap.test", "/srv/www2", "größe", "日本語", "\"", "'",
        "\\", "\0", "a:1:{i:0;", "\";", "}", "{", "😀", "%", "wp_2_user_roles", "0", "x = y", "\u{1A}", "\n", "<b>", ";",
    ]

    mutating func string() -> (old: [UInt8], new: [UInt8]) {
        var (old, new) = ("", "")
        for _ in 0..<dice.below(5) {
            if dice.chance(0.5) {
                let piece = dice.pick(Self.pieces)
                old += piece.0 + " "
                new += piece.1 + " "
            } else {
                let other = dice.pick(Self.others) + " "
                old += other
                new += other
            }
        }
        return (Array(("- " + old).utf8), Array(("- " + new).utf8))
    }

    /// A tree before and after.
    mutating func tree(depth: Int) -> (old: PHPTree, new: PHPTree) {
        func both(_ word: String) -> (PHPTree, PHPTree) { (.word(word), .word(word)) }
        switch dice.below(depth > 0 ? 14 : 6) {
        case 0: return both("i:\(dice.below(2_000) - 1_000);")
        case 1: return both(dice.pick(["b:1;", "b:0;", "N;", "d:0.5;", "d:-1.0E+25;", "d:INF;"]))
        case 2 where !forPHP: return both("E:11:\"Suit:Hearts\";")
        case 6:
            // A string that is serialised itself.
            let inner = tree(depth: depth - 1)
            return (.string(inner.old.bytes), .string(inner.new.bytes))
        case 7 where !forPHP:
            let inner = tree(depth: depth - 1)
            return (.custom(Array("Bag".utf8), inner.old.bytes), .custom(Array("Bag".utf8), inner.new.bytes))
        case 8, 9:
            let name = Array(dice.pick(["stdClass", "Shop\\Cart", "Größe"]).utf8)
            let items = items(depth: depth, isObject: true)
            return (.object(name, items.old), .object(name, items.new))
        case 10...13:
            let items = items(depth: depth, isObject: false)
            return (.array(items.old), .array(items.new))
        default:
            let text = string()
            return (.string(text.old), .string(text.new))
        }
    }

    private mutating func items(depth: Int, isObject: Bool) -> (old: [PHPTree.Item], new: [PHPTree.Item]) {
        var (old, new): ([PHPTree.Item], [PHPTree.Item]) = ([], [])
        for index in 0..<dice.below(5) {
            count += 1
            var (before, after): (PHPTree, PHPTree)
            if isObject {
                let name = Array(dice.pick(["\0*\0p\(count)", "\0Shop\\Cart\0q\(count)", "o\(count)"]).utf8)
                (before, after) = (.string(name), .string(name))
            } else if dice.chance(0.15) {
                let path = "/\(count)"
                (before, after) = (
                    .string(Array("https://eu.shop.test\(path)".utf8)),
                    .string(Array("https://eu.shop.example\(path)".utf8))
                )
            } else if dice.chance(0.5) {
                (before, after) = (.word("i:\(index);"), .word("i:\(index);"))
            } else {
                let name = Array("name \(count)".utf8)
                (before, after) = (.string(name), .string(name))
            }
            let value = tree(depth: depth - 1)
            old.append(.init(key: before, value: value.old))
            new.append(.init(key: after, value: value.new))
        }
        return (old, new)
    }
}
