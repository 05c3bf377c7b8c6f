import Observation
import Testing

@Suite struct MirrorComparisonTests {
    private func answer(_ body: String = "", _ headers: [ProbeField] = [], status: Int = 200) -> SideAnswer {
        SideAnswer(status: status, headers: [.init("Content-Type", "text/html")] + headers, body: Array(body.utf8))
    }

    private func causes(
        _ old: SideAnswer, _ new: SideAnswer, _ comparison: MirrorComparison = MirrorComparison()
    ) -> [String] {
        comparison.differences(old: old, new: new, host: "eu.shop.test").map(\.cause.text)
    }

    private let page = """
        <html><head><title>Oak Bowl – Shop</title><link rel="canonical" href="/product/A-1">
        </head><body><p>€12.50</p><p>In stock</p></body></html>
        """

    @Test func equalAnswers() {
        #expect(causes(answer(page), answer(page)).isEmpty)
        #expect(causes(answer(page), answer(page + "\n<!-- made in 3 ms -->")).isEmpty)
    }

    @Test func aStatusSaysItAll() {
        #expect(causes(answer(page), answer("oops", status: 500)) == ["status 200 → 500"])
    }

    @Test(arguments: [
        ("Content-Type", "text/html; charset=UTF-8", "text/html;charset=utf-8"),
        ("Vary", "Accept-Encoding, Cookie", "cookie,accept-encoding"),
        ("Cache-Control", "no-store, max-age=0", "max-age=0,  No-Store"),
        ("X-Robots-Tag", "noindex, nofollow", "nofollow,noindex"),
        ("Location", "http://eu.shop.test/cart", "/cart"), ("Location", "https://EU.shop.test", "/"),
        ("Link", "</a.css>; rel=preload", ""), ("Server", "nginx", "caddy"),
        ("Link", "<http://eu.shop.test/x>; rel=\"canonical\"", "</x>; rel=canonical, </b.js>; rel=preload"),
    ])
    func headersThatMeanTheSame(_ name: String, _ old: String, _ new: String) {
        let a = SideAnswer(status: 200, headers: [.init(name, old)])
        let b = SideAnswer(status: 200, headers: [.init(name, new)])
        #expect(causes(a, b).isEmpty)
    }

    @Test(arguments: [
        ("content-type", "text/html", "text/plain"), ("x-robots-tag", "", "noindex"), ("location", "/cart", "/"),
        ("location", "/cart", "http://us.shop.test/cart"), ("link", "</x>; rel=canonical", "</y>; rel=canonical"),
        ("cache-control", "no-store", "public"),
    ])
    func headersThatDiffer(_ name: String, _ old: String, _ new: String) {
        let a = SideAnswer(status: 200, headers: old.isEmpty ? [] : [.init(name, old)])
        let b = SideAnswer(status: 200, headers: [.init(name, new)])
        #expect(causes(a, b) == ["header \(name)"])
    }

    @Test(arguments: [
        ("<title>Oak Bowl – Shop</title>", "<title>Shop</title>", "body: title"),
        ("<link rel=\"canonical\" href=\"/product/A-1\">", "", "body: canonical"),
        ("</head>", "<META NAME=robots CONTENT='noindex'></head>", "body: meta robots"),
        ("€12.50", "€12.60", "body: price-like text"), ("€12.50", "€12", "body: price-like text"),
        ("In stock", "Sold out", "body: other"), ("<p>", "<div>", "body: other"),
    ])
    func partsOfAPage(_ old: String, _ new: String, _ cause: String) {
        #expect(causes(answer(page), answer(page.replacing(old, with: new))) == [cause])
    }

    @Test func severalCausesAtOnce() {
        let other = page.replacing("In stock", with: "Sold out").replacing("12.50", with: "9.99")
            .replacing("Oak", with: "Elm")
        #expect(
            causes(answer(page), answer(other, [.init("x-robots-tag", "noindex")])) == [
                "header x-robots-tag", "body: title", "body: price-like text", "body: other",
            ])
        let only = MirrorComparison(headers: [], parts: [.prices])
        #expect(causes(answer(page), answer(other), only) == ["body: price-like text"])
    }

    @Test func blanksCountWhereNoRuleLetsThem() {
        let strict = MirrorComparison(normalisation: Normalisation([]))
        #expect(causes(answer("<p>a b</p>"), answer("<p>a  b</p>"), strict) == ["body: other"])
        #expect(causes(answer("<p>a b</p>"), answer("<p>a  b</p>")).isEmpty)
    }

    @Test func otherTypes() {
        func of(_ type: String, _ body: String) -> SideAnswer {
            SideAnswer(status: 200, headers: [.init("content-type", type)], body: Array(body.utf8))
        }
        #expect(causes(of("text/plain", "User-agent: *\n"), of("text/plain", "User-agent: *")).isEmpty)
        #expect(causes(of("text/plain", "Disallow: /cart"), of("text/plain", "Disallow: /")) == ["body: other"])
        #expect(causes(of("image/png", "a"), of("image/png", "b")) == ["body: other"])
    }

    @Test func redirectsAreComparedByTheirTarget() {
        let a = answer("moved here", [.init("location", "/a")], status: 302)
        #expect(causes(a, answer("moved there", [.init("location", "/a")], status: 302)).isEmpty)
        #expect(causes(a, answer("", [.init("location", "/b")], status: 302)) == ["header location"])
    }

    @Test func excerptsAreCutAndMadeVisible() throws {
        let long = String(repeating: "y", count: 1_000)
        let differences = MirrorComparison().differences(
            old: answer("<p>\u{1B}[2J" + long), new: answer("<p>x" + long), host: "h")
        let first = try #require(differences.first)
        #expect(first.old.hasPrefix("<p>\\u{1b}[2J"))
        #expect(first.old.unicodeScalars.count <= 200)
    }

    @Test func lengthsOfStylesAreNoPrices() {
        let style = "<style>p{margin:1.25rem 0.50em;width:12.50px;color:#12.34}</style>"
        #expect(causes(answer(style), answer(style.replacing("1.25", with: "1.75"))) == ["body: other"])
    }
}
