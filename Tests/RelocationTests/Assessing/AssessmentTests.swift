import DatabaseRig
import Databases
import Foundation
import Relocation
import Testing

@Suite struct AssessmentTests {
    @Test func aHostIsRead() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "assess-\(UUID().uuidString.prefix(8))")
            .path
        defer { attempt(["rm", "-rf", folder]) }
        try command(
            [
                "bash", "-c",
                #"""
                mkdir -p "$0"/shop/wp-content/{plugins/erp,mu-plugins,themes/store,uploads/2026} "$0"/shop/wp-includes && cd "$0"/shop
                cat > wp-config.php <<'P'
                <?php define('DB_NAME','shop'); define('DB_USER','u'); define('DB_PASSWORD','planted-pass');
                define('DB_HOST', 'mysql://a:planted-in-url@db/x'); define('AUTH_KEY', 'planted-salt');
                define('MULTISITE', true); define('SUNRISE', 'on'); define('WP_CONTENT_DIR', dirname(__FILE__));
                define('SOME_TOKEN', 'planted-token'); $table_prefix = 'wp_';
                P
                printf '<?php\n/* Plugin Name: ERP push\n * Version: 1.4 */' > wp-content/plugins/erp/erp.php
                printf '<?php\n/* Plugin Name: Shop */' > wp-content/mu-plugins/shop.php
                printf '/*\nTheme Name: Store\nVersion: 2\n*/' > wp-content/themes/store/style.css
                printf '<?php' > wp-content/object-cache.php; printf '<?php' > wp-content/sunrise.php
                printf '<?php\n$wp_version = '"'6.1.9'"';\n' > wp-includes/version.php
                head -c 1000 /dev/zero > wp-content/uploads/2026/a; ln -s /mnt/media wp-content/uploads/media
                openssl req -x509 -newkey rsa:2048 -nodes -keyout k.pem -out shop.crt -days 30 -subj /CN=shop.test \
                    -addext subjectAltName=DNS:shop.test,DNS:eu.shop.test 2>/dev/null
                cat > ../nginx.conf <<'N'
                http { # comment
                    server { listen 443 ssl; server_name shop.test "eu.shop.test"; root /var/www/shop;
                        ssl_certificate CERT; location = /old { return 301 https://shop.test/new; }
                        rewrite ^/p/(\d{2})$ /q/$1 permanent; if ($host ~ "^www\.") { return 302 https://shop.test$request_uri; } }
                    server { listen 80; server_name shop.test; return 301 https://$host$request_uri; }
                }
                N
                sed -i "s|CERT|$0/shop/shop.crt|" ../nginx.conf
                """#, folder,
            ])
        let inventory = try await HostAssessment(
            host: .local, roots: [folder], configurations: ["\(folder)/nginx.conf"]
        ).read()
        let site = try #require(inventory.wordPress.first)
        #expect(site.root == "\(folder)/shop")
        #expect(site.version == "6.1.9")
        #expect(site.isNetwork)
        #expect(site.constants["DB_USER"] == "u")
        #expect(site.salts == ["AUTH_KEY"])
        #expect(site.hasObjectCache)
        #expect(
            Set(site.extensions.map { "\($0.kind) \($0.slug) \($0.version)" }) == [
                "plugin erp/erp.php 1.4", "must-use shop.php ", "theme store 2", "drop-in object-cache.php ",
                "drop-in sunrise.php ",
            ])
        #expect(site.uploads.keys.first == "\(folder)/shop/wp-content/uploads")
        #expect(site.links.map(\.target) == ["/mnt/media"])
        let hosts = inventory.virtualHosts.filter { $0.names.contains("shop.test") }
        #expect(hosts.map(\.names) == [["shop.test", "eu.shop.test"], ["shop.test"]])
        #expect(hosts[0].redirects.map(\.status) == [301, 301, 302])
        #expect(hosts[0].redirects[1].from == #"^/p/(\d{2})$"#)
        #expect(hosts[1].redirects[0].to == "https://$host$request_uri")
        #expect(inventory.certificates.contains { $0.names == ["shop.test", "eu.shop.test"] && !$0.expires.isEmpty })
        #expect(inventory.mounts.contains { $0.path == "/" })
        #expect(!inventory.listeners.isEmpty)
        let written = String(decoding: try JSONEncoder().encode(inventory), as: UTF8.self)
        for secret in ["planted-pass", "planted-salt", "planted-token", "planted-in-url"] {
            #expect(!written.contains(secret))
        }
        #expect(try JSONDecoder().decode(HostInventory.self, from: Data(written.utf8)) == inventory)
    }

    @Test func aDatabaseIsRead() async throws {
        let server = try await MariaDBServer()
        try server.run(
            #"""
            SET sql_mode = '';
            CREATE TABLE wp_options (option_id int PRIMARY KEY AUTO_INCREMENT, option_name varchar(191) UNIQUE,
                option_value longtext) CHARSET utf8mb4;
            CREATE TABLE wp_2_options LIKE wp_options;
            CREATE TABLE wp_blogs (blog_id int PRIMARY KEY, domain varchar(200), path varchar(100));
            CREATE TABLE wp_site (id int PRIMARY KEY, domain varchar(200), path varchar(100));
            CREATE TABLE wp_sitemeta (meta_id int PRIMARY KEY, meta_key varchar(255), meta_value longtext);
            CREATE TABLE wp_old (a int, d datetime NOT NULL, b varchar(9) COLLATE latin1_swedish_ci) ENGINE=MyISAM ROW_FORMAT=FIXED;
            INSERT INTO wp_old VALUES (1, '0000-00-00 00:00:00', ''), (2, '2026-01-01', '');
            INSERT INTO wp_blogs VALUES (1, 'shop.test', '/'), (2, 'eu.shop.test', '/');
            INSERT INTO wp_site VALUES (1, 'shop.test', '/');
            INSERT INTO wp_sitemeta VALUES (1, 'active_sitewide_plugins', 'a:1:{s:11:"erp/erp.php";i:1700000000;}');
            INSERT INTO wp_options (option_name, option_value) VALUES ('siteurl', 'https://shop.test'),
                ('active_plugins', 'a:2:{i:0;s:7:"a/a.php";i:1;s:10:"ü/bß.php";}'), ('blog_public', '0'),
                ('cron', 'a:2:{i:1;a:1:{s:4:"hook";a:1:{s:32:"x";a:0:{}}}s:7:"version";i:2;}');
            INSERT INTO wp_2_options (option_name, option_value) VALUES ('home', 'https://eu.shop.test'),
                ('upload_path', '/var/www/up'),
                ('cron', 'a:2:{i:1;a:1:{s:4:"hook";a:1:{s:1:"k";a:2:{s:8:"schedule";b:0;s:4:"args";a:0:{}}}}s:7:"version";i:2;}');
            CREATE USER 'gone'@'%';
            CREATE DEFINER='gone'@'%' TRIGGER t BEFORE INSERT ON wp_blogs FOR EACH ROW SET NEW.path = '/';
            CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM wp_old;
            DROP USER 'gone'@'%';
            """#, in: "shop")
        let connection = MariaDBConnection(try DatabaseAddress(parsing: server.address), password: server.password)
        let inventory = try await DatabaseReading(connection: connection, tablePrefix: "wp_").read()
        await connection.close()
        #expect(inventory.unsafeTables == ["wp_old"])
        #expect(inventory.missingDefiners == ["gone@%"])
        #expect(inventory.definitions.map(\.kind) == ["event", "trigger"])
        let old = try #require(inventory.tables.first { $0.name == "wp_old" })
        #expect(old.zeroDates == ["d": 1])
        #expect(old.rows == 2)
        #expect(old.otherCollations == ["latin1_swedish_ci"])
        #expect(inventory.hasMixedCollations)
        #expect(inventory.tables.first { $0.name == "wp_options" }?.autoIncrement == 5)
        let network = try #require(inventory.network)
        #expect(network.isNetwork)
        #expect(network.domains == ["shop.test"])
        #expect(network.networkPlugins == ["erp/erp.php"])
        #expect(network.sites.map(\.domain) == ["shop.test", "eu.shop.test"])
        #expect(network.sites[0].activePlugins == ["a/a.php", "ü/bß.php"])
        #expect(network.sites[0].blogPublic == "0")
        #expect(network.sites[1].uploadPath == "/var/www/up")
        #expect(network.sites[1].scheduled == 1)
    }
}
