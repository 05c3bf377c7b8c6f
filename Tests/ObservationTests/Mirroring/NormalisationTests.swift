import Gating
import Observation
import Testing

@Suite struct NormalisationTests {
    private func apply(_ rules: [Normalisation.Rule], _ text: String, new: Bool = false) -> String {
        String(decoding: Normalisation(rules).apply(to: Array(text.utf8), of: new ? .new : .old), as: UTF8.self)
    }

    @Test(arguments: [
        ("a<s>x</s>b<s>yy</s>c", "a<s></s>b<s></s>c"), ("a<s>x", "a<s>x"), ("</s><s>x</s>", "</s><s></s>"), ("", ""),
        ("<s></s>", "<s></s>"), ("<s><s>x</s>y</s>", "<s></s>y</s>"),
    ])
    func textBetweenMarkers(_ text: String, _ left: String) {
        #expect(apply([.dropBetween(after: "<s>", before: "</s>")], text) == left)
    }

    @Test(arguments: [
        ("a<!-- x -->b<!--y-->c", "abc"), ("a<!-- x", "a<!-- x"), ("a<!--->b-->c", "ac"), ("--><!---->", "-->"),
    ])
    func comments(_ text: String, _ left: String) {
        #expect(apply([.dropComments], text) == left)
    }

    @Test(arguments: [
        (#"<script nonce="a">1</script>"#, #"<script nonce="">1</script>"#),
        (#"<input name='csrf' type=hidden value='x y'>"#, #"<input name='csrf' type=hidden value=''>"#),
        (#"<meta name="CSRF" content=abc>"#, #"<meta name="CSRF" content=>"#),
        (#"<input name="q" value="x">"#, #"<input name="q" value="x">"#),
        (#"<p>nonce="a"</p>"#, #"<p>nonce="a"</p>"#),
        (
            #"<script>if (a<b) x='<i nonce="a">'</script><i NONCE="b">"#,
            #"<script>if (a<b) x='<i nonce="a">'</script><i NONCE="">"#
        ),
        (#"<!-- <i nonce="a"> --><i nonce="b"/>"#, #"<!-- <i nonce="a"> --><i nonce=""/>"#),
        (#"<i nonce="a"#, #"<i nonce=""#), (#"<i a=1 =x nonce=2 / nonce>"#, #"<i a=1 =x nonce= / nonce>"#),
        (#"<textarea><i nonce="a"></textarea>"#, #"<textarea><i nonce="a"></textarea>"#), ("<i nonce", "<i nonce"),
        ("a < b nonce='x'", "a < b nonce='x'"),
    ])
    func valuesByName(_ text: String, _ left: String) {
        #expect(apply([.dropValues(["nonce", "CSRF"])], text) == left)
    }

    @Test(arguments: [
        ("  a \n\t b  ", "a b"), ("<p> a </p>\n<p>b</p>", "<p>a</p><p>b</p>"), ("a <b>c</b> d", "a<b>c</b>d"), ("", ""),
    ])
    func blanks(_ text: String, _ left: String) {
        #expect(apply([.collapseWhitespace], text) == left)
    }

    @Test func hostsOfEachSide() {
        let rules = [Normalisation.Rule.replaceHosts(old: ["shop.test", "shop.test:80"], new: ["new.shop.test"])]
        #expect(
            apply(rules, "//shop.test/ //shop.test:80/ myshop.test shop.testing cdn.shop.test")
                == "//{host}/ //{host}/ myshop.test shop.testing cdn.{host}")
        #expect(apply(rules, "//new.shop.test/x shop.test", new: true) == "//{host}/x shop.test")
    }

    @Test func rulesApplyInTheirOrder() {
        let between = Normalisation.Rule.dropBetween(after: "<!--a-->", before: "<!--b-->")
        #expect(apply([between, .dropComments], "1<!--a-->2<!--b-->3") == "13")
        #expect(apply([.dropComments, between], "1<!--a-->2<!--b-->3") == "123")
    }

    /// Hostile pages: whatever stands there, it ends, and soon.
    @Test(
        .timeLimit(.minutes(1)),
        arguments: ["<", "<!--", "<a ", "<a b=", "<a b='", "<script>", "</", "<s>", "1.", "{host}", "\u{0}", "é"])
    func aMegabyteOfAnything(_ piece: String) {
        let text = String(repeating: piece, count: 1_000_000 / piece.utf8.count)
        let rules: [Normalisation.Rule] = [
            .dropComments, .dropBetween(after: "<s>", before: "</s>"), .dropValues(["b"]),
            .replaceHosts(old: ["host"], new: []), .collapseWhitespace,
        ]
        #expect(apply(rules, text).utf8.count <= text.utf8.count * 2)
        let headers = [ProbeField("content-type", "text/html")]
        let old = SideAnswer(status: 200, headers: headers, body: Array(text.utf8))
        let new = SideAnswer(status: 200, headers: headers, body: Array((text + "x").utf8))
        let comparison = MirrorComparison(normalisation: Normalisation(rules))
        for difference in comparison.differences(old: old, new: new, host: "h") {
            #expect(difference.old.unicodeScalars.count <= 200)
        }
    }
}
