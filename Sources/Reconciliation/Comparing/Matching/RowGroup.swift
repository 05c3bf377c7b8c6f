/// The rows of both sides that share a key, paired with their equals.
struct RowGroup {
    /// Pairs of equal rows.
    private(set) var pairs = 0
    /// The places of the rows that have no equal on the other side.
    private(set) var unmatched = Sides<[Int]>(old: [], new: [])

    var isSame: Bool { unmatched.old.isEmpty && unmatched.new.isEmpty }

    /// Within a tolerance, rows are paired as well as can be up to so many on a side, in the order given beyond.
    static let mostPaired = 400

    init(old: [UnsafeRawBufferPointer], new: [UnsafeRawBufferPointer], by comparison: RowComparison) {
        var partners: [Int?]
        if old.count == 1, new.count == 1 {
            partners = [comparison.areEqual(old[0], new[0]) ? 0 : nil]
        } else if comparison.isTransitive {
            partners = Self.pairByForm(old, new, comparison)
        } else {
            partners = Self.pairByTrial(old, new, comparison)
        }
        var taken = [Bool](repeating: false, count: new.count)
        for (index, partner) in partners.enumerated() {
            if let partner {
                taken[partner] = true
                pairs += 1
            } else {
                unmatched.old.append(index)
            }
        }
        unmatched.new = taken.indices.filter { !taken[$0] }
    }

    private static func pairByForm(
        _ old: [UnsafeRawBufferPointer], _ new: [UnsafeRawBufferPointer], _ comparison: RowComparison
    ) -> [Int?] {
        func form(_ row: UnsafeRawBufferPointer, _ side: Side) -> [UInt8] {
            var bytes: [UInt8] = []
            comparison.appendRow(row, of: side, to: &bytes)
            return bytes
        }
        var places: [[UInt8]: [Int]] = [:]
        for (index, row) in new.enumerated().reversed() { places[form(row, .new), default: []].append(index) }
        return old.map { row in
            let form = form(row, .old)
            // What cannot be read has a form, but no equal.
            guard let place = places[form]?.last, comparison.areEqual(row, new[place]) else { return nil }
            places[form]?.removeLast()
            return place
        }
    }

    /// The most pairs that there can be: each row takes the first that suits it, and one that has been taken if its
    /// holder finds another (Kuhn's way of matching in a bipartite graph).
    private static func pairByTrial(
        _ old: [UnsafeRawBufferPointer], _ new: [UnsafeRawBufferPointer], _ comparison: RowComparison
    ) -> [Int?] {
        var holders = [Int?](repeating: nil, count: new.count)
        let swaps = old.count <= mostPaired && new.count <= mostPaired
        func seat(_ row: Int, _ tried: inout [Bool]) -> Bool {
            for place in new.indices where !tried[place] && (swaps || holders[place] == nil) {
                guard comparison.areEqual(old[row], new[place]) else { continue }
                tried[place] = true
                guard let holder = holders[place] else {
                    holders[place] = row
                    return true
                }
                if seat(holder, &tried) {
                    holders[place] = row
                    return true
                }
            }
            return false
        }
        for row in old.indices {
            var tried = [Bool](repeating: false, count: new.count)
            _ = seat(row, &tried)
        }
        var partners = [Int?](repeating: nil, count: old.count)
        for (place, holder) in holders.enumerated() { if let holder { partners[holder] = place } }
        return partners
    }
}
