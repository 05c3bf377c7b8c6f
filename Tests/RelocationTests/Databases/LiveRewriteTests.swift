import DatabaseRig
import Databases
import Foundation
import Relocation
import Rewriting
import Synchronization
import Testing

/// A database rewritten where it stands, on a real server.
@Suite(.serialized) struct LiveRewriteTests {
    private static let server = Task { try await MariaDBServer() }

    private func server(_ schema: String, _ statements: String) async throws -> MariaDBServer {
        let server = try await Self.server.value
        try server.run("CREATE DATABASE \(schema) CHARACTER SET utf8mb4; USE \(schema);\n" + statements)
        return server
    }

    private let map: RewriteMap
    init() throws {
        map = try RewriteMap([("eu.shop.test", "eu.longer.shop.example"), ("/srv/old/uploads", "/var/new/uploads")])
    }

    private func rewrite(
        _ server: MariaDBServer, _ terms: LiveRewriteTerms, isStopped: @escaping @Sendable () -> Bool = { false }
    ) -> LiveRewrite {
        LiveRewrite(Sides.server(server), map: map, terms: terms, isStopped: isStopped)
    }

    /// What PHP would write: the length of a string counts bytes.
    private static let serialised = """
        CREATE FUNCTION php(s TEXT) RETURNS TEXT DETERMINISTIC \
        RETURN CONCAT('a:2:{s:3:"url";s:', LENGTH(s), ':"', s, '";s:1:"n";i:7;}');
        """

    @Test func everyColumnByItsKind() async throws {
        let server = try await server(
            "kinds",
            Self.serialised + """
                CREATE TABLE wp_posts (ID BIGINT UNSIGNED PRIMARY KEY, post_content LONGTEXT, guid VARCHAR(255), \
                    post_modified TIMESTAMP NOT NULL DEFAULT '2020-01-01 00:00:00' ON UPDATE CURRENT_TIMESTAMP, \
                    host VARCHAR(255) GENERATED ALWAYS AS (LEFT(post_content, 200)) STORED);
                INSERT INTO wp_posts (ID, post_content, guid) VALUES
                    (1, 'see http://eu.shop.test/a and mail info@eu.shop.test', 'http://eu.shop.test/?p=1'),
                    (18446744073709551610, 'http:\\\\/\\\\/eu.shop.test\\\\/b', 'x'), (3, 'nothing', 'y'),
                    (18446744073709551611, '😀 EU.SHOP.TEST ü', 'z');
                CREATE TABLE wp_blogs (blog_id INT PRIMARY KEY, domain VARCHAR(200), path VARCHAR(100), \
                    UNIQUE (domain, path));
                INSERT INTO wp_blogs VALUES (1, 'eu.shop.test', '/'), (2, 'us.shop.test', '/');
                CREATE TABLE meta (object INT, name VARCHAR(40) COLLATE utf8mb4_general_ci, value LONGTEXT, \
                    PRIMARY KEY (object, name));
                INSERT INTO meta SELECT seq, n, php(CONCAT('http://eu.shop.test/', seq)) FROM seq_1_to_300 \
                    JOIN (SELECT 'Äa' n UNION SELECT 'b' UNION SELECT 'ç') names;
                INSERT INTO meta VALUES (0, 'broken', 'a:1:{i:0;s:99:"http://eu.shop.test";}');
                CREATE TABLE latin (id INT PRIMARY KEY, t TEXT CHARACTER SET latin1, b BLOB, w TEXT CHARACTER SET utf16);
                INSERT INTO latin VALUES (1, CONVERT(_utf8mb4 'für http://eu.shop.test' USING latin1), \
                    CONCAT(X'00FF275C', 'http://eu.shop.test', X'1A00'), 'eu.shop.test'), \
                    (2, CONVERT(X'C383C2BC20687474703A2F2F65752E73686F702E74657374' USING binary), X'FE', NULL);
                CREATE TABLE keyless (label VARCHAR(40), path TEXT);
                INSERT INTO keyless VALUES ('a', '/srv/old/uploads/x'), ('b', '/srv/old/uploads/x'), ('b', NULL);
                CREATE TABLE priced (cost DECIMAL(20, 6) PRIMARY KEY, t TEXT);
                INSERT INTO priced VALUES (1.000001, 'eu.shop.test'), (1.000002, '-');
                CREATE TABLE visits (url VARCHAR(120) PRIMARY KEY, n INT) ENGINE=MyISAM;
                INSERT INTO visits VALUES ('http://eu.shop.test/', 4);
                CREATE TABLE old_engine (id INT PRIMARY KEY, t TEXT) ENGINE=MyISAM;
                INSERT INTO old_engine SELECT seq, 'eu.shop.test' FROM seq_1_to_20;
                """)
        let told = try await rewrite(server, LiveRewriteTerms(schema: "kinds", batch: 50, isDryRun: true)).run()
        #expect(try await Sides.ask(server, "SELECT domain FROM kinds.wp_blogs WHERE blog_id = 1") == ["eu.shop.test"])
        let counts = try await rewrite(server, LiveRewriteTerms(schema: "kinds", batch: 50)).run()
        #expect(told == counts)
        #expect(counts.byColumn["wp_posts"] == ["post_content": 3])
        #expect(counts.byColumn["wp_blogs"] == ["domain": 1])
        #expect(counts.byColumn["meta"] == ["value": 900])
        #expect(counts.byColumn["keyless"] == ["path": 2])
        #expect(counts.byColumn["priced"] == ["t": 1])
        #expect(counts.byColumn["old_engine"] == ["t": 20])
        #expect(counts.byColumn["latin"]?["t"] == 2)
        #expect(counts.mailLeft == 1)
        #expect(counts.left.count == 1 && counts.left[0].contains("latin.w"), "\(counts.left)")
        #expect(counts.findings.contains { $0.table == "meta" && $0.column == "value" && $0.kind == .malformed })
        #expect(counts.findings.contains { $0.table == "visits" && $0.kind == .keyLeft })

        let posts = try await Sides.ask(
            server, "SELECT ID, post_content, guid, post_modified FROM kinds.wp_posts ORDER BY 1")
        #expect(
            posts == [
                "1|see http://eu.longer.shop.example/a and mail info@eu.shop.test|http://eu.shop.test/?p=1|2020-01-01 00:00:00",
                "3|nothing|y|2020-01-01 00:00:00",
                "18446744073709551610|http:\\/\\/eu.longer.shop.example\\/b|x|2020-01-01 00:00:00",
                "18446744073709551611|😀 eu.longer.shop.example ü|z|2020-01-01 00:00:00",
            ])
        #expect(
            try await Sides.ask(
                server,
                "SELECT COUNT(*) FROM kinds.meta WHERE value = kinds.php(CONCAT('http://eu.longer.shop.example/', object))"
            )
                == ["900"])
        #expect(
            try await Sides.ask(server, "SELECT value FROM kinds.meta WHERE name = 'broken'")
                == ["a:1:{i:0;s:99:\"http://eu.shop.test\";}"])
        #expect(
            try await Sides.ask(server, "SELECT HEX(t) FROM kinds.latin ORDER BY id") == [
                "66FC7220687474703A2F2F65752E6C6F6E6765722E73686F702E6578616D706C65",
                "C383C2BC20687474703A2F2F65752E6C6F6E6765722E73686F702E6578616D706C65",
            ])
        #expect(
            try await Sides.ask(server, "SELECT label, path FROM kinds.keyless ORDER BY label, path IS NULL") == [
                "a|/var/new/uploads/x", "b|/var/new/uploads/x", "b|NULL",
            ])

        // A second run changes nothing.
        let again = try await rewrite(server, LiveRewriteTerms(schema: "kinds")).run()
        #expect(again.values == 0 && again.changedRows == 0 && again.rows == counts.rows)
    }

    @Test func killedAtHalfItGoesOnAndCountsExactly() async throws {
        let server = try await server(
            "half",
            Self.serialised + """
                CREATE TABLE a (id INT, part VARCHAR(10), v TEXT, PRIMARY KEY (part, id));
                INSERT INTO a SELECT seq, IF(seq % 3, 'Ä', 'b'), php(CONCAT('http://eu.shop.test/', seq)) \
                    FROM seq_1_to_6000;
                CREATE TABLE b (id INT PRIMARY KEY, v TEXT);
                INSERT INTO b SELECT seq, IF(seq % 2, CONCAT('/srv/old/uploads/', seq), 'no') FROM seq_1_to_4000;
                """)
        let terms = LiveRewriteTerms(schema: "half", batch: 100)
        for stop in [3, 9, 25, 40] {
            let asked = Mutex(0)
            await #expect(throws: RelocationError.cancelled) {
                try await rewrite(server, terms) {
                    asked.withLock { count in
                        count += 1; return count > stop
                    }
                }.run()
            }
        }
        // Ended by the server in the middle of a transaction.
        let running = Task { try await rewrite(server, terms).run() }
        for _ in 0..<200 {
            try await Task.sleep(for: .milliseconds(5))
            let own = try await Sides.ask(
                server, "SELECT ID FROM information_schema.PROCESSLIST WHERE DB = 'half' AND ID <> CONNECTION_ID()")
            guard let id = own.first?.split(separator: "|").first else { continue }
            try? server.run("KILL \(id)")
            break
        }
        _ = await running.result
        let counts = try await rewrite(server, terms).run()
        #expect(counts.byColumn == ["a": ["v": 6000], "b": ["v": 2000]])
        #expect(counts.byMap == [6000, 2000] && counts.rows == 10_000 && counts.changedRows == 8000)
        #expect(
            try await Sides.ask(
                server,
                "SELECT COUNT(*) FROM half.a WHERE v = half.php(CONCAT('http://eu.longer.shop.example/', id))")
                == ["6000"])
        #expect(try await rewrite(server, terms).run().values == 0)
        #expect(
            try await Sides.ask(server, "SELECT COUNT(*) FROM sluice_rewrite.marks WHERE schema_name = 'half'") == ["0"]
        )
    }

    @Test func anotherTableOfTheNameIsBegunAnew() async throws {
        let form = """
            CREATE TABLE a (id INT PRIMARY KEY, v TEXT);
            INSERT INTO a SELECT seq, 'eu.shop.test' FROM seq_1_to_1000; CREATE TABLE b LIKE a;
            """
        let server = try await server("anew", form)
        let asked = Mutex(0)
        await #expect(throws: RelocationError.cancelled) {
            try await rewrite(server, LiveRewriteTerms(schema: "anew", batch: 100)) {
                asked.withLock { count in
                    count += 1
                    return count > 13
                }
            }.run()
        }
        #expect(
            try await Sides.ask(server, "SELECT is_done FROM sluice_rewrite.marks WHERE schema_name = 'anew'") == ["1"])
        try await Task.sleep(for: .seconds(1))
        try server.run("DROP DATABASE anew; CREATE DATABASE anew; USE anew; \(form)")
        #expect(try await rewrite(server, LiveRewriteTerms(schema: "anew")).run().byColumn == ["a": ["v": 1000]])
    }

    @Test func anotherWriterIsNeverTroddenOn() async throws {
        let server = try await server(
            "busy",
            """
            CREATE TABLE a (id INT PRIMARY KEY, v TEXT, n INT NOT NULL DEFAULT 0);
            INSERT INTO a (id, v) SELECT seq, CONCAT('http://eu.shop.test/', seq) FROM seq_1_to_3000;
            """)
        // A row that is changed between being read and being rewritten: the rewrite waits for its lock.
        let other = Sides.connection(server)
        try await other.execute("SET autocommit = 0")
        try await other.execute("UPDATE busy.a SET v = 'new words at http://eu.shop.test/held', n = 1 WHERE id = 10")
        let running = Task { try await rewrite(server, LiveRewriteTerms(schema: "busy", batch: 100)).run() }
        try await Task.sleep(for: .milliseconds(700))
        try await other.execute("COMMIT")
        let counts = try await running.value
        #expect(counts.overtaken == 1 && counts.byColumn == ["a": ["v": 3000]])
        #expect(
            try await Sides.ask(server, "SELECT v, n FROM busy.a WHERE id = 10")
                == ["new words at http://eu.longer.shop.example/held|1"])

        // Many that write all the time, in words of their own.
        try server.run("UPDATE busy.a SET v = CONCAT('http://eu.shop.test/', id), n = 0")
        try await other.execute("SET autocommit = 1")
        let isOver = Mutex(false)
        let writer = Task {
            var writes: [Int: Int] = [:]
            var count = 0
            while !isOver.withLock({ $0 }) {
                count += 1
                let id = Int.random(in: 1...3000)
                try await other.execute(
                    "UPDATE busy.a SET n = \(count), v = CONCAT('w\(count) at ', v) WHERE id = \(id)")
                writes[id] = count
            }
            return writes
        }
        let busy = try await rewrite(server, LiveRewriteTerms(schema: "busy", batch: 20)).run()
        isOver.withLock { $0 = true }
        let writes = try await writer.value
        await other.close()
        #expect(busy.byColumn == ["a": ["v": 3000]] && busy.isWhole)
        for row in try await Sides.ask(server, "SELECT id, n, v FROM busy.a WHERE n > 0") {
            let cells = row.split(separator: "|", maxSplits: 2).map(String.init)
            let last = writes[Int(cells[0]) ?? 0]
            #expect(cells[1] == last.map(String.init) && cells[2].hasPrefix("w\(last ?? 0) at "), "\(row)")
            #expect(cells[2].contains("http://eu.longer.shop.example/\(cells[0])"))
        }
        #expect(try await Sides.ask(server, "SELECT COUNT(*) FROM busy.a WHERE v LIKE '%eu.shop.test%'") == ["0"])
    }

    @Test func whatTheServerRefusesIsNamed() async throws {
        let server = try await server(
            "tight",
            """
            CREATE TABLE a (id INT PRIMARY KEY, v VARCHAR(22) UNIQUE);
            INSERT INTO a VALUES (1, 'http://eu.shop.test/1'), (2, 'eu.shop.test'), (3, 'eu.longer.shop.example'), \
                (4, '/srv/old/uploads');
            CREATE TABLE audited (id INT PRIMARY KEY, v TEXT); CREATE TABLE log (n INT);
            INSERT INTO audited VALUES (1, 'eu.shop.test');
            CREATE TRIGGER noted AFTER UPDATE ON audited FOR EACH ROW INSERT INTO log VALUES (1);
            CREATE TABLE calm (id INT PRIMARY KEY, v TEXT);
            CREATE TRIGGER calmly BEFORE UPDATE ON calm FOR EACH ROW SET NEW.v = NEW.v;
            """)
        let counts = try await rewrite(server, LiveRewriteTerms(schema: "tight")).run()
        #expect(counts.byColumn == ["a": ["v": 1]] && !counts.isWhole)
        #expect(counts.refusals.count == 2 && counts.refusals[0].contains("a 1: the new value is too long"))
        #expect(counts.refusals.last?.contains("(1062)") == true)
        #expect(counts.left.count == 1 && counts.left[0].contains("noted"), "\(counts.left)")
        #expect(
            try await Sides.ask(server, "SELECT v FROM tight.a ORDER BY id") == [
                "http://eu.shop.test/1", "eu.shop.test", "eu.longer.shop.example", "/var/new/uploads",
            ])
        let fired = try await rewrite(server, LiveRewriteTerms(schema: "tight", firesTriggers: true)).run()
        #expect(fired.byColumn == ["audited": ["v": 1]])
        #expect(try await Sides.ask(server, "SELECT COUNT(*) FROM tight.log") == ["1"])
    }

    @Test func readOnlyAndFollowedAreRefused() async throws {
        let server = try await server("standing", "CREATE TABLE a (id INT PRIMARY KEY, v TEXT)")
        try server.run("SET GLOBAL read_only = 1")
        await #expect { try await rewrite(server, LiveRewriteTerms(schema: "standing")).run() } throws: {
            "\($0)".contains("is read only")
        }
        // A copy apart is no matter of the server's part; nothing of it is logged.
        let before = try await Sides.ask(server, "SELECT @@GLOBAL.gtid_binlog_pos")
        _ = try await rewrite(server, LiveRewriteTerms(schema: "standing", isApart: true)).run()
        #expect(try await Sides.ask(server, "SELECT @@GLOBAL.gtid_binlog_pos") == before)
        try server.run("SET GLOBAL read_only = 0")

        let terms = LiveRewriteTerms(schema: "shop")
        let apart = LiveRewriteTerms(schema: "shop", isApart: true)
        let follows = LiveStanding(isReadOnly: false, followed: ["db:3306"], doDatabases: ["shop", "sluice"])
        #expect(LiveRefusals.lines(terms, on: "s", follows).first?.contains("takes shop from db:3306") == true)
        #expect(LiveRefusals.lines(apart, on: "s", follows).count == 1)
        #expect(LiveRefusals.lines(LiveRewriteTerms(schema: "staging", isApart: true), on: "s", follows).isEmpty)
        let followed = LiveStanding(isReadOnly: false, followers: ["10.0.0.1"])
        #expect(LiveRefusals.lines(terms, on: "s", followed).first?.contains("followed by 10.0.0.1") == true)
        #expect(LiveRefusals.lines(LiveRewriteTerms(schema: "shop", reachesFollowers: true), on: "s", followed).isEmpty)
        #expect(LiveRefusals.lines(apart, on: "s", followed).isEmpty)
    }

    @Test func pagesUseTheKey() async throws {
        let server = try await server(
            "paged",
            """
            CREATE TABLE a (part VARCHAR(10), id BIGINT UNSIGNED, v TEXT, PRIMARY KEY (part, id));
            INSERT INTO a SELECT IF(seq % 2, 'Ä', 'b'), seq, 'x' FROM seq_1_to_20000; ANALYZE TABLE a;
            """)
        let table = LiveTable(
            name: "a",
            columns: [
                .init(name: "part", type: "varchar"), .init(name: "id", type: "bigint"), .init(name: "v", type: "text"),
            ], key: ["part", "id"])
        let plan = try #require(try LivePlan(table, map: map))
        let from = [Array("ä".utf8), Array("9000".utf8)]
        let through = [Array("Ä".utf8), Array("9100".utf8)]
        let explained = try await Sides.ask(
            server,
            "EXPLAIN \(plan.page(after: from, through: through, rows: 10).spelled.replacing("`a` WHERE", with: "paged.a WHERE"))"
        )
        // type, key and rows.
        let cells = explained.first?.split(separator: "|", omittingEmptySubsequences: false) ?? []
        #expect(
            cells.count > 8 && cells[3] == "range" && cells[5] == "PRIMARY" && (Int(cells[8]) ?? 0) < 1000,
            "\(explained)")
    }

    @Test func aKeyIsOneThatCanBePagedBy() {
        func column(_ name: String, _ type: String, nullable: Bool = false) -> [String?] {
            ["t", name, type, nil, "0", "0", nullable ? "1" : "0"]
        }
        let columns = [
            column("a", "double"), column("b", "varchar"), column("c", "int", nullable: true), column("d", "int"),
        ]
        func key(_ indexes: [(String, String)]) -> [String] {
            LiveSchema.table("t", columns: columns, indexes: indexes.map { ["t", $0.0, $0.1, "0"] }).key
        }
        #expect(key([("PRIMARY", "b"), ("PRIMARY", "d"), ("u", "d")]) == ["b", "d"])
        #expect(key([("PRIMARY", "a"), ("u", "d")]) == ["d"])
        #expect(key([("u", "c"), ("v", "b"), ("v", "c")]) == [])
    }
}
