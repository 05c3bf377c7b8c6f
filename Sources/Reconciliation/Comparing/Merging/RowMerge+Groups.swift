extension RowMerge {
    /// The rows of one key that have been seen so far, from the cursors on.
    struct Gathering: Sendable {
        let key: [UInt8]
        /// Past the last row that is known to have the key.
        var ends: Sides<Int>
        var isClosed = Sides(old: false, new: false)
    }

    /// Reads on until all rows of the key are at hand on both sides, and pairs them in whatever order they come.
    mutating func gather(_ begun: Gathering) -> Progress {
        var gathering = begun
        for side in Side.allCases where !gathering.isClosed[side] {
            while gathering.ends[side] < sides[side].end, canonicalKey(side, gathering.ends[side]) == gathering.key {
                gathering.ends[side] += 1
            }
            if gathering.ends[side] == sides[side].end, !sides[side].isEnded {
                if sides.old.bytesBehindFront + sides.new.bytesBehindFront > bound {
                    candidate(gathering.key, rows: Sides { sides[$0].cursor }, seen: .multiplicity)
                    step = .skipping(gathering.key)
                    return .goOn
                }
                step = .grouping(gathering)
                return .needs(side)
            }
            gathering.isClosed[side] = true
        }
        let group = sides.old.withRows(sides.old.cursor..<gathering.ends.old) { olds in
            sides.new.withRows(sides.new.cursor..<gathering.ends.new) { news in
                RowGroup(old: olds, new: news, by: comparison)
            }
        }
        if group.isSame {
            merged.same += group.pairs
            pairs.clear()
        } else {
            let isAlone = Side.allCases.allSatisfy { gathering.ends[$0] - sides[$0].cursor == 1 }
            candidate(
                gathering.key, rows: Sides { sides[$0].cursor }, seen: isAlone ? .differs : .multiplicity)
        }
        for side in Side.allCases { settle(side, to: gathering.ends[side]) }
        step = .pairing
        return .goOn
    }

    /// Passes over what is left of a key that is a candidate already.
    mutating func skip(_ key: [UInt8]) -> Progress {
        for side in Side.allCases {
            var row = sides[side].cursor
            while row < sides[side].end, canonicalKey(side, row) == key { row += 1 }
            settle(side, to: row)
            if !sides[side].hasRows, !sides[side].isEnded { return .needs(side) }
        }
        step = .pairing
        return .goOn
    }
}
