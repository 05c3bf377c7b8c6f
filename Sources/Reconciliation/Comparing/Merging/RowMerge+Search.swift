extension RowMerge {
    /// How far both sides have been searched for a key that both have.
    struct Search: Sendable {
        /// The row of each side that is looked at next.
        var at = Sides(old: 0, new: 0)
        /// Where each key was seen first, by its hash.
        var seen = Sides<[UInt64: Int]>(old: [:], new: [:])
        /// Only this side is read on: the other one seems to be ahead.
        var only: Side?

        /// Roughly what the tables take.
        var bytes: Int { (seen.old.count + seen.new.count) * 32 }

        /// The side to look at next: the one that has been looked at less.
        func next(_ cursors: Sides<Int>) -> Side {
            only ?? (at.old - cursors.old <= at.new - cursors.new ? .old : .new)
        }
    }

    /// Goes through both sides by turns until a row of one has the key of one that was seen on the other. All that was
    /// passed on the way is given up.
    mutating func searchOn() -> Progress {
        // Taken out while it is worked on: two holders would copy its tables with every key.
        var search = search
        self.search = Search()
        step = .pairing
        while true {
            for side in Side.allCases where !sides[side].hasRows && sides[side].isEnded { return .goOn }
            if sides.old.bytesBehindFront + sides.new.bytesBehindFront + search.bytes > bound { relieve(&search) }
            var side = search.next(Sides { sides[$0].cursor })
            if search.at[side] == sides[side].end, sides[side].isEnded {
                side = side.other
                if search.at[side] == sides[side].end, sides[side].isEnded {
                    for side in Side.allCases { giveUp(side, to: sides[side].end) }
                    return .goOn
                }
            }
            guard search.at[side] < sides[side].end else {
                self.search = search
                step = .searching
                return .needs(side)
            }
            let row = search.at[side]
            let key = canonicalKey(side, row)
            let hash = key.withUnsafeBytes { Fingerprint(of: $0).low }
            if let other = search.seen[side.other][hash], other >= sides[side.other].cursor,
                canonicalKey(side.other, other) == key
            {
                giveUp(side, to: row)
                giveUp(side.other, to: other)
                return .goOn
            }
            if search.seen[side][hash] == nil { search.seen[side][hash] = row }
            search.at[side] = row + 1
        }
    }

    /// Gives up what has been held the longest where too much is held: the rows of the side that seems to be behind,
    /// which is then read on alone. Which one that is can only be guessed in an order that is not known: letters
    /// without their case are near to what most collations do.
    private mutating func relieve(_ search: inout Search) {
        let held = Sides { search.at[$0] - sides[$0].cursor }
        var votes = 0
        if held.old > 0, held.new > 0 {
            for sample in 0..<15 {
                let rows = Sides { sides[$0].cursor + held[$0] * sample / 15 }
                let keys = Sides { canonicalKey($0, rows[$0]).map(ASCII.lower) }
                votes += keys.old.precedes(keys.new) ? 1 : -1
            }
        }
        var behind: Side = held.new == 0 || (held.old > 0 && votes > 0) ? .old : .new
        // A guess that would leave nothing to be given up is none.
        if held[behind] == 0 { behind = behind.other }
        guard held[behind] > 0 else { return }
        giveUp(behind, to: search.at[behind])
        search.seen[behind] = [:]
        search.only = behind
    }
}
