import Conducting
import DatabaseRig
import Foundation
import Planning
import Reconciliation
import Relocation
import Testing

/// Two real servers: one with a shop, the other with what became of it.
@Suite("Rows of real databases, modulo the rewrite")
struct RowsDeskTests {
    private static let shop = """
        CREATE TABLE wp_options (option_id BIGINT AUTO_INCREMENT PRIMARY KEY, option_name VARCHAR(191) UNIQUE,
            option_value LONGTEXT);
        CREATE TABLE wp_posts (ID BIGINT AUTO_INCREMENT PRIMARY KEY, guid VARCHAR(255), post_content LONGTEXT);
        CREATE TABLE wp_stock (sku VARCHAR(32) PRIMARY KEY, on_hand INT);
        CREATE TABLE wp_history (id INT AUTO_INCREMENT PRIMARY KEY, sku VARCHAR(32));
        CREATE TABLE wp_links (label VARCHAR(40), url TEXT);
        CREATE TRIGGER wp_changed AFTER UPDATE ON wp_stock FOR EACH ROW INSERT INTO wp_history (sku) VALUES (NEW.sku);
        INSERT INTO wp_stock VALUES ('ROLL', 5), ('DRAWER', 7);
        INSERT INTO wp_history (sku) VALUES ('ROLL');
        """

    private static func rows(_ host: String) -> String {
        let length = "http://\(host)/begin/".utf8.count
        return """
            INSERT INTO wp_options (option_id, option_name, option_value) VALUES (1, 'home', 'http://\(host)'),
                (2, 'looks', 'a:1:{s:3:"url";s:\(length):"http://\(host)/begin/";}'),
                (3, '_transient_x', '\(host == "eu.shop.test" ? "old" : "new")'), (4, 'cron', 'a:0:{}');
            INSERT INTO wp_posts VALUES (1, 'http://eu.shop.test/?p=1', '<a href="https://\(host)/cart">cart</a>'),
                (2, 'http://eu.shop.test/?p=2', 'write to sales@eu.shop.test');
            INSERT INTO wp_links VALUES ('a', '//\(host)/a'), ('a', '//\(host)/a'), ('b', 'elsewhere');
            """
    }

    private struct Pair {
        let old: MariaDBServer
        let new: MariaDBServer
        let folder = FileManager.default.temporaryDirectory.appending(path: "rows-\(UUID().uuidString.prefix(8))")

        func desk() throws -> RowsDesk {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let secret = folder.appending(path: "password")
            try Data(old.password.utf8).write(to: secret)
            let plan = try PlanReader.read(
                text: """
                    sluice: 1
                    name: rows
                    systems: [ { id: a, kind: database, side: old }, { id: b, kind: database, side: new } ]
                    access: [ { id: rig, kind: database, from: us, reference: "file:\(secret.path)" } ]
                    relocation:
                      rewrites: [ { from: eu.shop.test, to: eu.shop.example } ]
                      databases:
                        - { id: shop, engine: mariadb, name: shop, from: a, to: b, table_prefix: wp_, source: "\(old.address)", access: rig, target: "\(new.address)", target_access: rig }
                    """)
            let logins = PlanLogins(plan, folder: folder, knownHosts: nil)
            return RowsDesk(
                try PlanDatabase("shop", in: plan, logins), map: try plan.declaredRewrites(), isStaging: false,
                folder: folder.appending(path: "kept"))
        }

        func verify() async throws -> Verification {
            var terms = ComparisonTerms(lag: 0.2)
            terms.pace = Reconciliation.Sides(old: .unbounded, new: .unbounded)
            return try await desk().verify(terms) { _ in }
        }

        func failures() async throws -> [String] {
            try await verify().against.map { "\($0.check) of \($0.subject): \($0.detail) \($0.lines)" }
        }
    }

    @Test("explains what the rewrite made, and names each thing that it did not")
    func faults() async throws {
        async let one = MariaDBServer(serverID: 1)
        async let two = MariaDBServer(serverID: 2)
        let pair = Pair(old: try await one, new: try await two)
        defer { try? FileManager.default.removeItem(at: pair.folder) }
        try pair.old.run(Self.shop + Self.rows("eu.shop.test"), in: "shop")
        try pair.new.run(Self.shop + Self.rows("eu.shop.example"), in: "shop")

        let good = try await pair.verify()
        #expect(good.against == [] && good.passes)
        #expect(good.figures["rowsExplained"] == 5 && good.figures["rowsUnexplained"] == 0)
        #expect(good.exclusions.contains { $0.subject == "shop.wp_options" && $0.what == "transients" })

        let faults: [(plant: String, mend: String, said: String)] = [
            (
                "UPDATE wp_options SET option_value = REPLACE(option_value, 's:29:', 's:26:') WHERE option_id = 2",
                "UPDATE wp_options SET option_value = REPLACE(option_value, 's:26:', 's:29:') WHERE option_id = 2",
                "option_name looks): option_value is a torn serialised value"
            ),
            (
                "UPDATE wp_options SET option_value = 'http://eu.shop.test' WHERE option_id = 1",
                "UPDATE wp_options SET option_value = 'http://eu.shop.example' WHERE option_id = 1",
                "rewrites of shop: 1 rows still hold"
            ),
            (
                "UPDATE wp_posts SET post_content = 'changed' WHERE ID = 2",
                "UPDATE wp_posts SET post_content = 'write to sales@eu.shop.test' WHERE ID = 2",
                "post_content is not the old value"
            ),
            (
                "DELETE FROM wp_stock WHERE sku = 'DRAWER'", "INSERT INTO wp_stock VALUES ('DRAWER', 7)",
                "sku DRAWER: only on the old side"
            ),
            (
                "INSERT INTO wp_links VALUES ('c', 'more')", "DELETE FROM wp_links WHERE label = 'c'", "1 extra"
            ),
            (
                "DROP TRIGGER wp_changed",
                "CREATE TRIGGER wp_changed AFTER UPDATE ON wp_stock FOR EACH ROW INSERT INTO wp_history (sku) VALUES (NEW.sku)",
                "of shop.trigger wp_changed"
            ),
            ("CREATE TABLE wp_strange (a INT)", "DROP TABLE wp_strange", "of shop.wp_strange: only the new side"),
            (
                "ALTER TABLE wp_posts AUTO_INCREMENT = 3; ALTER TABLE wp_history DROP PRIMARY KEY, DROP id",
                "ALTER TABLE wp_history ADD id INT AUTO_INCREMENT PRIMARY KEY FIRST", "column id (int(11) NOT NULL"
            ),
        ]
        for fault in faults {
            try pair.new.run(fault.plant, in: "shop")
            let failures = try await pair.failures()
            #expect(failures.contains { $0.contains(fault.said) }, "\(fault.plant): \(failures)")
            try pair.new.run(fault.mend, in: "shop")
        }
        #expect(try await pair.failures() == [])
        // Somebody who moved a counter on is ahead; one who never wrote is behind.
        try pair.old.run("ALTER TABLE wp_history AUTO_INCREMENT = 50", in: "shop")
        #expect(try await pair.failures().contains { $0.contains("numbers come twice") })
    }
}
