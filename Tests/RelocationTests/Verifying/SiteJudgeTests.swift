import Foundation
import Relocation
import Rewriting
import Testing

@Suite("What a site answers")
struct SiteJudgeTests {
    static let site = ExpectedSite(domain: "EU.shop.test")
    static let now = Date(timeIntervalSince1970: 1_780_000_000)

    static func page(_ status: Int = 200, _ text: String = "<h1>Shop</h1>", _ headers: [SiteAnswer.Field] = [])
        -> WebWalk
    {
        WebWalk(
            hops: [.init("http://eu.shop.test/", status)], end: .answered,
            answer: SiteAnswer(status: status, headers: headers, body: Array(text.utf8)))
    }

    static func look(_ change: (inout SiteLook) -> Void = { _ in }) -> SiteLook {
        var look = SiteLook(
            front: page(), form: page(200, #"<input name="log">"#), login: .notTried("nobody", isRequired: false))
        look.robots = page(200, "User-agent: *\nDisallow: /wp-admin/\n")
        change(&look)
        return look
    }

    private func failed(_ look: SiteLook, isStaging: Bool = false, isHidden: Bool = false) -> [String] {
        SiteJudge(Self.site, isStaging: isStaging, isHidden: isHidden, now: Self.now).findings(look)
            .filter { $0.state == .failed }.map { "\($0.check): \($0.detail) \($0.lines.joined(separator: " "))" }
    }

    @Test("nothing is wrong with a site that answers")
    func good() { #expect(failed(Self.look()) == []) }

    @Test("names the circle that TLS offload leads in, with its cause")
    func loop() {
        let walk = WebWalk(
            hops: [.init("http://eu.shop.test/wp-login.php", 302), .init("https://eu.shop.test/wp-login.php", 302)],
            end: .loops)
        let said = failed(Self.look { $0.form = walk })
        #expect(said.count == 1 && said[0].contains("X-Forwarded-Proto"))
        let plain = WebWalk(hops: [.init("http://eu.shop.test/", 301)], end: .loops)
        #expect(failed(Self.look { $0.front = plain })[0].contains("in a circle"))
    }

    @Test("a site answers on its own domain")
    func domain() {
        let away = WebWalk(hops: [.init("http://eu.shop.test/", 302)], end: .leaves("http://shop.test/wp-signup.php"))
        #expect(failed(Self.look { $0.front = away })[0].contains("wp-signup.php"))
        #expect(failed(Self.look { $0.front = Self.page(500) })[0].contains("500"))
    }

    @Test("search engines: open in production, kept away from staging, as it was where the old side hid it")
    func robots() {
        let hidden = Self.look { look in
            look.front = Self.page(200, "<head><meta name='robots' content='noindex, nofollow' /></head>")
        }
        #expect(failed(hidden)[0].contains("search"))
        #expect(failed(hidden, isHidden: true) == [] && failed(hidden, isStaging: true) == [])
        #expect(failed(Self.look(), isStaging: true)[0].contains("open to search engines"))
        let header = Self.look { $0.front = Self.page(200, "", [.init("x-robots-tag", "NoIndex")]) }
        #expect(failed(header).count == 1)
        let closed = Self.look { $0.robots = Self.page(200, "User-agent: *\nDisallow: / # all\n") }
        #expect(failed(closed)[0].contains("robots.txt"))
        let other = Self.look {
            $0.robots = Self.page(200, "User-agent: evil\nDisallow: /\nUser-agent: *\nDisallow:\n")
        }
        #expect(failed(other) == [])
    }

    @Test("an upload answers with the size of its file")
    func uploads() {
        let uploads = [
            SiteLook.Upload(file: "a.png", walk: Self.page(200, "abc"), size: 3),
            SiteLook.Upload(file: "b.png", walk: Self.page(200, "abc"), size: 4),
            SiteLook.Upload(file: "c.png", walk: Self.page(404), size: -1),
            SiteLook.Upload(file: "d.png", walk: Self.page(404), size: 3),
        ]
        let said = failed(Self.look { $0.uploads = uploads })[0]
        #expect(said.contains("3 of 4") && said.contains("b.png: answers 3 bytes") && !said.contains("a.png"))
        #expect(said.contains("c.png: the file is not on the new host"))
    }

    @Test("old addresses that the old side knew must not become 404")
    func moved() {
        let look = Self.look { look in
            look.moved = [
                .init(path: "/katalog", old: 301, walk: Self.page(404)),
                .init(path: "/gone", old: 404, walk: Self.page(404)),
                .init(path: "/fine", old: 301, walk: Self.page(200)),
            ]
        }
        let said = failed(look)[0]
        #expect(said.contains("1 of 2") && said.contains("/katalog") && !said.contains("/gone"))
        let silent = Self.look { $0.moved = [.init(path: "/x", old: nil, walk: Self.page(404))] }
        let judged = SiteJudge(Self.site, isStaging: false, now: Self.now).findings(silent)
        #expect(judged.first { $0.check == "old addresses" }?.state == .notSeen)
    }

    @Test("a certificate is for the name, trusted, and has days left")
    func certificate() {
        func said(_ certificate: ShownCertificate) -> [String] { failed(Self.look { $0.certificate = certificate }) }
        #expect(said(ShownCertificate(expires: "Jun 28 10:00:00 2027 GMT", trouble: nil)) == [])
        #expect(said(ShownCertificate(expires: "Jun  1 10:00:00 2026 GMT", trouble: nil))[0].contains("renew"))
        #expect(
            said(ShownCertificate(expires: "Jun 28 10:00:00 2027 GMT", trouble: "SSL: wrong name"))[0].contains("wrong")
        )
    }
}

@Suite("What a network's database and folder say")
struct NetworkJudgeTests {
    static let sites = [
        ExpectedSite(domain: "shop.test"), ExpectedSite(domain: "eu.new.test", oldDomain: "eu.shop.test"),
    ]
    static let salts: Set<String> = Set(WordPressConfigText.salts)

    static func network(_ change: (inout NetworkSettings) -> Void = { _ in }) -> NetworkSettings {
        var network = NetworkSettings(prefix: "wp_")
        network.domain = "shop.test"
        network.networkPlugins = ["opening-hours/opening-hours.php"]
        network.sites = [
            SiteSettings(id: 1, domain: "shop.test", path: "/"), SiteSettings(id: 2, domain: "eu.new.test", path: "/"),
        ]
        for index in network.sites.indices {
            let domain = network.sites[index].domain
            network.sites[index].options = [
                "siteurl": "http://\(domain)", "home": "https://\(domain)/", "blog_public": "1", "upload_path": "",
                "active_plugins": #"a:1:{i:0;s:19:"akismet/akismet.php";}"#, "cron": #"a:1:{s:7:"version";i:2;}"#,
                index == 0 ? "wp_user_roles" : "wp_2_user_roles": "a:0:{}",
            ]
        }
        change(&network)
        return network
    }

    static func root(_ change: (inout RootLook) -> Void = { _ in }) -> RootLook {
        var root = RootLook(host: "managed", root: "/srv/shop")
        root.constants = ["DISABLE_WP_CRON": "true"]
        root.salts = salts
        root.saltDigest = "same"
        root.mustUse = ["shop.php"]
        root.plugins = ["akismet/akismet.php", "opening-hours/opening-hours.php"]
        change(&root)
        return root
    }

    private func failed(
        _ new: NetworkSettings, root: RootLook? = root(), old: NetworkSettings? = network(), isStaging: Bool = false,
        allowed: [String] = ["akismet", "opening-hours", "shop"], map: RewriteMap? = nil
    ) -> [String] {
        NetworkJudge(
            network: "shop", sites: Self.sites, isStaging: isStaging, allowed: allowed, homes: ["/srv/shop"], map: map,
            now: Date(timeIntervalSince1970: 1_780_000_000)
        ).findings(new, old: old, root: root, oldRoot: Self.root())
            .filter { $0.state == .failed }
            .map { "\($0.check) of \($0.subject): \($0.detail) \($0.lines.joined(separator: " "))" }
    }

    @Test("nothing is wrong with one that is as planned")
    func good() { #expect(failed(Self.network()) == []) }

    @Test("addresses are the mapped domain's, in every place they stand")
    func addresses() {
        let said = failed(Self.network { $0.sites[1].options["siteurl"] = "http://eu.shop.test" })
        #expect(said.count == 1 && said[0].contains("siteurl is `http://eu.shop.test`"))
        #expect(
            failed(Self.network { $0.sites[1].domain = "eu.shop.test" }).contains { $0.contains("wp_blogs.domain") })
        #expect(failed(Self.network { $0.domain = "old.test" })[0].contains("wp_site.domain"))
        #expect(failed(Self.network { $0.sites.removeLast() })[0].contains("no such site"))
    }

    @Test("blog_public left over from staging fails production, and must be 0 on staging")
    func visibility() {
        let zero = Self.network { $0.sites[0].options["blog_public"] = "0" }
        #expect(failed(zero)[0].contains("left over from staging"))
        #expect(failed(zero, old: zero) == [])
        #expect(failed(Self.network(), isStaging: true).count == 2)
    }

    @Test("plugins outside of the list fail with their names")
    func plugins() {
        let said = failed(
            Self.network { $0.networkPlugins.append("old-slider/slider.php") },
            root: Self.root { $0.mustUse.append("backdoor.php") })
        #expect(said.count == 1 && said[0].contains("old-slider/slider.php") && said[0].contains("backdoor.php"))
        #expect(failed(Self.network(), root: Self.root { $0.plugins = [] })[0].contains("does not lie in"))
    }

    @Test("an upload path lies in a folder of the new side, or will when the rewrites are made")
    func uploadPath() throws {
        let stale = Self.network { $0.sites[0].options["upload_path"] = "/volumes/uploads" }
        #expect(failed(stale)[0].contains("goes astray"))
        let map = try RewriteMap([("/volumes/uploads", "/srv/shop/uploads")])
        #expect(failed(stale, map: map).count == 1)
        var following = stale
        following.isReadOnly = true
        #expect(failed(following, map: map) == [])
        #expect(failed(Self.network { $0.sites[0].options["upload_path"] = "/srv/shop/x" }) == [])
    }

    @Test("the schedule can be read and is not overdue; pages do not run it on a side that only follows")
    func cron() {
        #expect(failed(Self.network { $0.sites[0].options["cron"] = "a:1:{" })[0].contains("no schedule"))
        let late = #"a:1:{i:1779000000;a:1:{s:4:"push";a:0:{}}}"#
        #expect(failed(Self.network { $0.sites[0].options["cron"] = late })[0].contains("`push` is 277 hours overdue"))
        let following = Self.network { $0.isReadOnly = true }
        #expect(failed(following, root: Self.root { $0.constants = [:] })[0].contains("DISABLE_WP_CRON"))
    }

    @Test("roles are named after the prefix; salts are set, and the same as before")
    func rolesAndSalts() {
        #expect(failed(Self.network { $0.sites[1].options["wp_2_user_roles"] = nil })[0].contains("wp_2_user_roles"))
        #expect(failed(Self.network(), root: Self.root { $0.salts.remove("AUTH_KEY") })[0].contains("AUTH_KEY"))
        let other = Self.root { $0.saltDigest = "other" }
        #expect(failed(Self.network(), root: other)[0].contains("every cart"))
    }
}

@Suite("What staging could do")
struct StagingJudgeTests {
    private func states(_ look: StagingLook) -> [String: VerificationFinding.State] {
        Dictionary(StagingJudge().findings(look).map { ("\($0.check)", $0.state) }, uniquingKeysWith: { $1 })
    }

    @Test("what cannot be seen is not passed")
    func unseen() {
        var look = StagingLook()
        look.constants = ["shop": nil as [String: String]?]
        look.reaches = [.init(address: "erp:21", what: "ERP", host: "managed", answer: .notTried("no bash"))]
        look.settings = [.init(name: "X", value: .unknown("no PHP"), wanted: "d")]
        look.mail = .init(file: "/etc/php.ini", holds: "sink", isHeld: nil)
        let findings = StagingJudge().findings(look)
        let (seen, spared) = (findings.filter { $0.state != .notSeen }, findings.filter { !$0.isRequired })
        #expect(seen == [] && spared == [])
    }

    @Test("production's places, settings and mail fail it")
    func open() {
        var look = StagingLook()
        look.constants = ["shop": ["WP_ENVIRONMENT_TYPE": "production"]]
        look.reaches = [.init(address: "erp:21", what: "ERP", host: "managed", answer: .open)]
        look.settings = [.init(name: "SHOP_PAYMENTS", value: .digest("a"), old: .digest("a"))]
        look.mail = .init(file: "f", holds: "sink", isHeld: false)
        let states = states(look)
        for check in ["environment", "schedule", "forbidden place", "setting", "mail"] {
            #expect(states[check] == .failed, "\(check)")
        }
    }

    @Test("refused, set as planned, other than production")
    func safe() {
        var look = StagingLook()
        look.constants = ["shop": ["WP_ENVIRONMENT_TYPE": "staging", "DISABLE_WP_CRON": "true"]]
        look.reaches = [.init(address: "erp:21", what: "ERP", host: "managed", answer: .refused("no connection"))]
        look.settings = [
            .init(name: "A", value: .digest("a"), wanted: "a"),
            .init(name: "B", value: .digest("b"), old: .digest("a")),
            .init(name: "C", value: .absent, old: .digest("a")),
        ]
        let failed = StagingJudge().findings(look).filter { $0.state == .failed }
        #expect(failed == [])
    }
}
