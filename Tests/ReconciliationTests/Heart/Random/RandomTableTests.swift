import Fixtures
import Reconciliation
import Testing

@Suite struct RandomTableTests {
    @Test(arguments: RandomTable.KeyKind.allCases)
    func everyPlantedDifferenceIsFoundAndOnlyThose(_ kind: RandomTable.KeyKind) throws {
        var planted = 0
        for seed in 0..<150 {
            var dice = Dice(seed: seed)
            var table = RandomTable(&dice, kind: kind, count: dice.below(60) + (seed % 10 == 0 ? 200 : 0))
            for _ in 0..<dice.below(8) {
                dice.pick(Planting.allCases).plant(in: &table, &dice)
                planted += 1
            }
            var written = try WrittenTable(table, &dice)
            // Now and then a store's order is none at all, or the rows that may be held are few.
            let isShuffled = seed % 15 == 14
            if isShuffled { written.shuffle(&dice) }
            let compared = Compared(
                written, &dice, holding: dice.pick([0, 1_000, 1 << 20]), largest: dice.pick([1, 3, 20, 1_000]))
            let expected = table.expected
            let kinds = expected.differences.values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            #expect(compared.kinds == kinds, "seed \(seed)")
            // What comes twice out of order may be paired twice where keys are not unique.
            if !isShuffled || written.plan.isUnique {
                #expect(compared.same == expected.pairs, "seed \(seed)")
            }
            if kind != .none {
                let keys = Set(expected.differences.keys.map { $0.map { $0.replacing("-", with: "") } })
                #expect(compared.keys == keys, "seed \(seed)")
            }
        }
        #expect(planted > 300)
    }

    @Test(arguments: RandomTable.KeyKind.allCases)
    func whatIsEqualIsNoCandidate(_ kind: RandomTable.KeyKind) throws {
        for seed in 0..<20 {
            var dice = Dice(seed: 1_000 + seed)
            let table = RandomTable(&dice, kind: kind, count: 80)
            let written = try WrittenTable(table, &dice)
            let compared = Compared(written, &dice, holding: 1 << 20, largest: 30)
            #expect(compared.candidates == 0, "seed \(seed)")
            #expect(compared.same == table.rows.old.count, "seed \(seed)")
        }
    }
}
