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
        let folder = FileManager.default.temporaryDirectory.appending(path: "rewriting-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(lines.utf8).write(to: folder.appending(path: "values"))
        try Data(Self.script.utf8).write(to: folder.appending(path: "check.php"))

        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/php")
        process.arguments = ["-n", folder.appending(path: "check.php").path, folder.appending(path: "values").path]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let answer = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(answer == "read \(wanted), written alike \(wanted), same shape \(wanted)\n")
    }

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
