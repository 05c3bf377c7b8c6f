import Rewriting
import Testing

@Suite struct ValueTests {
    @Test func plain() throws {
        let map = try RewriteMap([("eu.shop.test", "eu.shop.example"), ("/srv/www", "/htdocs")])
        var r = Rewriter(map)
        func go(_ s: String) -> String {
            let o = r.rewrite(Array(s.utf8))
            for f in o.findings { print("   ", f) }
            return o.bytes.map { String(decoding: $0, as: UTF8.self) } ?? "=" + s
        }
        for s in [
            "http://eu.shop.test/x", "http:\\/\\/EU.shop.test\\/x", "info@eu.shop.test", "myeu.shop.test", "eu.shop.test.evil",
            "http%3A%2F%2Feu.shop.test%2Fx", "//eu.shop.test", "see eu.shop.test.", "/srv/www/x", "\\/srv\\/www\\/x", "%2Fsrv%2Fwww%2Fx", "%252Fsrv%252Fwww",
            "/srv/www2 /srv/www-x /mnt/srv/www file:///srv/www/a", "a:1:{i:0;s:20:\"https://eu.shop.test\";}",
            "{\"a\":\"a:1:{i:0;s:20:\\\"https:\\/\\/eu.shop.test\\\";}\"}", "cart|s:12:\"eu.shop.test\";x|i:5;", "x s:12:\\\"eu.shop.test\\\"; eu.shop.test",
            "aHR0cHM6Ly9ldS5zaG9wLnRlc3QveA==", "a:1:{s:12:\"eu.shop.test\";s:3:\"abd\";}", "a:1:{i:0;s:21:\"https://eu.shop.test\";}",
            "https://u:p@eu.shop.test/", "\"\\neu.shop.test\"", "eu.shop.test:8080", ".eu.shop.test", "访问eu.shop.test网站",
        ] { print(go(s)) }
    }
}
