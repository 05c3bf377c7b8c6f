import Foundation
import Rewriting
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct DumpTests {
    private let map: RewriteMap
    init() throws { map = try RewriteMap([("eu.shop.test", "eu.shop.example"), ("/srv/www", "/htdocs")]) }

    @Test func whatIsCounted() throws {
        let dump = """
            CREATE TABLE `wp_posts` (`ID` int, `post_content` text, `guid` text);
            INSERT INTO `wp_posts` VALUES (1,'eu.shop.test /srv/www','eu.shop.test'),(2,'info@eu.shop.test','x');
            INSERT INTO `wp_options` VALUES (1,'eu.shop.test'),(2,'x');
            -- Dump completed on 2026-11-22  1:00:00

            """
        let (_, counts) = try rewritten(Array(dump.utf8), map, 1 << 20)
        #expect(counts.rows == 4 && counts.statements == 3 && counts.values == 2 && counts.replacements == 3)
        #expect(counts.byMap == [2, 1])
        #expect(counts.byColumn == ["wp_posts": ["post_content": 1], "wp_options": ["#2": 1]])
        #expect(counts.skipped == 1 && counts.mailLeft == 1 && counts.findingsMet == 0 && counts.saysComplete)
        #expect(counts.bytesRead == dump.utf8.count && counts.bytesWritten == counts.bytesRead + 3 - 1 + 3)
    }

    @Test(arguments: [
        "INSERT INTO `t` VALUES (1,'eu.shop.test", "INSERT INTO `t` VALUES (1,'eu.shop.test')",
        "INSERT INTO `t` VALUES (1,'eu.shop.test'),", "CREATE TABLE `t` (", "/* a comment",
        "INSERT INTO `t` VALUES (1,0x65",
        "INSERT INTO `t` VALUES (1,'a\\",
    ])
    func aDumpThatIsCutShortIsRefused(_ dump: String) throws {
        var rewriter = DumpRewriter(map: map)
        var out: [UInt8] = []
        let sink: DumpRewriter.Sink = { bytes throws(RewritingError) in out += bytes }
        try Array(dump.utf8).withUnsafeBytes { try rewriter.feed($0, into: sink) }
        var refused: RewritingError?
        do { try rewriter.finish(into: sink) } catch { refused = error }
        guard case .cutShort(let offset, _) = refused else {
            Issue.record("not refused: \(dump)")
            return
        }
        #expect(offset == dump.utf8.count && out.count >= dump.utf8.count)
    }

    /// A literal beyond the limit is copied without being held in memory, and named; what follows is rewritten.
    @Test func literalsBeyondTheLimit() throws {
        let long = String(repeating: "eu.shop.test it\\\\\\'s '' ", count: 5_000)
        let dump = "INSERT INTO `t` VALUES (1,'\(long)','eu.shop.test');\n"
        let options = DumpOptions(longestLiteral: 10_000)
        for size in [1_000, 1 << 20] {
            let (out, counts) = try rewritten(Array(dump.utf8), map, size, options)
            if size == 1_000 {
                #expect(text(out) == "INSERT INTO `t` VALUES (1,'\(long)','eu.shop.example');\n")
                #expect(counts.findings.map(\.kind) == [.literalTooLong] && counts.values == 1)
            } else {
                // It lay in memory as a whole anyway.
                #expect(counts.values == 2 || counts.findings.map(\.kind) == [.literalTooLong])
            }
        }
    }

    @Test func aSchemaOfItsOwn() throws {
        var rewriter = DumpRewriter(map: map)
        try Array("CREATE TABLE `wp_posts` (\n`ID` int,\n`guid` text\n);\n".utf8).withUnsafeBytes {
            try rewriter.learn(schema: $0)
        }
        var out: [UInt8] = []
        let sink: DumpRewriter.Sink = { bytes throws(RewritingError) in out += bytes }
        let dump = "INSERT INTO `wp_posts` VALUES(1,\"eu.shop.test\")\n;\n"
        try Array(dump.utf8).withUnsafeBytes { try rewriter.feed($0, into: sink) }
        try rewriter.finish(into: sink)
        #expect(text(out) == dump && rewriter.counts.skipped == 1 && rewriter.counts.findingsMet == 0)
    }

    @Test func hostsOfPathsAreNamed() throws {
        let map = try RewriteMap([("shop.test/eu", "eu.shop.example")])
        let dump = "INSERT INTO `wp_blogs` (`domain`,`path`) VALUES ('shop.test','/eu/');\n"
        let (out, counts) = try rewritten(Array(dump.utf8), map, 1 << 20)
        #expect(text(out) == dump && counts.findings.map(\.kind) == [.hostOfPath])
    }

    /// Writing that fails, or takes less than all, ends the work with an error that says where.
    @Test func aFullDiskIsAnError() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "rewriting-\(UUID().uuidString).sql")
        defer { try? FileManager.default.removeItem(at: file) }
        let row = "INSERT INTO `t` VALUES (1,'eu.shop.test and more');\n"
        try Data(String(repeating: row, count: 50_000).utf8).write(to: file)
        let (source, full) = (open(file.path, O_RDONLY), open("/dev/full", O_WRONLY))
        defer {
            close(source)
            close(full)
        }
        var rewriter = DumpRewriter(map: map)
        var failure: RewritingError?
        do { try DumpPipe.run(&rewriter, from: source, to: full) } catch { failure = error }
        guard case .stream("writing", _, let why) = failure else {
            Issue.record("no error: \(String(describing: failure))")
            return
        }
        #expect(why.contains("space"))
    }

    @Test func aPipeThatTakesLittleGetsAll() throws {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        let file = FileManager.default.temporaryDirectory.appending(path: "rewriting-\(UUID().uuidString).sql")
        defer { try? FileManager.default.removeItem(at: file) }
        let row = "INSERT INTO `t` VALUES (1,'eu.shop.test and more');\n"
        try Data(String(repeating: row, count: 20_000).utf8).write(to: file)
        let taken = Taken()
        let (reading, writing) = (ends[0], ends[1])
        let reader = Thread {
            var room = [UInt8](repeating: 0, count: 7_000)
            while case let got = read(reading, &room, room.count), got > 0 { taken.add(got) }
            taken.end()
        }
        reader.start()
        let source = open(file.path, O_RDONLY)
        var rewriter = DumpRewriter(map: map)
        try DumpPipe.run(&rewriter, from: source, to: writing)
        close(writing)
        close(source)
        taken.wait()
        close(reading)
        #expect(taken.count == 20_000 * (row.utf8.count + 3) && rewriter.counts.bytesWritten == taken.count)
    }
}

/// How many bytes another thread has read.
private final class Taken: @unchecked Sendable {
    // The semaphore orders the one writer before the one reader.
    private(set) var count = 0
    private let done = DispatchSemaphore(value: 0)

    func add(_ more: Int) { count += more }
    func end() { done.signal() }
    func wait() { done.wait() }
}
