import Foundation
import Relocation
import Testing

/// Recorded texts of tools, as the readers see them.
@Suite struct TextTests {
    @Test func df() {
        let mounts = SystemTexts.mounts(
            """
            Filesystem     Type     1-blocks      Used Available Capacity Mounted on
            /dev/nvme0n1p1 ext4  62671097856 9876543210 52777777777      16% /
            tmpfs          tmpfs  1000000000          0  1000000000       0% /run
            /dev/nvme1n1   xfs  107374182400  53687091200 53687091200    50% /mnt/media files
            nas:/export    nfs4 1099511627776 10 1099511627766      1% /mnt/nas
            """)
        #expect(mounts.map(\.path) == ["/", "/mnt/media files", "/mnt/nas"])
        #expect(mounts[1].size == 107_374_182_400)
        #expect(mounts[2].device == "nas:/export")
    }

    @Test func nginxMapsOfRedirects() {
        let hosts = NginxText.virtualHosts(
            #"""
            # configuration file /etc/nginx/nginx.conf:
            http {
                map $host$uri $moved { default ""; include /etc/nginx/redirects.map; "a.test/x" "/y"; }
                include sites/*.conf;
            }
            # configuration file /etc/nginx/redirects.map:
            "eu.shop.test/katalog" "/product/TILL-ROLL";
            # configuration file /etc/nginx/sites/shop.conf:
            server { server_name shop.test; if ($moved) { return 301 $moved; } }
            """#)
        #expect(hosts.map(\.names) == [["shop.test"]])
        #expect(hosts[0].redirects.map(\.from) == ["eu.shop.test/katalog", "a.test/x"])
        #expect(hosts[0].redirects.map(\.to) == ["/product/TILL-ROLL", "/y"])
    }

    @Test func phpFiles() {
        let pool = ConfigurationFiles.File(
            path: "/etc/php-fpm.conf",
            text: "; a\n[global]\npid = /run/x\n\n[store]\nuser = www\npm.max_children = 12\n"
                + "php_admin_value[memory_limit] = 256M\nphp_admin_flag[log_errors] = on\nenv[SECRET] = x\n")
        #expect(ConfigurationFiles.isPool(pool))
        let found = PHPFileText.read(pool)
        #expect(found.map(\.pool) == ["store"])
        #expect(found[0].settings == ["pm.max_children": "12", "memory_limit": "256M", "log_errors": "on"])
        let own = PHPFileText.read(
            ConfigurationFiles.File(path: "/w/.user.ini", text: "upload_max_filesize = \"16M\"\nother = 1\n"))
        #expect(own.map(\.settings) == [["upload_max_filesize": "16M"]])
    }

    @Test func names() {
        let text = "shop.test.\t300\tIN\tA\t192.0.2.1\nshop.test. 3600 IN MX 10 mail.shop.test.\n;; comment\n"
        let found = DNSText.answers(text)
        #expect(found.map(\.type) == ["A", "MX"] && found.map(\.ttl) == [300, 3600])
        #expect(found[1].value == "10 mail.shop.test." && found[0].name == "shop.test")
        let known = "192.0.2.1  STREAM shop.test\n192.0.2.1  DGRAM\n2001:db8::1 STREAM\n"
        #expect(DNSText.addresses(known, of: "shop.test").map(\.type) == ["A", "AAAA"])
    }

    @Test func crontabs() {
        let text = """
            # comment
            MAILTO=ops@shop.test
            */5 * * * *  /usr/local/bin/erp-push --all >/dev/null 2>&1
            @reboot /opt/start
            """
        let own = SystemTexts.crontab(text, from: "crontab of shop", namesAccount: false)
        #expect(own.map(\.schedule) == ["*/5 * * * *", "@reboot"])
        #expect(own[0].command == "/usr/local/bin/erp-push --all >/dev/null 2>&1")
        let system = SystemTexts.crontab(
            "17 * * * * root cd / && run-parts --report /etc/cron.hourly\n", from: "/etc/crontab", namesAccount: true)
        #expect(system[0].from == "/etc/crontab as root")
        #expect(system[0].command == "cd / && run-parts --report /etc/cron.hourly")
    }

    @Test func commandsShowNoSecret() {
        let jobs = SystemTexts.crontab(
            """
            * * * * * mysqldump -uroot -pplanted1 --password='planted2' shop; curl "https://u:planted3@erp/x?token=planted4&a=1"
            * * * * * API_KEY=planted5 push --secret planted6 -p 22
            """, from: "x", namesAccount: false)
        #expect(jobs.count == 2)
        #expect(!"\(jobs)".contains("planted"))
        #expect(jobs[0].command.contains("https://u:[secret]@erp/x?token=[secret]&a=1"))
        #expect(jobs[1].command.hasSuffix("-p 22"))
    }

    @Test func timers() {
        let jobs = SystemTexts.timers(
            """
            Mon 2026-11-23 00:00:00 UTC 22h left Sun 2026-11-22 00:00:01 UTC 1h 5min ago logrotate.timer logrotate.service
            - - - - shop-sync.timer shop-sync.service
            """)
        #expect(jobs.map(\.schedule) == ["logrotate.timer", "shop-sync.timer"])
        #expect(jobs.map(\.command) == ["logrotate.service", "shop-sync.service"])
    }

    @Test func sockets() {
        let found = SystemTexts.sockets(
            """
            LISTEN 0 511 0.0.0.0:443 0.0.0.0:* users:(("nginx",pid=1,fd=6),("nginx",pid=2,fd=6))
            LISTEN 0 128 [::]:22 [::]:*
            """)
        #expect(found.map(\.own.port) == [443, 22])
        #expect(found[0].program == "nginx")
        #expect(found[1].own.host == "::")
        let kernel = SystemTexts.kernelSockets(
            """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:0CEA 00000000:0000 0A 00000000:00000000 00:00000000 00000000   104        0 1 1
               1: 0502000A:9C40 08080808:01BB 01 00000000:00000000 00:00000000 00000000     0        0 2 1
               2: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 0 0 0 0 0
               3: 0000000000000000FFFF00000100007F:1F90 0000000000000000FFFF00000100007F:0001 01 0 0 0 0 0
            """)
        #expect(kernel.map(\.own.host) == ["127.0.0.1", "10.0.2.5", "::", "127.0.0.1"])
        #expect(kernel.map(\.own.port) == [3306, 40000, 80, 8080])
        #expect(kernel[1].other.host == "8.8.8.8")
        #expect(kernel.map(\.state) == ["0A", "01", "0A", "01"])
    }

    @Test func apache() {
        let hosts = ApacheText.virtualHosts(
            #"""
            # <VirtualHost *:1>
            <VirtualHost *:443 [::]:443>
                ServerName shop.test
                ServerAlias www.shop.test \
                    eu.shop.test
                DocumentRoot "/var/www/shop files"
                SSLCertificateFile /etc/ssl/shop.pem
                Redirect permanent /old https://shop.test/new
                RedirectMatch ^/p/(.*)$ /q/$1
                RewriteRule ^blog/(.*)$ https://blog.test/$1 [R=308,L]
                RewriteRule . /index.php [L]
            </VirtualHost>
            """#)
        #expect(hosts.count == 1)
        #expect(hosts[0].names == ["shop.test", "www.shop.test", "eu.shop.test"])
        #expect(hosts[0].listens == ["*:443", "[::]:443"])
        #expect(hosts[0].root == "/var/www/shop files")
        #expect(hosts[0].redirects.map(\.status) == [301, 302, 308])
    }

    @Test func serialised() {
        let found = SerialisedStrings.read(Array(#"a:2:{i:0;s:5:"a;"}b";s:1:"k";a:1:{i:1;s:3:"€";}}"#.utf8))
        #expect(found.values == ["a;\"}b", "€"])
        #expect(found.keys == ["k"])
        // Cut short, or with wrong lengths: what was read so far.
        #expect(SerialisedStrings.read(Array(#"a:9:{i:0;s:1:"a";i:1;s:99:"b";}"#.utf8)).values == ["a"])
        #expect(SerialisedStrings.read(Array("x".utf8)).values.isEmpty)
    }
}
