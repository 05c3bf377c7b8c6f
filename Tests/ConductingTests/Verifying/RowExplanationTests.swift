import Conducting
import Planning
import Reconciliation
import Relocation
import Rewriting
import Testing

@Suite("Rows, modulo the declared rewrite")
struct RowExplanationTests {
    static func map() throws -> RewriteMap {
        try RewriteMap([("eu.shop.test", "eu.shop.example"), ("/volumes/uploads", "/srv/uploads")])
    }

    static let types = ["id": "bigint(20) NOT NULL", "value": "longtext", "guid": "varchar(255)", "raw": "blob"]

    private func differing(_ cells: [(String, String?, String?)]) -> Difference {
        Difference(
            table: "wp_posts", key: [.init(column: "id", value: "7")], kind: .differs,
            cells: cells.map { .init(column: $0.0, old: $0.1, new: $0.2) })
    }

    private func account(_ cells: [(String, String?, String?)]) throws -> RowExplanation {
        var account = RowExplanation("wp_posts", types: Self.types, map: try Self.map())
        account.take(differing(cells))
        account.end()
        return account
    }

    @Test("what the rewrites make of the old value is explained, and by which")
    func explained() throws {
        let account = try account([
            (
                "value", #"a:1:{i:0;s:19:"http://eu.shop.test";}"#, #"a:1:{i:0;s:22:"http://eu.shop.example";}"#
            ), ("raw", "2f766f6c756d65732f75706c6f6164732f61", "2f7372762f75706c6f6164732f61"),
        ])
        #expect(account.explained == 1 && account.left == 0 && account.byMap == [1, 1])
    }

    @Test("a torn serialised value is named")
    func torn() throws {
        let account = try account([
            ("value", #"a:1:{i:0;s:19:"http://eu.shop.test";}"#, #"a:1:{i:0;s:19:"http://eu.shop.example";}"#)
        ])
        #expect(account.torn == 1 && account.left == 1)
        #expect(account.unexplained[0].why[0].contains("torn serialised"))
    }

    @Test("one column that nothing explains fails the row, and no value is shown")
    func unexplained() throws {
        let account = try account([
            ("value", "http://eu.shop.test/", "http://eu.shop.example/"), ("id", "secret-old", "secret-new"),
        ])
        #expect(account.explained == 0 && account.counts == [.differs: 1])
        #expect(!account.unexplained[0].why.joined().contains("secret"))
    }

    @Test("GUIDs are not rewritten, so a rewritten one is wrong")
    func guid() throws {
        #expect(try account([("guid", "http://eu.shop.test/?p=1", "http://eu.shop.example/?p=1")]).left == 1)
    }

    @Test("in a table without a key a rewritten row is one missing and one extra")
    func keyless() throws {
        let types = ["label": "varchar(40)", "url": "text"]
        func row(_ kind: Difference.Kind, _ url: String, times: Int = 1) -> Difference {
            Difference(
                table: "links", key: [.init(column: "label", value: "a"), .init(column: "url", value: url)], kind: kind,
                unmatched: times > 1
                    ? (kind == .missing ? .init(old: times, new: 0) : .init(old: 0, new: times)) : nil)
        }
        var account = RowExplanation("links", types: types, map: try Self.map())
        account.take(row(.missing, "//eu.shop.test/a", times: 2))
        account.take(row(.extra, "//eu.shop.example/a"))
        account.take(row(.extra, "//eu.shop.example/b"))
        account.end()
        #expect(account.explained == 1 && account.counts == [.missing: 1, .extra: 1])
    }

    @Test("rows that keep changing were written since a copy was made; of a side that follows they are not seen")
    func changing() {
        var result = TableResult(table: "wp_sessions", outcome: .unresolved, began: 0, ended: 1)
        result.unresolved = 2
        func state(_ written: WrittenRows?) -> VerificationFinding.State? {
            let account = RowExplanation("wp_sessions", types: [:], map: nil, written: written)
            return RowsJudge("shop", map: nil).judge(result, account, lines: [], keptIn: "there").findings.first?.state
        }
        #expect(state(WrittenRows()) == .passed)
        #expect(state(nil) == .notSeen)
    }

    @Test("without maps only equal is equal")
    func plain() {
        var account = RowExplanation("wp_posts", types: Self.types, map: nil)
        account.take(differing([("value", "a", "b")]))
        account.end()
        #expect(account.left == 1)
    }
}

@Suite("Rows that are not compared")
struct RowExclusionsTests {
    private func declared() throws -> [RowsNotCompared] {
        let plan = try PlanReader.read(
            text: """
                sluice: 1
                name: exclusions
                systems: [ { id: a, kind: database, side: old }, { id: b, kind: database, side: new } ]
                relocation:
                  databases:
                    - { id: shop, engine: mariadb, name: shop, from: a, to: b, not_compared: [ { table: "*_log", why: only traces }, { table: wp_users, rows: "ID = 1", why: the operator } ] }
                """)
        return plan.relocation?.databases[0].notCompared ?? []
    }

    @Test("WordPress's own and the plan's, each with its reason")
    func rules() throws {
        let names = ["wp_options", "wp_2_options", "wp_posts", "mail_log", "wp_users", "wp_usermeta", "other_options"]
        let exclusions = RowExclusions(names, prefix: "wp_", declared: try declared())
        #expect(exclusions.tables == ["mail_log": "only traces"])
        #expect(Set(exclusions.conditions.keys) == ["wp_options", "wp_2_options", "wp_users", "wp_usermeta"])
        #expect(exclusions.conditions["wp_2_options"]?.contains("option_name = 'cron'") == true)
        #expect(exclusions.told.count { $0.subject == "wp_2_options" } == 2)
        #expect(exclusions.told.contains { $0.subject == "wp_users" && $0.because == "the operator" })
        #expect(RowExclusions(names, prefix: nil, declared: []).told.isEmpty)
    }
}
