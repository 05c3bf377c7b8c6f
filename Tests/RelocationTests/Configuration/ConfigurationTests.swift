import Foundation
import Relocation
import Testing

private let source = #"""
    <?php
    /* define('DB_NAME', 'commented'); */
    define( 'DB_NAME', 'old_shop' ); // define('DB_USER', 'no');
    define("DB_USER", "shop");
    define('DB_PASSWORD', 'old\'pass, (1)');
    define('DB_HOST', getenv('DB') ?: 'localhost');
    define('MULTISITE', true);
    define('AUTH_KEY', 'salt one');
    define('NONCE_SALT', "salt \"two\"");
    define('STRIPE_SECRET', 'sk_live_1');
    define('WP_CONTENT_DIR', '/var/www/shop/content');
    define('DB_NAME', 'second');
    $table_prefix = 'wpx_';
    require ABSPATH . 'wp-settings.php';
    """#

@Suite struct ConfigurationTests {
    @Test func readWithoutRunningIt() {
        let config = WordPressConfigText.read(source)
        #expect(config.constants["DB_NAME"] == "old_shop")
        #expect(config.constants["DB_USER"] == "shop")
        #expect(config.constants["DB_PASSWORD"] == "old'pass, (1)")
        #expect(config.constants["NONCE_SALT"] == "salt \"two\"")
        #expect(config.constants["MULTISITE"] == "true")
        #expect(config.computed == ["DB_HOST"])
        #expect(config.tablePrefix == "wpx_")
    }

    @Test func keysAreMappedAndSecretsNotCopied() {
        let result = ConfigurationText.rewritten(
            source, form: .wordPress,
            values: ["DB_PASSWORD": #"n\e'w"#, "DB_HOST": "db.new:3307", "MULTISITE": "false", "$table_prefix": "n_"],
            keeping: ["AUTH_KEY", "NONCE_SALT"])
        #expect(result.text.contains(#"define('DB_PASSWORD', 'n\\e\'w');"#))
        #expect(result.text.contains("define('DB_HOST', 'db.new:3307');"))
        #expect(result.text.contains("define('MULTISITE', false);"))
        #expect(result.text.contains("$table_prefix = 'n_';"))
        #expect(result.text.contains("define('AUTH_KEY', 'salt one');"))
        #expect(result.text.contains("define('STRIPE_SECRET', '');"))
        #expect(result.emptied == ["STRIPE_SECRET"])
        #expect(!result.text.contains("old\\'pass"))
        #expect(WordPressConfigText.read(result.text).constants["DB_PASSWORD"] == #"n\e'w"#)
    }

    @Test func environmentFiles() {
        let result = ConfigurationText.rewritten(
            "# A\nAPP_URL=http://old\nexport API_TOKEN=abc\nDB_PASSWORD='x'\n", form: .environment,
            values: ["APP_URL": "https://new/?a b", "DB_PASSWORD": "it's"])
        #expect(result.text == "# A\nAPP_URL='https://new/?a b'\nexport API_TOKEN=\nDB_PASSWORD='it'\\''s'\n")
        #expect(result.emptied == ["API_TOKEN"])
    }

    @Test func aFileIsCarriedOnce() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "conf-\(UUID().uuidString)").path
        try command(["mkdir", folder])
        defer { attempt(["rm", "-rf", folder]) }
        try source.write(toFile: "\(folder)/old.php", atomically: true, encoding: .utf8)
        let transfer = ConfigurationTransfer(
            from: .local, file: "\(folder)/old.php", to: .local, target: "\(folder)/new.php",
            values: ["DB_NAME": "new"], secrets: ["DB_PASSWORD": "planted-1"])
        let first = try await transfer.run()
        #expect(first.carried == ["AUTH_KEY", "NONCE_SALT"])
        #expect(!first.wasEqual)
        #expect(!"\(first)".contains("planted-1"))
        #expect(try await transfer.run().wasEqual)
        #expect(try command(["stat", "-c", "%a", "\(folder)/new.php"]) == "640\n")
        let wrong = ConfigurationTransfer(
            from: .local, file: "\(folder)/old.php", to: .local, target: "\(folder)/new.php", values: ["NOPE": "1"],
            secrets: [:])
        await #expect(throws: RelocationError.self) { try await wrong.run() }
    }
}
