import Databases
import Foundation
import Reconciliation
import Testing

@Suite struct MatchTests {
    private func look(_ plan: ComparisonPlan, _ old: [(String, String?)], _ new: [(String, String?)], key: String = "1")
        -> Look
    {
        let rowKey = RowKey([Array(key.utf8)])
        let candidate = Candidate(
            canonical: plan.canonicalKey(rowKey, of: .old), keys: Sides(old: rowKey, new: nil), seen: .differs)
        return RowMatch(plan).match(
            old: MergeTests.batch(old), new: MergeTests.batch(new), candidates: [candidate])[0]
    }

    @Test func verdicts() throws {
        let plan = try MergeTests.plan()
        #expect(look(plan, [("2", "x"), ("1", "a")], [("1", "a")]).isSame)
        #expect(look(plan, [("2", "x")], []).isSame)
        #expect(look(plan, [("1", "a")], [("2", "a")]).difference?.kind == .missing)
        #expect(look(plan, [], [("1", "a")]).difference?.kind == .extra)
        let differs = look(plan, [("1", "a")], [("1", "A")]).difference
        #expect(differs?.kind == .differs && differs?.cause == "case")
        #expect(differs?.cells == [.init(column: "v", old: "a", new: "A", cause: "case")])
        #expect(differs?.key == [.init(column: "id", value: "1")])
        let several = try MergeTests.plan(isUnique: false)
        let multiple = look(
            several, [("1", "a"), ("1", "a"), ("1", "b")], [("1", "b"), ("1", "a"), ("1", "c"), ("1", "d")])
        #expect(multiple.difference?.kind == .multiplicity && multiple.pairs == 2)
        #expect(multiple.difference?.unmatched == Sides(old: 1, new: 2))
        #expect(look(several, [("1", "a"), ("1", "b")], [("1", "b"), ("1", "a")]).pairs == 2)
    }

    @Test func printsTellVersionsApart() throws {
        let plan = try MergeTests.plan()
        let first = look(plan, [("1", "a")], [("1", "b")])
        let second = look(plan, [("1", "a")], [("1", "a")])
        #expect(first.prints.old == second.prints.old)
        #expect(first.prints.new != second.prints.new)
        #expect(second.values.old == second.values.new)
        #expect(look(plan, [], []).prints == Sides(old: .none, new: .none))
    }

    @Test func aDifferenceThatStandsCounts() throws {
        let plan = try MergeTests.plan()
        var second = SecondLook(lag: 1_000, looks: 5)
        let differs = look(plan, [("1", "a")], [("1", "b")])
        #expect(second.saw(differs, at: 0) == .again)
        #expect(second.saw(differs, at: 500) == .again)
        #expect(second.saw(differs, at: 1_000) == .different)
        var moving = SecondLook(lag: 1_000, looks: 5)
        #expect(moving.saw(differs, at: 0) == .again)
        #expect(moving.saw(look(plan, [("1", "a")], [("1", "a")]), at: 1_000) == .same)
    }

    @Test func aRowThatIsOnlyBehindIsNoDifference() throws {
        let plan = try MergeTests.plan()
        var second = SecondLook(lag: 1_000, looks: 4)
        #expect(second.saw(look(plan, [("1", "v2")], [("1", "v1")]), at: 0) == .again)
        #expect(second.saw(look(plan, [("1", "v3")], [("1", "v2")]), at: 1_000) == .again)
        #expect(second.saw(look(plan, [("1", "v3")], [("1", "v2")]), at: 2_000) == .again)
        #expect(second.saw(look(plan, [("1", "v3")], [("1", "v3")]), at: 3_000) == .same)
    }

    @Test func whatKeepsChangingIsUnresolved() throws {
        let plan = try MergeTests.plan()
        var second = SecondLook(lag: 1_000, looks: 3)
        #expect(second.saw(look(plan, [("1", "a")], [("1", "x")]), at: 0) == .again)
        #expect(second.saw(look(plan, [("1", "b")], [("1", "y")]), at: 1_000) == .again)
        #expect(second.saw(look(plan, [("1", "c")], [("1", "z")]), at: 2_000) == .unresolved)
    }

    @Test func candidatesOfOneKeyAreJoined() throws {
        let key = Sides(old: RowKey([[49]]), new: RowKey([[50]]))
        let joined = Candidate.joined([
            Candidate(canonical: [2], keys: Sides(old: key.old, new: nil), seen: .missing),
            Candidate(canonical: [1], keys: Sides(old: key.old, new: nil), seen: .missing),
            Candidate(canonical: [2], keys: Sides(old: nil, new: key.new), seen: .extra),
        ])
        #expect(joined.map(\.canonical) == [[1], [2]])
        #expect(joined[1].keys == Sides(old: key.old, new: key.new) && joined[1].seen == .differs)
    }

    @Test func pairsWithinAToleranceAreAsManyAsThereCanBe() throws {
        let shape = TableShape(
            columns: [
                ColumnShape(name: "id", type: "int", family: .integer, isNullable: false),
                ColumnShape(name: "v", type: "decimal", family: .decimal(scale: 1)),
            ], key: [], rows: nil)
        let store = StoreKind(engine: "mariadb")
        let plan = try ComparisonPlan.make(
            TableMapping(
                name: "t", old: .init(.table("t")), new: .init(.table("t")), key: [ColumnPair("id")],
                columns: [ColumnPair("v", rule: ColumnRule(tolerance: 0.1))]), shapes: Sides(old: shape, new: shape),
            stores: Sides(old: store, new: store))
        #expect(look(plan, [("1", "1.1"), ("1", "1.0")], [("1", "1.1"), ("1", "1.2")]).isSame)
    }

    @Test func resultsHaveOneForm() throws {
        let shape = TableMapping(
            name: "t", old: .init(.table("t")), new: .init(.table("t")),
            columns: [ColumnPair("a", rule: ColumnRule(values: ["1": "x", "2": "y"])), ColumnPair("b")])
        var turned = shape
        turned.columns.reverse()
        #expect(CanonicalResult.opening(shape) == CanonicalResult.opening(turned))
        turned.columns[0].rule.trims = true
        #expect(CanonicalResult.opening(shape) != CanonicalResult.opening(turned))
        let missing = Difference(table: "t", key: [.init(column: "id", value: nil)], kind: .missing)
        var empty = missing
        empty.key[0].value = ""
        #expect(CanonicalResult.bytes(of: missing) != CanonicalResult.bytes(of: empty))
        var explained = missing
        explained.cause = "case"
        #expect(CanonicalResult.bytes(of: missing) == CanonicalResult.bytes(of: explained))
    }
}
