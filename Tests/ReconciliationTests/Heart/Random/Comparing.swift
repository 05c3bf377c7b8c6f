import Databases
import Fixtures
import Reconciliation
import Testing

/// Compares two sides as a runner does: merges batches of any size, then reads the candidates again by their keys.
struct Compared {
    var same = 0
    var looks: [Look] = []
    var candidates = 0

    init(_ table: WrittenTable, _ dice: inout Dice, holding bound: Int, largest: Int) {
        var merge = RowMerge(table.plan, holding: bound)
        var at = Sides(old: 0, new: 0)
        var found: [Candidate] = []
        while let side = merge.wants {
            let count = table.rows[side].count
            if at[side] == count {
                merge.take(nil, from: side)
            } else {
                let end = min(count, at[side] + 1 + dice.below(largest))
                merge.take(table.batch(side, at[side]..<end), from: side)
                at[side] = end
            }
            if dice.chance(0.5) { take(merge.drain(), &found) }
        }
        take(merge.drain(), &found)
        candidates = found.count
        let joined = Candidate.joined(found)
        var begin = 0
        while begin < joined.count {
            let part = Array(joined[begin..<min(joined.count, begin + 50)])
            let batches = Sides { side in
                table.rows(side, with: part.flatMap { table.plan.keys(of: $0, on: side) })
            }
            looks += RowMatch(table.plan).match(old: batches.old, new: batches.new, candidates: part)
            begin += 50
        }
        same += looks.reduce(0) { $0 + $1.pairs }
    }

    private mutating func take(_ merged: RowMerge.Merged, _ found: inout [Candidate]) {
        same += merged.same
        found += merged.candidates
    }

    /// How many keys ended in each kind.
    var kinds: [Difference.Kind: Int] {
        looks.compactMap(\.difference).reduce(into: [:]) { $0[$1.kind, default: 0] += 1 }
    }

    /// The keys that differ, without what their side adds to them.
    var keys: Set<[String]> {
        Set(looks.compactMap { $0.difference?.key.map { ($0.value ?? "∅").replacing("-", with: "") } })
    }
}
