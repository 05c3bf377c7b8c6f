import DatabaseRig
import Foundation
import Relocation
import Testing

/// Each trap of copying a database, on two real servers.
@Suite(.serialized) struct TransferTests {
    private static let sides = Task { try await Sides.start(new: ["--event-scheduler=ON"]) }

    private func sides(_ schema: String, _ statements: String) async throws -> Sides {
        let sides = try await Self.sides.value
        try sides.oldServer.run("CREATE DATABASE \(schema) CHARACTER SET utf8mb4; USE \(schema);\n" + statements)
        return sides
    }

    @Test func bytesArriveAsTheyAre() async throws {
        let sides = try await sides(
            "bytes",
            """
            CREATE TABLE mojibake (id INT PRIMARY KEY, t VARCHAR(50) CHARACTER SET latin1, b BLOB, e ENUM('é', 'x') \
                CHARACTER SET latin1 DEFAULT 'é', j LONGTEXT, bits BIT(9), g POINT) COMMENT 'größe';
            SET NAMES latin1;
            INSERT INTO mojibake VALUES (1, 'Ã©tÃ©', X'00275C0A0D1AFF', 1, '{"a":"\\\\n"}', b'101', POINT(1, 2));
            SET NAMES utf8mb4;
            INSERT INTO mojibake (id, t, j) VALUES (2, 'été', 'line\\nline -- Table structure for table `x`\\n😀');
            CREATE TABLE `odd ``name` (id INT PRIMARY KEY, v DATETIME DEFAULT '0000-00-00 00:00:00');
            CREATE TABLE empty (id INT PRIMARY KEY);
            CREATE TABLE numbered (id INT AUTO_INCREMENT PRIMARY KEY, made TIMESTAMP NOT NULL, \
                n INT DEFAULT 4, twice INT GENERATED ALWAYS AS (n * 2) STORED) AUTO_INCREMENT = 900;
            INSERT INTO numbered (made) VALUES ('2024-03-31 02:30:00'), (NOW());
            SET SESSION sql_mode = ''; INSERT INTO `odd ``name` VALUES (1, '0000-00-00 00:00:00');
            """)
        let folder = Scratch()
        let result = try await sides.transfer(TransferTerms(schema: FollowedSchema("bytes"), lanes: 3), folder: folder)
            .run()
        #expect(result.tables == 4)
        let questions = [
            "SELECT id, HEX(t), HEX(b), HEX(e), HEX(j), bits+0, HEX(g) FROM bytes.mojibake ORDER BY id",
            "SHOW CREATE TABLE bytes.mojibake", "SELECT * FROM bytes.`odd ``name`", "SHOW CREATE TABLE bytes.numbered",
            "SELECT id, UNIX_TIMESTAMP(made), twice FROM bytes.numbered ORDER BY id",
            "SELECT COUNT(*) FROM bytes.empty",
        ]
        for question in questions {
            let old = try await Sides.ask(sides.oldServer, question)
            let new = try await Sides.ask(sides.newServer, question)
            #expect(new == old)
            #expect(!old.isEmpty)
        }
        #expect(
            try await Sides.ask(sides.newServer, "SELECT HEX(t) FROM bytes.mojibake WHERE id = 1") == [
                "C383C2A974C383C2A9"
            ])
        // Nothing is left to do.
        let again = try await sides.transfer(TransferTerms(schema: FollowedSchema("bytes")), folder: folder).run()
        #expect(again.loading == .zero && again.position == result.position)
    }

    @Test func codeArrivesAndEventsAreOff() async throws {
        let sides = try await sides(
            "code",
            """
            SET GLOBAL log_bin_trust_function_creators = 1;
            CREATE TABLE orders (id INT PRIMARY KEY, v INT); CREATE TABLE log (id INT AUTO_INCREMENT PRIMARY KEY, v \
            INT);
            CREATE USER gone@'10.1.1.1'; GRANT ALL ON code.* TO gone@'10.1.1.1';
            DELIMITER //
            CREATE DEFINER=gone@'10.1.1.1' TRIGGER t AFTER INSERT ON orders FOR EACH ROW BEGIN
              INSERT INTO log (v) VALUES (NEW.v); END//
            CREATE DEFINER=gone@'10.1.1.1' FUNCTION twice(n INT) RETURNS INT RETURN n * 2//
            CREATE EVENT tick ON SCHEDULE EVERY 1 SECOND COMMENT 'ON COMPLETION PRESERVE ENABLE' DO BEGIN
              INSERT INTO log (v) VALUES (-1); END//
            CREATE EVENT rests ON SCHEDULE EVERY 1 HOUR DISABLE DO INSERT INTO log (v) VALUES (-2)//
            DELIMITER ;
            CREATE VIEW doubled AS SELECT id, twice(v) AS v FROM orders;
            INSERT INTO orders VALUES (1, 10);
            """)
        let transfer = sides.transfer(TransferTerms(schema: FollowedSchema("code")), folder: Scratch())
        let findings = try await transfer.look()
        #expect(findings.contains { $0.matter == .missingDefiner && !$0.stops })
        let strict = sides.transfer(
            TransferTerms(schema: FollowedSchema("code"), createsDefiners: false), folder: Scratch())
        await #expect { try await strict.run() } throws: {
            "\($0)".contains("1449") && "\($0)".contains("gone@10.1.1.1")
        }

        // A function that promises nothing would stop the import half way (1418), SUPER or not.
        #expect(findings.contains { $0.matter == .functionsRefused && $0.stops })
        await #expect { try await transfer.run() } throws: { "\($0)".contains("log_bin_trust_function_creators") }
        try sides.newServer.run("SET GLOBAL log_bin_trust_function_creators = 1")
        let result = try await transfer.run()
        #expect(result.enabledEvents.map(\.name) == ["tick"])
        let states = try await Sides.ask(
            sides.newServer,
            "SELECT EVENT_NAME, STATUS FROM information_schema.EVENTS WHERE EVENT_SCHEMA = 'code' ORDER BY 1")
        #expect(states == ["rests|DISABLED", "tick|DISABLED"])
        #expect(try await Sides.ask(sides.newServer, "SELECT COUNT(*) FROM code.log") == ["1"])
        // A trigger that fires, and a view that calls, as an account nobody can log in as.
        try sides.newServer.run("INSERT INTO code.orders VALUES (2, 20)")
        #expect(try await Sides.ask(sides.newServer, "SELECT v FROM code.log ORDER BY id") == ["10", "20"])
        #expect(try await Sides.ask(sides.newServer, "SELECT v FROM code.doubled ORDER BY id") == ["20", "40"])
        // It is there when the next copy comes, and needs its rights on that too (1142).
        _ = try await sides.transfer(TransferTerms(schema: FollowedSchema("code", as: "code_again")), folder: Scratch())
            .run()
        try sides.newServer.run("INSERT INTO code_again.orders VALUES (3, 30)")
        #expect(try await Sides.ask(sides.newServer, "SELECT v FROM code_again.log ORDER BY id") == ["10", "30"])
    }

    @Test func rightsOfPeoplesOwnAccountsAreTheirs() async throws {
        let sides = try await sides(
            "owned",
            """
            CREATE TABLE a (id INT); CREATE TABLE b (id INT); CREATE USER clerk@'%'; GRANT ALL ON owned.* TO clerk@'%';
            CREATE DEFINER=clerk@'%' TRIGGER t AFTER INSERT ON a FOR EACH ROW INSERT INTO b VALUES (NEW.id);
            """)
        try sides.newServer.run("CREATE USER clerk@'%'; GRANT SELECT ON owned.* TO clerk@'%'")
        let transfer = sides.transfer(TransferTerms(schema: FollowedSchema("owned")), folder: Scratch())
        let found = try #require(try await transfer.look().first { $0.matter == .definerMayNot })
        #expect(found.stops && found.what.contains("clerk@%") && found.what.contains("GRANT CREATE TEMPORARY TABLES"))
        await #expect(throws: RelocationError.self) { _ = try await transfer.run() }
        try sides.newServer.run("GRANT ALL ON owned.* TO clerk@'%'")
        _ = try await transfer.run()
        try sides.newServer.run("INSERT INTO owned.a VALUES (1)")
        #expect(try await Sides.ask(sides.newServer, "SELECT id FROM owned.b") == ["1"])
    }

    @Test func anotherDefinerTakesThePlace() async throws {
        let sides = try await sides(
            "mapped",
            """
            CREATE TABLE a (id INT); CREATE USER leaver@'10.2.2.2';
            CREATE DEFINER=leaver@'10.2.2.2' TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.id = NEW.id + 1;
            """)
        let rig = DatabaseAccount(user: "rig", host: "127.0.0.1")
        let terms = TransferTerms(
            schema: FollowedSchema("mapped", as: "renamed"),
            definers: [DatabaseAccount(user: "leaver", host: "10.2.2.2"): rig])
        _ = try await sides.transfer(terms, folder: Scratch()).run()
        let definers = try await Sides.ask(
            sides.newServer, "SELECT DEFINER FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = 'renamed'")
        #expect(definers == ["rig@127.0.0.1"])
    }

    @Test func tablesOutsideTheSnapshotStopItOrAreLocked() async throws {
        let sides = try await sides(
            "outside",
            "CREATE TABLE a (id INT PRIMARY KEY) ENGINE=MyISAM; INSERT INTO a VALUES (1); CREATE TABLE b (id INT)")
        let refused = sides.transfer(TransferTerms(schema: FollowedSchema("outside")), folder: Scratch())
        await #expect { try await refused.run() } throws: {
            "\($0)".contains("a (MyISAM)") && "\($0)".contains("ENGINE=InnoDB")
        }
        let terms = TransferTerms(schema: FollowedSchema("outside"), locksOutsiders: true)
        _ = try await sides.transfer(terms, folder: Scratch()).run()
        #expect(try await Sides.ask(sides.newServer, "SELECT * FROM outside.a") == ["1"])
        // The lock is gone.
        try sides.oldServer.run("INSERT INTO outside.a VALUES (2)")
    }

    @Test func shortRowsBecomeDynamic() async throws {
        let sides = try await sides(
            "shortrows",
            """
            CREATE TABLE a (k VARCHAR(255) CHARACTER SET utf8mb3 PRIMARY KEY, c VARCHAR(9) COLLATE utf8mb4_unicode_ci) \
                ROW_FORMAT=COMPACT;
            INSERT INTO a VALUES ('ROW_FORMAT=COMPACT', 'x');
            """)
        let transfer = sides.transfer(TransferTerms(schema: FollowedSchema("shortrows")), folder: Scratch())
        let findings = try await transfer.look()
        #expect(Set(findings.map(\.matter)).isSuperset(of: [.shortRowFormat, .mixedCollations]))
        _ = try await transfer.run()
        try sides.newServer.run("ALTER TABLE shortrows.a CONVERT TO CHARACTER SET utf8mb4")
        #expect(try await Sides.ask(sides.newServer, "SELECT k FROM shortrows.a") == ["ROW_FORMAT=COMPACT"])
        #expect(throws: (any Error).self) {
            try sides.oldServer.run("ALTER TABLE shortrows.a CONVERT TO CHARACTER SET utf8mb4")
        }
    }

    @Test func aFilterSeesEveryTable() async throws {
        let sides = try await sides(
            "filtered", "CREATE TABLE a (t VARCHAR(40)); INSERT INTO a VALUES ('http://old.test/x')")
        let terms = TransferTerms(schema: FollowedSchema("filtered", as: "staged")) { _ in
            { piece, _ throws(RelocationError) in
                Array(
                    String(decoding: piece, as: UTF8.self).replacingOccurrences(of: "old.test", with: "new.test").utf8)
            }
        }
        _ = try await sides.transfer(terms, folder: Scratch()).run()
        #expect(try await Sides.ask(sides.newServer, "SELECT t FROM staged.a") == ["http://new.test/x"])
    }

    @Test func whatIsNotOursIsNotDropped() async throws {
        let sides = try await sides("foreign1", "CREATE TABLE a (id INT)")
        try sides.newServer.run("CREATE DATABASE foreign1; CREATE TABLE foreign1.precious (id INT)")
        let transfer = sides.transfer(TransferTerms(schema: FollowedSchema("foreign1")), folder: Scratch())
        await #expect { try await transfer.run() } throws: { "\($0)".contains("no transfer of ours") }
        #expect(try await Sides.ask(sides.newServer, "SHOW TABLES IN foreign1") == ["precious"])
        // A finished copy is not replaced by a run that knows nothing of it.
        try sides.newServer.run("DROP DATABASE foreign1")
        _ = try await transfer.run()
        let stranger = sides.transfer(TransferTerms(schema: FollowedSchema("foreign1")), folder: Scratch())
        await #expect { try await stranger.run() } throws: { "\($0)".contains("finished copy") }
        let told = sides.transfer(
            TransferTerms(schema: FollowedSchema("foreign1"), replacesEarlier: true), folder: Scratch())
        _ = try await told.run()
    }
}
