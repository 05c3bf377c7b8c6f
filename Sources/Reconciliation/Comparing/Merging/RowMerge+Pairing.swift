import Databases
import Foundation

extension RowMerge {
    /// Pairs rows at the cursors as long as they are equal, and decides what follows where they are not.
    mutating func pair() -> Progress {
        for side in Side.allCases where !sides[side].hasRows && !sides[side].isEnded { return .needs(side) }
        guard sides.old.hasRows, sides.new.hasRows else {
            for side in Side.allCases where sides[side].hasRows {
                giveUp(side, to: sides[side].end)
                return sides[side].isEnded ? .done : .needs(side)
            }
            return .done
        }
        let run = countPairs()
        if run > 0 {
            merged.same += run
            pairs.add(run, to: sides.old.cursor + run)
            for side in Side.allCases { settle(side, to: sides[side].cursor + run) }
            // The run may have ended with a batch only.
            return .goOn
        }
        let keys = Sides { head($0) }
        if keys.old == keys.new {
            parted = keys
            if isUnique {
                candidate(keys.old, rows: Sides { sides[$0].cursor }, seen: .differs)
                for side in Side.allCases { settle(side, to: sides[side].cursor + 1) }
            } else {
                step = .grouping(Gathering(key: keys.old, ends: Sides { sides[$0].cursor }))
            }
            return .goOn
        }
        if isOrdered, keys.old.precedes(parted.old) || keys.new.precedes(parted.new) { isOrdered = false }
        if isOrdered {
            parted = keys
            let behind: Side = keys.old.precedes(keys.new) ? .old : .new
            giveUp(behind, to: sides[behind].cursor + 1)
        } else {
            search = Search(at: Sides { sides[$0].cursor })
            step = .searching
        }
        return .goOn
    }

    /// How many rows from the cursors on are equal, within the batches that they stand in.
    private func countPairs() -> Int {
        guard let (oldFirst, old) = sides.old.front, let (newFirst, new) = sides.new.front else { return 0 }
        let (oldAt, newAt) = (sides.old.cursor - oldFirst, sides.new.cursor - newFirst)
        let most = min(old.count - oldAt, new.count - newAt)
        let comparison = comparison
        let isBytewise = comparison.sameBytesMeanEqual
        return old.bytes.withUnsafeBytes { oldBytes in
            new.bytes.withUnsafeBytes { newBytes in
                old.starts.withUnsafeBufferPointer { oldStarts in
                    new.starts.withUnsafeBufferPointer { newStarts in
                        guard let a = oldBytes.baseAddress, let b = newBytes.baseAddress else { return most }
                        for index in 0..<most {
                            let oldBegin = oldStarts[oldAt + index]
                            let newBegin = newStarts[newAt + index]
                            let oldLength = oldStarts[oldAt + index + 1] - oldBegin
                            let newLength = newStarts[newAt + index + 1] - newBegin
                            if isBytewise, oldLength == newLength, memcmp(a + oldBegin, b + newBegin, oldLength) == 0 {
                                continue
                            }
                            guard
                                comparison.areEqual(
                                    UnsafeRawBufferPointer(start: a + oldBegin, count: oldLength),
                                    UnsafeRawBufferPointer(start: b + newBegin, count: newLength))
                            else { return index }
                        }
                        return most
                    }
                }
            }
        }
    }

    /// The canonical key of the row at a side's cursor.
    private mutating func head(_ side: Side) -> [UInt8] {
        let row = sides[side].cursor
        if heads[side].row != row { heads[side] = (row, canonicalKey(side, row)) }
        return heads[side].key
    }

    func canonicalKey(_ side: Side, _ row: Int) -> [UInt8] {
        var key: [UInt8] = []
        sides[side].withRow(row) { comparison.appendKey($0, of: side, to: &key) }
        return key
    }

    /// Settles a side's rows before `row`.
    mutating func settle(_ side: Side, to row: Int) {
        guard side == .old, !isUnique else { return sides[side].settle(to: row) }
        let comparison = comparison
        var pairs = pairs
        sides.old.settle(to: row) { batch, first in pairs.remember(batch, first, by: comparison) }
        self.pairs = pairs
    }

    /// Takes back the pairs with this key that were counted last: the whole key is looked at again.
    private mutating func uncount(_ key: [UInt8]) {
        let count = pairs.count(of: key, in: sides.old, by: comparison)
        guard count > 0 else { return }
        merged.same -= count
        pairs.clear()
    }

    /// Makes candidates of a side's rows from its cursor up to `end`.
    mutating func giveUp(_ side: Side, to end: Int) {
        while sides[side].cursor < end {
            let row = sides[side].cursor
            var rows = Sides<Int?>(old: nil, new: nil)
            rows[side] = row
            candidate(head(side), rows: rows, seen: side == .old ? .missing : .extra)
            settle(side, to: row + 1)
        }
    }

    mutating func candidate(_ key: [UInt8], rows: Sides<Int?>, seen: Candidate.Seen) {
        if !isUnique {
            uncount(key)
            guard lastCandidate != key else { return }
            lastCandidate = key
        }
        let keys = Sides { side in
            rows[side].map { row in sides[side].withRow(row) { comparison.key($0) } }
        }
        merged.candidates.append(Candidate(canonical: key, keys: keys, seen: seen))
    }
}

extension [UInt8] {
    /// Whether these bytes sort before others.
    func precedes(_ other: [UInt8]) -> Bool {
        withUnsafeBytes { a in
            other.withUnsafeBytes { b in
                let shared = Swift.min(a.count, b.count)
                guard shared > 0, let first = a.baseAddress, let second = b.baseAddress else {
                    return a.count < b.count
                }
                let order = memcmp(first, second, shared)
                return order == 0 ? a.count < b.count : order < 0
            }
        }
    }
}
