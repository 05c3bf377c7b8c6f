import Rewriting
import Testing

@Suite struct LiveTests {
    private let map: RewriteMap
    init() throws { map = try RewriteMap([("eu.shop.test", "eu.shop.example")]) }

    private let posts = LiveTable(
        name: "wp_posts",
        columns: [
            .init(name: "ID", type: "bigint"), .init(name: "post_content", type: "longtext"),
            .init(name: "guid", type: "varchar"), .init(name: "post_date", type: "datetime"),
            .init(name: "made", type: "varchar", isGenerated: true), .init(name: "od`d", type: "VARCHAR"),
        ], key: ["ID"])

    @Test func onlyTextColumnsOutsideTheKey() throws {
        #expect(try LivePlan(posts, map: map)?.columns == ["post_content", "od`d"])
        let numbers = LiveTable(name: "n", columns: [.init(name: "a", type: "int")], key: [])
        #expect(try LivePlan(numbers, map: map) == nil)
        let named = LiveTable(
            name: "n", columns: [.init(name: "url", type: "varchar"), .init(name: "v", type: "text")], key: ["url"])
        let plan = try LivePlan(named, map: map)
        #expect(plan?.columns == ["v"] && plan?.leftInKey == ["url"])
        #expect(throws: RewritingError.noKey(table: "n")) {
            try LivePlan(LiveTable(name: "n", columns: [.init(name: "v", type: "text")], key: []), map: map)
        }
    }

    @Test func pagesByKey() throws {
        let plan = try #require(try LivePlan(posts, map: map))
        let first = plan.page(after: nil, through: nil, rows: 100)
        #expect(first.text.hasPrefix("SELECT `ID`, `post_content`, `od``d` FROM `wp_posts` WHERE ("))
        #expect(first.text.hasSuffix("ORDER BY `ID` LIMIT 100"))
        #expect(first.text.split(separator: "?", omittingEmptySubsequences: false).count - 1 == first.values.count)
        let next = plan.page(after: [Array("7".utf8)], through: [Array("9".utf8)], rows: 100)
        #expect(next.text.contains("((`ID` > ?)) AND ((`ID` <= ?)) AND ("))
        #expect(next.values.prefix(2) == [Array("7".utf8), Array("9".utf8)])
        #expect(plan.bound(after: nil, rows: 5).text == "SELECT `ID` FROM `wp_posts` ORDER BY `ID` LIMIT 1 OFFSET 4")
        #expect(plan.rest(after: [[55]]).text == "SELECT COUNT(*) FROM `wp_posts` WHERE ((`ID` > ?))")
        #expect(plan.row(key: [[55]]).text.hasSuffix("FROM `wp_posts` WHERE `ID` = ?"))
        let double = LiveTable(
            name: "t", columns: [.init(name: "v", type: "text")], key: ["a", "b"])
        let paired = try #require(try LivePlan(double, map: map)).page(
            after: [[49], [50]], through: [[51], [52]], rows: 1)
        #expect(
            paired.text.contains("((`a` > ?) OR (`a` = ? AND `b` > ?)) AND ((`a` < ?) OR (`a` = ? AND `b` <= ?))"))
        #expect(paired.values.prefix(6) == [[49], [49], [50], [51], [51], [52]])
        let many = try RewriteMap((0..<500).map { ("h\($0).old.test", "h\($0).new.test") })
        #expect(
            try LivePlan(double, map: many)?.page(after: nil, through: nil, rows: 9).text
                == "SELECT `a`, `b`, `v` FROM `t` ORDER BY `a`, `b` LIMIT 9")
    }

    @Test func valuesInAStatementAreBytes() {
        let statement = LiveStatement(
            text: "SELECT `od?d``?` FROM `t` WHERE `a` > ? AND `b` = ?", values: [[0, 0x27], []])
        #expect(statement.spelled == "SELECT `od?d``?` FROM `t` WHERE `a` > X'0027' AND `b` = X''")
    }

    @Test func whatTheServerWouldStampKeepsItsValue() throws {
        let table = LiveTable(
            name: "t",
            columns: [.init(name: "v", type: "text"), .init(name: "at", type: "timestamp", isStamped: true)],
            key: ["id"])
        var rewriter = Rewriter(map)
        let update = try LivePlan(table, map: map)?.update(
            key: [[49]], cells: [Array("eu.shop.test".utf8)], with: &rewriter)
        #expect(
            update?.statement?.text
                == "UPDATE `t` SET `v` = ?, `at` = `at` WHERE `id` = ? AND `v` = BINARY ? LIMIT 1")
    }

    @Test func wideCharacterSetsAreLeft() throws {
        let table = LiveTable(
            name: "t", columns: [.init(name: "v", type: "text", characterSet: "utf16le")], key: ["id"])
        #expect(try LivePlan(table, map: map) == nil)
        #expect(table.columns[0].isWide && !LiveTable.Column(name: "v", type: "text", characterSet: "utf8mb4").isWide)
    }

    @Test func withoutAKeyByValue() throws {
        let table = LiveTable(
            name: "t", columns: [.init(name: "v", type: "text"), .init(name: "n", type: "int")], key: [])
        let values = try #require(LiveValues(table, map: map))
        #expect(values.columns == ["v"] && values.candidates.text.hasPrefix("SELECT `v` FROM `t` WHERE ("))
        var rewriter = Rewriter(map)
        let old = Array("eu.shop.test".utf8)
        let update = values.update(column: 0, value: old, with: &rewriter)
        #expect(update.statement?.text == "UPDATE `t` SET `v` = ? WHERE `v` = BINARY ?")
        #expect(update.statement?.values == [Array("eu.shop.example".utf8), old])
        #expect(values.update(column: 0, value: [120], with: &rewriter).statement == nil)
    }

    @Test func anUpdateIsGuardedByTheOldValue() throws {
        let plan = try #require(try LivePlan(posts, map: map))
        var rewriter = Rewriter(map)
        let old = Array("see eu.shop.test".utf8)
        let (statement, outcomes) = plan.update(key: [Array("7".utf8)], cells: [old, nil], with: &rewriter)
        #expect(
            statement?.text
                == "UPDATE `wp_posts` SET `post_content` = ? WHERE `ID` = ? AND `post_content` = BINARY ? LIMIT 1")
        #expect(statement?.values == [Array("see eu.shop.example".utf8), Array("7".utf8), old])
        #expect(outcomes["post_content"]?.count == 1)
        #expect(plan.update(key: [[55]], cells: [Array("x".utf8), nil], with: &rewriter).statement == nil)
    }

    @Test func bareHosts() throws {
        let map = try RewriteMap([("https://eu.shop.test", "https://eu.shop.example")])
        let blogs = LiveTable(
            name: "wp_blogs", columns: [.init(name: "domain", type: "varchar")], key: ["blog_id"])
        var rewriter = Rewriter(map)
        let update = try LivePlan(blogs, map: map)?.update(
            key: [[49]], cells: [Array("eu.shop.test".utf8)], with: &rewriter)
        #expect(update?.statement?.values.first.map(text) == "eu.shop.example")
    }
}
