import Databases
import Fixtures
import Reconciliation
import Testing

@Suite struct MergeTests {
    static func plan(_ family: ValueFamily = .integer, collation: String? = nil, isUnique: Bool = true) throws
        -> ComparisonPlan
    {
        let shape = TableShape(
            columns: [
                ColumnShape(
                    name: "id", type: "id", family: family, isNullable: false, collation: collation,
                    sortsByValue: collation == nil),
                ColumnShape(name: "v", type: "text", family: .text, collation: "x"),
            ], key: isUnique ? ["id"] : [], rows: nil)
        let store = StoreKind(engine: "mariadb")
        return try ComparisonPlan.make(
            TableMapping(
                name: "t", old: .init(.table("t")), new: .init(.table("t")), key: isUnique ? [] : [ColumnPair("id")]),
            shapes: Sides(old: shape, new: shape), stores: Sides(old: store, new: store))
    }

    static func batch(_ rows: [(String, String?)]) -> RowBatch {
        var batch = RowBatch(columns: 2)
        for (id, value) in rows {
            batch.append(id)
            batch.append(value)
            batch.endRow()
        }
        return batch
    }

    /// Feeds both sides in batches of `size` rows and returns all that was found, with the most bytes held.
    static func run(
        _ plan: ComparisonPlan, _ old: [(String, String?)], _ new: [(String, String?)], size: Int,
        holding bound: Int = 1 << 20
    ) -> (merged: RowMerge.Merged, held: Int) {
        var merge = RowMerge(plan, holding: bound)
        var all = RowMerge.Merged()
        var at = Sides(old: 0, new: 0)
        var held = 0
        while let side = merge.wants {
            let rows = side == .old ? old : new
            let end = min(rows.count, at[side] + size)
            merge.take(at[side] == rows.count ? nil : batch(Array(rows[at[side]..<end])), from: side)
            at[side] = end
            held = max(held, merge.held)
            let merged = merge.drain()
            all.same += merged.same
            for side in Side.allCases { all.read[side] += merged.read[side] }
            all.candidates += merged.candidates
            all.done = merged.done
        }
        return (all, held)
    }

    @Test func missingExtraAndDiffering() throws {
        let (merged, _) = Self.run(
            try Self.plan(), [("-5", "a"), ("1", "a"), ("2", "b"), ("10", "c")],
            [("1", "a"), ("2", "B"), ("9", "x"), ("10", "c")],
            size: 2)
        #expect(merged.same == 2)
        #expect(merged.read == Sides(old: 4, new: 4))
        #expect(merged.candidates.map(\.seen) == [.missing, .differs, .extra])
        #expect(merged.candidates[1].keys.new == RowKey([Array("2".utf8)]))
        #expect(merged.done == Sides<RowKey?>(old: RowKey([Array("10".utf8)]), new: RowKey([Array("10".utf8)])))
    }

    @Test func nothingAgainstNothingAndSomething() throws {
        #expect(Self.run(try Self.plan(), [], [], size: 1).merged.candidates.isEmpty)
        #expect(Self.run(try Self.plan(), [], [("1", nil)], size: 1).merged.candidates.map(\.seen) == [.extra])
        #expect(Self.run(try Self.plan(), [("1", nil)], [], size: 1).merged.candidates.map(\.seen) == [.missing])
    }

    @Test func whatIsDoneIsSettled() throws {
        var merge = RowMerge(try Self.plan())
        merge.take(Self.batch([("1", "a"), ("2", "a"), ("3", "a")]), from: .old)
        #expect(merge.wants == .new)
        merge.take(Self.batch([("1", "a"), ("2", "a")]), from: .new)
        let merged = merge.drain()
        #expect(merged.done == Sides<RowKey?>(old: RowKey([Array("2".utf8)]), new: RowKey([Array("2".utf8)])))
        #expect(merged.same == 2)
        #expect(merge.wants == .new)
    }

    @Test(arguments: [Side.old, .new])
    func aGapInACollationIsPassed(_ lacking: Side) throws {
        let all = (0..<30_000).map { ("Kunde\($0 % 7)-\($0 + 100_000)", Optional("row \($0)")) }
            .sorted { $0.0.lowercased() < $1.0.lowercased() }
        let less = Array(all[..<5_000] + all[20_000...])
        let plan = try Self.plan(.text, collation: "utf8mb4_unicode_ci")
        #expect(!plan.ordersByValue)
        // All that lies between can be held, or only a tenth of it.
        for bound in [4 << 20, 100_000] {
            let (merged, held) = Self.run(
                plan, lacking == .old ? less : all, lacking == .old ? all : less, size: 100, holding: bound)
            #expect(merged.candidates.count == 15_000)
            #expect(merged.candidates.allSatisfy { $0.seen == (lacking == .old ? .extra : .missing) })
            #expect(merged.same == 15_000)
            #expect(held < bound + 30_000, "\(held)")
        }
    }

    @Test func anOrderThatIsNotTheExpectedOneIsNoticed() throws {
        // Both sides sort numbers as text, against what their store said.
        let rows = (0..<2_000).map { ("\($0)", Optional("x")) }.sorted { $0.0 < $1.0 }
        var less = rows
        less.removeSubrange(700..<720)
        let (merged, _) = Self.run(try Self.plan(), rows, less, size: 50)
        #expect(merged.candidates.count < 60)
        #expect(merged.candidates.count >= 20)
    }

    @Test func rowsOfOneKeyAreComparedInAnyOrder() throws {
        let plan = try Self.plan(isUnique: false)
        let same = Self.run(plan, [("1", "a"), ("1", "b"), ("2", "c")], [("1", "b"), ("1", "a"), ("2", "c")], size: 1)
            .merged
        #expect(same.same == 3 && same.candidates.isEmpty)
        let twice = Self.run(plan, [("1", "a"), ("1", "a"), ("2", "c")], [("1", "a"), ("2", "c")], size: 1).merged
        #expect(twice.same == 1 && twice.candidates.count == 1)
        let many = (0..<5_000).map { ("7", Optional("value \($0)")) }
        let (merged, held) = Self.run(plan, many, many.reversed(), size: 10, holding: 20_000)
        #expect(merged.candidates.map(\.seen) == [.multiplicity] && merged.same == 0)
        #expect(held < 25_000)
    }
}
