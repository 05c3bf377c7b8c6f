import Conducting
import Foundation
import Planning
import Relocation
import Testing
import Yams

@Suite("Inventory")
struct InventoryTests {
    /// As the reader of a host and a database would give it; hostile texts in it.
    static func inventory() throws -> EstateInventory {
        let hosts = """
            {"host":"a","name":"web","system":"Debian","mounts":[],"php":{"memory_limit":"256M"},"webPHP":[],
             "programs":[{"name":"nginx","version":"nginx version: nginx/1.22"}],
             "volumes":[{"path":"/srv/www","bytes":1234567890,"mount":"/srv","size":2000000000,"free":5}],
             "virtualHosts":[{"server":"nginx","names":["eu.shop.test","_"],"listens":["443 ssl"],
               "redirects":[{"from":"/old: #1","to":"/new","status":301}]}],
             "wordPress":[{"root":"/srv/www/shop","constants":{"DB_NAME":"shop","MULTISITE":"true",
               "SUBDOMAIN_INSTALL":"true"},"salts":["AUTH_KEY","NONCE_SALT"],"tablePrefix":"wp_","version":"6.1",
               "extensions":[{"kind":"must-use","slug":"shop.php","name":"Shop","version":"1"},
                 {"kind":"drop-in","slug":"object-cache.php","name":"c","version":""}],
               "uploads":{"/srv/www/shop/wp-content/uploads":5},"links":[{"path":"/srv/www/shop/d","target":"/mnt/d"}],
               "hidden":[".well-known"],"absolutePaths":[]}],
             "certificates":[{"file":"/c","subject":"CN=eu","issuer":"x","names":["eu.shop.test"],
               "expires":"Dec 17 06:00:00 2026 GMT"}],
             "jobs":[{"from":"crontab of shop","schedule":"* * * * *","command":"feed 'a' \\"b\\" # c"}],
             "listeners":[],"outgoing":[],"mail":["PHP: sendmail -t"],"names":["nameserver 192.0.2.1"],
             "unseen":[{"what":"crontabs of other accounts","why":"only root"}]}
            """
        let database = """
            {"place":"p","version":"10.11","charset":"utf8mb4","collation":"c","sqlMode":"","unseen":[],
             "tables":[{"name":"wp_2_options","engine":"InnoDB","rowFormat":"Dynamic","collation":"u_ci","rows":1,
               "bytes":2,"zeroDates":{},"otherCollations":[]},
              {"name":"wp_2_posts","engine":"InnoDB","rowFormat":"Dynamic","collation":"u_ci","rows":1,"bytes":2,
               "zeroDates":{},"otherCollations":[]},
              {"name":"wp_options","engine":"InnoDB","rowFormat":"Dynamic","collation":"u_ci","rows":1,"bytes":2,
               "zeroDates":{},"otherCollations":[]},
              {"name":"wp_posts","engine":"MyISAM","rowFormat":"Fixed","collation":"u_ci","rows":7,"bytes":2,
               "autoIncrement":8,"zeroDates":{"d":3},"otherCollations":["l_ci"]}],
             "definitions":[{"kind":"event","name":"e","definer":"gone@%","hasDefiner":false,"status":"ENABLED"}],
             "network":{"isNetwork":true,"domains":["shop.test"],"networkPlugins":["hello.php"],"mappings":[],
               "sites":[{"id":1,"domain":"shop.test","path":"/","siteURL":"https://shop.test","home":"","blogPublic":"1",
                 "uploadPath":"","theme":"t","activePlugins":["akismet/akismet.php"],"scheduled":2,"hooks":["h"]},
                {"id":2,"domain":"eu.shop.test","path":"/","siteURL":"https://eu.shop.test","home":"",
                 "blogPublic":"0","uploadPath":"/var/up","theme":"t","activePlugins":[],"scheduled":0,"hooks":[]}]}}
            """
        var machine = EstateInventory.Machine(
            id: "web-eu", side: "old", address: "store@127.0.0.1:22", access: "hosts", system: "shop-old")
        machine.inventory = try JSONDecoder().decode(HostInventory.self, from: Data(hosts.utf8))
        var broken = EstateInventory.Machine(id: "data", side: "old", address: "store@127.0.0.1:23", access: "hosts")
        broken.trouble = "cannot be reached: \"no\"\nroute"
        var store = EstateInventory.Store(
            id: "shop", side: "old", from: "db-old", to: "db-new", address: "mysql://reader@127.0.0.1:3307/shop",
            name: "shop", access: "databases")
        store.inventory = try JSONDecoder().decode(DatabaseInventory.self, from: Data(database.utf8))
        store.writers = try JSONDecoder().decode(
            [WriterAccount].self,
            from: Data(
                """
                [{"account":{"user":"shop_app","host":"%"},"isUnbound":true,"isLocked":false,"tables":[]},
                 {"account":{"user":"reader","host":"%"},"isUnbound":false,"isLocked":false,"tables":[]}]
                """.utf8))
        return EstateInventory(at: "2026-11-22T06:00:00Z", machines: [machine, broken], stores: [store])
    }

    @Test("every text comes back as it was, whatever stands in it")
    func texts() throws {
        let hostile = [
            "plain", "with space", "a: b", "# no comment", "- dash", "yes", "true", "~", "null", "1.10", "0x1f", "",
            "line\nfeed\ttab", "quote\" back\\slash", "{a}", "[b]", "*alias", "&anchor", "!tag", "%", "@at", "`",
            "ümläut 🙂",
            "\u{1}\u{7F}\u{85}\u{FEFF}", "trailing ", "'single'", "2026-11-22", "1e3",
        ]
        let text = YAMLText.map([
            ("all", .words(hostile)), ("rows", .rows(hostile) { [("key", .text($0)), ("n", .number(1))] }),
            ("maps", .list(hostile.map { .map([("key", .text($0)), ("list", .list([.text($0)]))]) })),
        ]).written
        let read = try #require(try Yams.load(yaml: text) as? [String: Any])
        #expect(read["all"] as? [String] == hostile)
        // What is empty leaves its key out.
        let rows = try #require(read["rows"] as? [[String: Any]])
        #expect(rows.map { $0["key"] as? String ?? "" } == hostile)
        let maps = try #require(read["maps"] as? [[String: Any]])
        #expect(maps.map { ($0["list"] as? [String])?.first ?? "" } == hostile)
    }

    @Test("the part begins a plan that reads, and the facts are YAML")
    func scaffold() throws {
        let inventory = try Self.inventory()
        let folder = FileManager.default.temporaryDirectory.appending(path: "inventory-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let part = InventoryPart.text(
            inventory, facts: "inventory.facts.yaml",
            access: [("hosts", "key", "file:/keys/move"), ("databases", "database", "env:READER")], isForPlan: false)
        let place = folder.appending(path: "inventory.yaml").path
        try part.write(toFile: place, atomically: true, encoding: .utf8)
        let found = try ScaffoldInventory.read(place)
        #expect(found.domains == ["shop.test", "eu.shop.test"])
        let person = ScaffoldAnswers.Contact(name: "Ada", contact: "ada@shop.test")
        let text = PlanScaffold.text(
            ScaffoldAnswers(
                name: "move", hosts: found.domains, old: "https://o.test", new: "https://n.test", sessions: 3600,
                zone: "UTC", owner: person, deputy: person, approver: person), inventory: found)
        let path = folder.appending(path: "plan.yaml").path
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let plan = try PlanReader.read(path: path)
        let relocation = try #require(plan.relocation)
        #expect(relocation.hosts.map(\.id.value.rawValue) == ["web-eu", "data", "managed"])
        #expect(relocation.hosts[0].volumes[0].size?.value == 1.234)
        #expect(relocation.databases[0].tablePrefix?.value == "wp_")
        #expect(relocation.databases[0].writers.map(\.account.value) == ["shop_app@%"])
        #expect(relocation.networks[0].kind.value == .subdomains)
        #expect(relocation.networks[0].plugins.map(\.value) == ["akismet", "hello", "shop"])
        #expect(relocation.configuration.map(\.from.value) == ["AUTH_KEY", "NONCE_SALT"])
        #expect(relocation.files.map(\.id.value.rawValue) == ["content-shop", "uploads-shop", "well-known-shop"])
        #expect(plan.systems.map(\.id.value.rawValue).contains("db-old"))
        #expect(plan.tasks.count == 2 && plan.allowedPlugins.count == 3)
        // Nothing but findings: the check runs to its end.
        _ = PlanCheck.run(plan, at: .now)

        let facts = InventoryFacts.text(inventory)
        let read = try #require(try Yams.load(yaml: facts) as? [String: Any])
        let host = try #require((read["hosts"] as? [[String: Any]])?.first)
        #expect(((host["jobs"] as? [[String: Any]])?.first?["command"] as? String) == "feed 'a' \"b\" # c")
        #expect(InventoryFacts.text(inventory) == facts)
    }

    @Test("laid over a plan it completes what is there")
    func overlay() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "overlay-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let plan = folder.appending(path: "plan.yaml").path
        try """
        sluice: 1
        name: move
        systems: [{ id: shop-old, kind: storefront, side: old }, { id: db-old, kind: database, side: old }, { id: db-new, kind: database, side: new }]
        access: [{ id: hosts, kind: key, from: them }, { id: databases, kind: database, from: them }]
        relocation:
          hosts: [{ id: web-eu, side: old, address: "store@127.0.0.1:22", volumes: [{ path: /srv/www }] }, { id: data, side: old, address: local }]
          databases: [{ id: shop, engine: mariadb, name: shop, from: db-old, to: db-new }]
        """.write(toFile: plan, atomically: true, encoding: .utf8)
        let part = folder.appending(path: "inventory.yaml").path
        try InventoryPart.text(try Self.inventory(), facts: "f", access: [], isForPlan: true)
            .write(toFile: part, atomically: true, encoding: .utf8)
        let read = try PlanReader.read(path: plan, overlays: [part])
        #expect(read.relocation?.hosts[0].volumes[0].size?.value == 1.234)
        #expect(read.relocation?.networks.first?.roots.first?.host.value.rawValue == "web-eu")
    }

    @Test("what lies in wait is named, and what was not seen")
    func traps() throws {
        let inventory = try Self.inventory()
        let lines = InventoryTraps.lines(inventory).joined(separator: "\n")
        for sign in [
            "wp_posts; convert", "gone@%", "1267", "1067", "events that run: e", "read_only does not bind shop_app@%",
            "blog_public 0): eu.shop.test/", "upload_path is absolute on eu.shop.test/", "object cache", "salts",
            "1 jobs in crontabs", "1 redirects", ".well-known", "links with absolute targets",
        ] { #expect(lines.contains(sign), "\(sign) in \(lines)") }
        #expect(inventory.allUnseen.map(\.place) == ["web-eu", "data"])
        #expect(inventory.domains == ["eu.shop.test", "shop.test"])
    }

    @Test("folders within others are looked into once")
    func outermost() {
        #expect(AssessmentDesk.outermost(["/a/b", "/a", "/ab", "/a/"]) == ["/a", "/ab"])
        #expect(InstalledNetwork.identifier("Web_EU.1 ") == "web-eu-1")
        #expect(InstalledNetwork.identifier("10.0.0.1") == "x-10-0-0-1")
    }
}
