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

    @Test func jsonIsSplicedAndNothingElseTouched() throws {
        let text = #"{ "a": [1, {"salts": 2}], "salts" : {"KEY":"o\"ld \u00fc","N": 12 }, "ü\n": true }"#
        let result = ConfigurationText.rewritten(
            text, form: .json, values: ["salts.KEY": "a\"b\\", "salts.N": "13", "ü\n": "false"], keeping: nil)
        #expect(
            result.text
                == #"{ "a": [1, {"salts": 2}], "salts" : {"KEY":"a\"b\\","N": 13 }, "ü\n": false }"#)
        #expect(
            ConfigurationText.values(text, form: .json, names: ["salts.KEY", "salts.N", "salts"])
                == ["salts.KEY": "o\"ld ü", "salts.N": "12"])
        // A key that is not there is never made up, and what is no object has none.
        #expect(ConfigurationText.rewritten("{}", form: .json, values: ["a": "1"]).missing == ["a"])
        for broken in ["", "{", "[1]", #"{"a"#, #"{"a":"#, #"{"a":{"#, #"{"a":"x\"#] {
            #expect(ConfigurationText.rewritten(broken, form: .json, values: ["a.b": "1"]).missing == ["a.b"])
        }
    }

    @Test func keysAreCarriedIntoTheNewSidesOwnFile() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "keys-\(UUID().uuidString)").path
        try command(["mkdir", folder])
        defer { attempt(["rm", "-rf", folder]) }
        try source.write(toFile: "\(folder)/old.php", atomically: true, encoding: .utf8)
        try #"{"salts":{"AUTH_KEY":"new","NONCE_SALT":"new"},"smtp":"","db":{"password":"own"}}"#
            .write(toFile: "\(folder)/new.json", atomically: true, encoding: .utf8)
        try command(["chmod", "604", "\(folder)/new.json"])
        func transfer(_ keys: [KeyTransfer.Key]) -> KeyTransfer {
            KeyTransfer(from: .local, file: "\(folder)/old.php", to: .local, target: "\(folder)/new.json", keys: keys)
        }
        let whole = transfer([
            .init(from: "AUTH_KEY", to: "salts.AUTH_KEY"), .init(from: "NONCE_SALT", to: "salts.NONCE_SALT"),
            .init(from: "STRIPE_SECRET", to: "smtp", secret: "planted-2"),
        ])
        let rehearsed = try await whole.run(isRehearsed: true)
        #expect(rehearsed.changed == ["salts.AUTH_KEY", "salts.NONCE_SALT", "smtp"])
        #expect(try String(contentsOfFile: "\(folder)/new.json", encoding: .utf8).contains("new"))
        let first = try await whole.run()
        #expect(first == rehearsed)
        #expect(first.carried == ["salts.AUTH_KEY", "salts.NONCE_SALT"] && first.issued == ["smtp"])
        #expect(!"\(first)".contains("planted-2"))
        #expect(
            try String(contentsOfFile: "\(folder)/new.json", encoding: .utf8)
                == #"{"salts":{"AUTH_KEY":"salt one","NONCE_SALT":"salt \"two\""},"smtp":"planted-2","db":{"password":"own"}}"#
        )
        #expect(try command(["stat", "-c", "%a", "\(folder)/new.json"]) == "604\n")
        #expect(try await whole.run().changed == [])
        // A secret is never copied; a salt that nobody maps is named.
        let error = await #expect(throws: RelocationError.self) {
            try await transfer([.init(from: "STRIPE_SECRET", to: "smtp")]).run()
        }
        #expect("\(error!)".contains("STRIPE_SECRET") && !"\(error!)".contains("sk_live"))
        let half = try await transfer([.init(from: "AUTH_KEY", to: "salts.AUTH_KEY")]).run()
        #expect(half.notes.count == 1 && half.notes[0].contains("NONCE_SALT"))
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
