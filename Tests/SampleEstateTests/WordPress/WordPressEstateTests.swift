import Foundation
import SampleEstate
import Testing

@Suite(.serialized) struct WordPressEstateTests {
    /// One estate for all: bringing it up takes seconds.
    @Test func theEstateSellsSurvivesACrashAndEnds() async throws {
        try await WordPressEstate.run { estate in
            try await hostsAnswerOverSSH(estate)
            try await pagesAnswer(estate)
            try await loginNeedsTheForwardedScheme(estate)
            let journal = estate.folder + "/orders.jsonl"
            try await buy(estate, journal: journal, seconds: "6")
            try await crashInTheMiddle(estate, journal: journal)
            try await aLossIsFound(estate, journal: journal)
        }
    }

    private func hostsAnswerOverSSH(_ estate: WordPressEstate) async throws {
        for name in ["web-eu", "web-world", "data", "managed"] {
            #expect(try await estate.onHost(name, "echo $ESTATE_HOST") == name + "\n")
        }
        #expect(try await estate.onHost("web-eu", "crontab -l").contains("wp-cron.php"))
    }

    private func pagesAnswer(_ estate: WordPressEstate) async throws {
        for (tier, host, path, text) in [
            ("web-eu", "eu.shop.test", "/", "Counting House Europe"),
            ("web-world", "us.shop.test", "/begin/", "wp-block-image"),
            ("web-world", "docs.test", "/de/", "Handbücher"),
            ("web-eu", "shop.test", "/.well-known/security.txt", "security@shop.test"),
            ("web-eu", "eu.shop.test", "/wp-content/uploads/sites/2/2023/05/till-front.png", "PNG"),
        ] {
            let answer = try await Visit.send(try estate.tier(tier).address + path, host: host)
            #expect(answer.status == 200, "\(host)\(path)")
            #expect(answer.text.contains(text), "\(host)\(path)")
        }
        let moved = try await Visit.send(try estate.tier("web-eu").address + "/katalog", host: "eu.shop.test")
        #expect(moved.status == 301)
        #expect(moved.headers["location"] == "/product/TILL-ROLL")
        let closed = try await Visit.send(
            try estate.tier("web-eu").address + "/wp-json/shop/v1/orders", host: "eu.shop.test")
        #expect(closed.status == 401)
    }

    /// Without the scheme the login leads to itself; with it there is a form, and a password opens it.
    private func loginNeedsTheForwardedScheme(_ estate: WordPressEstate) async throws {
        let login = try estate.tier("web-eu").address + "/wp-login.php"
        let looped = try await Visit.send(login, host: "eu.shop.test")
        #expect(looped.status == 302)
        #expect(looped.headers["location"]?.hasPrefix("https://eu.shop.test/wp-login.php") == true)
        let shown = try await Visit.send(login, host: "eu.shop.test", scheme: "https")
        #expect(shown.status == 200)
        #expect(shown.text.contains(#"name="log""#))
        let password = try String(contentsOfFile: estate.folder + "/secrets/administrator", encoding: .utf8)
        let opened = try await Visit.send(
            login, form: "log=keeper&pwd=\(password)&testcookie=1", host: "eu.shop.test",
            cookie: "wordpress_test_cookie=WP%20Cookie%20check", scheme: "https")
        #expect(opened.status == 302)
        #expect(opened.headers["location"] == "https://eu.shop.test/wp-admin/")
        #expect(opened.headers["set-cookie"]?.hasPrefix("wordpress_logged_in_") == true)
    }

    private func buy(_ estate: WordPressEstate, journal: String, seconds: String) async throws {
        let shopped = try await shop(estate, journal: journal, seconds: seconds)
        #expect(shopped.status == 0, "\(shopped.text)")
        let orders = try WordPressOrder.read(journal)
        #expect(Set(orders.map(\.host)) == Set(estate.description.orders.hosts))
        let checked = try await check(estate, journal: journal)
        #expect(checked.status == 0, "\(checked.text)")
        #expect(checked.text.contains("orders: acknowledged \(orders.count), lost 0, duplicated 0\n"))
    }

    /// Kills the database and the payment sink while people buy; a second `up` brings both back, and they press reload.
    private func crashInTheMiddle(_ estate: WordPressEstate, journal: String) async throws {
        let server = try #require(estate.description.databases["data"])
        async let shopped = shop(estate, journal: journal, seconds: "8")
        try await Task.sleep(for: .seconds(3))
        for file in [server.pidFile, estate.description.payments.pidFile] {
            let pid = try String(contentsOfFile: file, encoding: .utf8)
            let killed = try await WordPressEstate.command([
                "kill", "-9", pid.trimmingCharacters(in: .whitespacesAndNewlines),
            ])
            #expect(killed.status == 0)
        }
        try await estate.up()
        #expect(try await shopped.status == 0)
        let checked = try await check(estate, journal: journal)
        #expect(checked.status == 0, "\(checked.text)")
    }

    /// The check is not blind: an order that was never kept is missed.
    private func aLossIsFound(_ estate: WordPressEstate, journal: String) async throws {
        let planted = journal + ".planted"
        let line =
            #"{"customer":"nobody@mail.test","host":"eu.shop.test","id":1,"key":"none","lines":[],"ms":1,"total":1}"#
        try (String(contentsOfFile: journal, encoding: .utf8) + line + "\n").write(
            toFile: planted, atomically: true, encoding: .utf8)
        let checked = try await check(estate, journal: planted)
        #expect(checked.status == 1)
        #expect(checked.text.contains(", lost 1, duplicated 0\n"))
    }

    private func shop(
        _ estate: WordPressEstate, journal: String, seconds: String
    ) async throws -> (status: Int32, text: String) {
        try await WordPressEstate.command([
            try EstateProcesses.besideThisProgram(), "wordpress-shoppers", "--address",
            try estate.tier("web-eu").address, "--hosts", estate.description.orders.hosts.joined(separator: ","),
            "--rate", "3", "--journal", journal, "--duration", seconds,
        ])
    }

    private func check(
        _ estate: WordPressEstate, journal: String
    ) async throws -> (status: Int32, text: String) {
        try await WordPressEstate.command([
            try EstateProcesses.besideThisProgram(), "wordpress-orders-check", "--journal", journal, "--orders",
            try estate.tier("web-world").address, "--token-file", estate.description.orders.tokenFile, "--payments",
            estate.description.payments.address, "--settle", "20",
        ])
    }
}
