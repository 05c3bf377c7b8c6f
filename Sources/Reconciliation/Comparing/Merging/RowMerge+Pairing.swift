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
            paired += run
            settle(Sides { sides[$0].cursor + run })
            // The run may have ended with a batch only.
            return .goOn
        }
        let keys = Sides { head($0) }
        if keys.old == keys.new {
            parted = keys
            if isUnique {
                candidate(keys.old, rows: Sides { sides[$0].cursor }, seen: .differs)
                settle(Sides { sides[$0].cursor + 1 })
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

    /// Settles all rows before those given, and remembers how many pairs with one key went.
    mutating func settle(_ rows: Sides<Int>) {
        let (cursor, paired, isUnique, comparison) = (rows.old, paired, isUnique, comparison)
        var dropped = dropped
        sides.old.settle(to: rows.old) { batch, first in
            guard !isUnique else { return }
            Self.remember(batch, first, pairedFrom: cursor - paired, comparison, in: &dropped)
        }
        self.dropped = dropped
        sides.new.settle(to: rows.new)
    }

    private static func remember(
        _ batch: RowBatch, _ first: Int, pairedFrom: Int, _ comparison: RowComparison,
        in dropped: inout (key: [UInt8], count: Int)
    ) {
        batch.bytes.withUnsafeBytes { bytes in
            func key(_ row: Int) -> [UInt8] {
                var key: [UInt8] = []
                let begin = batch.starts[row]
                comparison.appendKey(
                    UnsafeRawBufferPointer(rebasing: bytes[begin..<batch.starts[row + 1]]), of: .old, to: &key)
                return key
            }
            let last = key(batch.count - 1)
            var count = 0
            while count < batch.count, first + batch.count - count > pairedFrom, key(batch.count - 1 - count) == last {
                count += 1
            }
            if count == batch.count, dropped.key == last { count += dropped.count }
            dropped = (last, count)
        }
    }

    /// Takes back the pairs with this key that were counted just before the cursors: the whole key is looked at again.
    mutating func uncount(_ key: [UInt8]) {
        defer {
            paired = 0
            dropped = ([], 0)
        }
        guard !isUnique, paired > 0 else { return }
        var count = 0
        let cursor = sides.old.cursor
        while count < paired, cursor - count - 1 >= sides.old.firstHeld,
            canonicalKey(.old, cursor - count - 1) == key
        {
            count += 1
        }
        if count < paired, cursor - count == sides.old.firstHeld, dropped.key == key {
            count += min(dropped.count, paired - count)
        }
        merged.same -= count
    }

    /// Makes candidates of a side's rows from its cursor up to `end`.
    mutating func giveUp(_ side: Side, to end: Int) {
        while sides[side].cursor < end {
            let row = sides[side].cursor
            var rows = Sides<Int?>(old: nil, new: nil)
            rows[side] = row
            candidate(head(side), rows: rows, seen: side == .old ? .missing : .extra)
            sides[side].settle(to: row + 1)
        }
    }

    mutating func candidate(_ key: [UInt8], rows: Sides<Int?>, seen: Candidate.Seen) {
        uncount(key)
        if !isUnique {
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
