import DatabaseRig
import Foundation
import Relocation
import Rewriting
import Testing

/// A copy that nobody follows, beside one that is followed.
@Suite(.serialized) struct StagingCopyTests {
    @Test func itTouchesNothingThatIsFollowed() async throws {
        let pair = try await Pair.start()
        try pair.oldServer.run(
            """
            USE store;
            CREATE TABLE wp_options (option_id INT PRIMARY KEY, option_name VARCHAR(60), option_value TEXT);
            CREATE TABLE wp_2_options LIKE wp_options; CREATE TABLE wp_shop_options LIKE wp_options;
            INSERT INTO wp_options VALUES (1, 'blog_public', '1'), (2, 'home', 'http://eu.shop.test');
            INSERT INTO wp_2_options VALUES (1, 'blog_public', '1'); INSERT INTO wp_shop_options SELECT * FROM wp_2_options;
            CREATE TABLE wp_blogs (blog_id INT PRIMARY KEY, domain VARCHAR(99), public TINYINT);
            INSERT INTO wp_blogs VALUES (1, 'eu.shop.test', 1), (2, 'us.shop.test', 1);
            CREATE TABLE wp_log (n INT); CREATE TABLE wp_counter (n INT PRIMARY KEY) ENGINE=MyISAM;
            CREATE DEFINER=root@localhost TRIGGER watched AFTER UPDATE ON wp_options FOR EACH ROW \
                INSERT INTO wp_log VALUES (1);
            DROP TABLE wp_counter;
            """)
        try await pair.follow()
        try pair.oldServer.run("CREATE TABLE store.wp_counter (n INT PRIMARY KEY) ENGINE=MyISAM")
        let settings = try String(contentsOfFile: pair.newServer.settingsPath, encoding: .utf8)
        let log = try await Sides.ask(pair.newServer, "SELECT @@GLOBAL.gtid_binlog_pos")

        let map = try RewriteMap([("eu.shop.test", "eu.staging.test")])
        let new = pair.sides.new
        let folder = Scratch()
        func copy(replacing: Bool = false, failing: Bool = false) -> DatabaseTransfer {
            pair.sides.transfer(
                TransferTerms(
                    schema: FollowedSchema("store", as: "staging_store"), replacesEarlier: replacing, isFollowed: false,
                    settling: { () async throws(RelocationError) in
                        if failing { throw .cancelled }
                        _ = try await LiveRewrite(
                            new, map: map, terms: LiveRewriteTerms(schema: "staging_store", isApart: true)
                        ).run()
                        let sites = try await NetworkVisibility(new, schema: "staging_store", prefix: "wp_").hide()
                        #expect(sites == 2)
                    }), folder: folder)
        }
        // Cut off before it is settled it goes on there.
        await #expect(throws: RelocationError.cancelled) { try await copy(failing: true).run() }
        let result = try await copy().run()
        #expect(result.blocked == .zero && result.findings.contains { $0.matter == .outsideSnapshot && !$0.stops })
        func ask(_ sql: String) async throws -> [String] { try await Sides.ask(pair.newServer, sql) }
        #expect(
            try await ask("SELECT option_value FROM staging_store.wp_options ORDER BY 1") == [
                "0", "http://eu.staging.test",
            ])
        #expect(try await ask("SELECT option_value FROM staging_store.wp_2_options") == ["0"])
        #expect(try await ask("SELECT option_value FROM staging_store.wp_shop_options") == ["1"])
        #expect(
            try await ask("SELECT domain, public FROM staging_store.wp_blogs ORDER BY 1") == [
                "eu.staging.test|0", "us.shop.test|0",
            ])
        // The trigger came after the rewrite, and is there; events are off.
        #expect(try await ask("SELECT COUNT(*) FROM staging_store.wp_log") == ["0"])
        #expect(
            try await ask("SELECT TRIGGER_NAME FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = 'staging_store'")
                == ["watched"])
        #expect(
            try await ask("SELECT STATUS FROM information_schema.EVENTS WHERE EVENT_SCHEMA = 'staging_store'") == [
                "DISABLED"
            ])

        // Production beside it follows as before, with the settings it had.
        #expect(try String(contentsOfFile: pair.newServer.settingsPath, encoding: .utf8) == settings)
        #expect(try await ask("SELECT @@GLOBAL.gtid_binlog_pos") == log)
        #expect(try await pair.following.check().isEmpty)
        try pair.oldServer.run("INSERT INTO store.orders (customer, total) VALUES ('followed', 1)")
        try await pair.following.wait(for: try await pair.sides.old.logPosition(), limit: .seconds(10))
        #expect(try await ask("SELECT COUNT(*) FROM store.orders WHERE customer = 'followed'") == ["1"])
        #expect(try await ask("SELECT domain, public FROM store.wp_blogs WHERE blog_id = 1") == ["eu.shop.test|1"])

        // Run again it stands; replaced it is today's.
        #expect(try await copy().run().loading == .zero)
        #expect(try await ask("SELECT COUNT(*) FROM staging_store.orders WHERE customer = 'followed'") == ["0"])
        _ = try await copy(replacing: true).run()
        #expect(try await ask("SELECT COUNT(*) FROM staging_store.orders WHERE customer = 'followed'") == ["1"])
        // Not over what is followed.
        let over = pair.sides.transfer(
            TransferTerms(schema: FollowedSchema("store"), replacesEarlier: true, isFollowed: false), folder: Scratch())
        await #expect { try await over.run() } throws: { "\($0)".contains("from a server that it follows") }
    }
}
