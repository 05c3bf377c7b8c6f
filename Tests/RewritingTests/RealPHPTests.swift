import Foundation
import Rewriting
import Testing

/// Asks PHP itself, in one process, whether it still reads what was rewritten. Classes are never allowed.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/php")))
struct RealPHPTests {
    @Test func phpReadsEveryValue() throws {
        var growth = PairGrowth(seed: 77, forPHP: true)
        var rewriter = Rewriter(try RewriteMap(PairGrowth.maps))
        var lines = ""
        let wanted = 4_000
        for _ in 0..<wanted {
            let tree = growth.tree(depth: 5)
            let old = PHPTree.array([.init(key: .word("i:0;"), value: tree.old)]).bytes
            let new = rewriter.rewrite(old).bytes ?? old
            lines += Data(old).base64EncodedString() + " " + Data(new).base64EncodedString() + "\n"
        }
        let answer = try php(Self.script, input: lines)
        #expect(answer == "read \(wanted), written alike \(wanted), same shape \(wanted)\n")
    }

    /// What PHP writes of one thing with the new names must be what becomes of what it writes with the old ones:
    /// objects of its own classes, references, enums, and every way it has to wrap text.
    @Test func whatPHPWritesBecomesWhatItWouldWrite() throws {
        let map = try RewriteMap([("eu.shop.test", "store-eu.shop.example"), ("/srv/www", "/htdocs")])
        var rewriter = Rewriter(map)
        let lines = try php(Self.things, input: "").split(separator: "\n")
        #expect(lines.count > 40)
        for line in lines {
            let words = line.split(separator: " ")
            let values = try words.dropFirst().map { try #require(Data(base64Encoded: String($0))) }.map { [UInt8]($0) }
            #expect(values.count == 2 && values[0] != values[1], "\(line)")
            let outcome = rewriter.rewrite(values[0])
            let got = outcome.bytes ?? values[0]
            let story = "\(words[0]): \(text(values[0])) became \(text(got)), expected \(text(values[1]))"
            #expect(got == values[1], "\(story)")
            #expect(outcome.findings.isEmpty, "\(words[0]): \(outcome.findings)")
            #expect(rewriter.rewrite(got).bytes == nil, "\(words[0])")
        }
    }

    /// Runs a script over a file of values; what it printed.
    private func php(_ script: String, input: String) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "rewriting-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(input.utf8).write(to: folder.appending(path: "values"))
        try Data(script.utf8).write(to: folder.appending(path: "script.php"))
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/php")
        process.arguments = ["-n", folder.appending(path: "script.php").path, folder.appending(path: "values").path]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let answer = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return answer
    }

    private static let things = #"""
        <?php
        error_reporting(0);
        enum Suit: string { case Hearts = 'H'; }
        class Cart { public $url; protected $path; private $all = []; public ?Cart $next = null;
            function __construct($h, $p) {
                $this->url = "https://$h/"; $this->path = "$p/x"; $this->all = [$h, [$p => $h]]; } }
        class Old implements Serializable { public $v;
            function serialize() { return serialize($this->v); }
            function unserialize($s) { $this->v = unserialize($s); } }
        class Raw implements Serializable { public $v;
            function serialize() { return $this->v; } function unserialize($s) { $this->v = $s; } }
        class Now { public $v; function __serialize(): array { return ['v' => $this->v, 1 => 'ü']; } }
        function things($h, $p) {
            $cart = new Cart($h, $p); $cart->next = new Cart($h, $p);
            $old = new Old; $old->v = ["https://$h", $p];
            $raw = new Raw; $raw->v = "go to $h now";
            $now = new Now; $now->v = $h;
            $set = new SplObjectStorage; $set[$cart] = $p; $list = new SplDoublyLinkedList; $list->push($h);
            $shared = ['u' => $h]; $ring = [&$shared, &$shared, $cart, $cart];
            $self = new stdClass; $self->me = $self; $self->h = $h;
            $mixed = ['größe' => "Größe $h 日本", 'f' => [0.1, -1e100, 1.0, INF, PHP_INT_MIN, null, true],
                'e' => Suit::Hearts, 'nul' => "a\0$h\0b", 'q' => "\"';}{ $h",
                'html' => "<a href=\"https://$h/?a=1&amp;b=2\">$p/x</a>", '' => $p];
            $json = ['u' => "https://$h/x", 'p' => "$p/a", 'l' => ["//$h", "é", 1.5, null], 'h' => "<b>'&\"$h--"];
            $values = ['cart' => $cart, 'old' => $old, 'raw' => $raw, 'now' => $now, 'set' => $set, 'list' => $list,
                'ring' => $ring, 'self' => $self, 'mixed' => $mixed, 'object' => (object) $json,
                'array-object' => new ArrayObject([$h, $p]), 'iterator' => new ArrayIterator(['x' => $h]),
                'nested' => [serialize([serialize(['u' => $h, serialize($p)])]), json_encode($json)]];
            $out = [];
            foreach ($values as $name => $value) {
                $s = serialize($value);
                $out["$name"] = $s;
                $out["$name-in-array"] = serialize([$s, 'k' => 1]);
                $out["$name-in-base64"] = base64_encode($s);
                // What JSON cannot hold is not put into it.
                if (preg_match('//u', $s)) {
                    $out["$name-in-json"] = json_encode(['s' => $s, 'u' => "https://$h"]);
                    $out["$name-in-json-unicode"] = json_encode([$s], JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES);
                    $out["$name-in-json-hex"] = json_encode([$s], JSON_HEX_TAG | JSON_HEX_QUOT | JSON_HEX_AMP);
                }
            }
            foreach ([0, JSON_PRETTY_PRINT, JSON_UNESCAPED_SLASHES, JSON_HEX_QUOT | JSON_HEX_TAG] as $flags) {
                $out["json-$flags"] = json_encode($json, $flags);
                $out["json-$flags-twice"] = json_encode(['j' => json_encode($json, $flags)], $flags);
                $out["json-$flags-in-array"] = serialize([json_encode($json, $flags)]);
                $out["json-$flags-in-base64"] = base64_encode(json_encode($json, $flags));
            }
            $out['query'] = http_build_query(['u' => "https://$h/a b", 'p' => "$p/x", 'n' => ['x' => "//$h"]]);
            $inner = http_build_query(['u' => "https://$h/x", 'p' => $p]);
            $out['query-twice'] = http_build_query(['r' => '/go?' . $inner]);
            $out['raw-url'] = rawurlencode("https://$h/ü?p=$p/x");
            $out['raw-url-in-base64'] = base64_encode(rawurlencode("<a href=\"https://$h\">$h</a>"));
            $out['entities'] = htmlentities("<a href=\"https://$h\" title='$p/x'>");
            $out['slashes'] = addslashes("it's \"https://$h\" in $p/x");
            $out['exported'] = var_export($json, true);
            $block = str_replace(['--', '<', '>', '&', '\\"'], ['\u002d\u002d', '\u003c', '\u003e', '\u0026', '\u0022'],
                json_encode($json, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE));
            $out['block'] = "<!-- wp:shop/cart $block -->\n<p>$h</p>\n<!-- /wp:shop/cart -->";
            $out['session'] = 'cart|' . serialize($mixed['html']) . 'n|i:5;a|' . serialize([$h, $p]);
            return $out;
        }
        $new = things('store-eu.shop.example', '/htdocs');
        foreach (things('eu.shop.test', '/srv/www') as $name => $value) {
            echo $name, ' ', base64_encode($value), ' ', base64_encode($new[$name]), "\n";
        }
        """#

    /// Reads both values, writes the new one again, and compares their shapes: keys apart, the same types in the same
    /// places.
    private static let script = #"""
        <?php
        ini_set('memory_limit', '-1');
        function shape($v) {
            if (is_array($v) || is_object($v)) {
                $parts = [];
                foreach ((array) $v as $k => $x) {
                    $parts[] = (is_int($k) ? $k : 'key') . '=' . shape($x);
                }
                return gettype($v) . '(' . implode(',', $parts) . ')';
            }
            return gettype($v) . (is_string($v) ? '' : var_export($v, true));
        }
        $read = $alike = $same = 0;
        foreach (file($argv[1], FILE_IGNORE_NEW_LINES) as $line) {
            [$old, $new] = array_map('base64_decode', explode(' ', $line));
            $a = @unserialize($old, ['allowed_classes' => false]);
            $b = @unserialize($new, ['allowed_classes' => false]);
            $read += $a !== false && $b !== false;
            $alike += serialize($b) === $new;
            $same += shape($a) === shape($b);
        }
        echo "read $read, written alike $alike, same shape $same\n";
        """#
}
