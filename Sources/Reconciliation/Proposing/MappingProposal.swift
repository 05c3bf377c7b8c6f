/// A mapping as it can be told from both schemas alone, and what of it a person must decide.
///
///     let proposal = MappingProposal.propose(old: oldTables, new: newTables)
///     print(proposal.text(stores: Sides(old: oldPlace, new: newPlace)))
public struct MappingProposal: Sendable, Hashable {
    /// Tables that seem to hold the same, surest first.
    public var tables: [Table] = []
    /// Tables of one side that no table of the other seems to belong to.
    public var alone = Sides<[String]>(old: [], new: [])

    public struct Table: Sendable, Hashable {
        public var old: String
        public var new: String
        /// 0...1, from names and columns; not a probability.
        public var confidence: Double
        public var why: String
        public var key: [Column]
        public var columns: [Column]
        /// Columns that the other side has none for.
        public var alone: Sides<[String]>
        /// Columns that look as if they were set at every change.
        public var updated: Sides<String?>
        /// What a person must decide.
        public var open: [String]
    }

    public struct Column: Sendable, Hashable {
        public var old: String
        public var new: String
        public var confidence: Double
        /// What both sides mean by it, where their types differ: a word of the mapping's language.
        public var kind: String?
        public var open: [String]
    }

    /// Below this, a pairing would be a guess.
    private static let sure = 0.55

    /// Pairs what both sides have, each table and each column at most once.
    public static func propose(old: [String: TableShape], new: [String: TableShape]) -> MappingProposal {
        let prefixes = Sides(
            old: NameWords.prefix(of: old.keys.sorted()), new: NameWords.prefix(of: new.keys.sorted()))
        let olds = old.keys.sorted().map { NameWords($0, prefix: prefixes.old) }
        let news = new.keys.sorted().map { NameWords($0, prefix: prefixes.new) }
        var found: [(old: String, new: String, share: Double, pairing: ColumnPairing, why: String)] = []
        for one in olds {
            for other in news {
                guard let before = old[one.name], let after = new[other.name] else { continue }
                let names = one.likeness(other)
                let pairing = ColumnPairing(before, after, table: one, other)
                // Columns alone make a table only where nearly all of them agree.
                let share = max(0.6 * names.share + 0.4 * pairing.overlap, 0.7 * pairing.overlap)
                guard share >= sure else { continue }
                let columns = "\(pairing.pairs.count) of \(max(before.columns.count, after.columns.count)) columns"
                found.append((one.name, other.name, share, pairing, "\(names.why), \(columns)"))
            }
        }
        found.sort { ($1.share, $0.old, $0.new) < ($0.share, $1.old, $1.new) }
        var proposal = MappingProposal()
        var taken = Sides<Set<String>>(old: [], new: [])
        for pair in found where !taken.old.contains(pair.old) && !taken.new.contains(pair.new) {
            taken.old.insert(pair.old)
            taken.new.insert(pair.new)
            guard let before = old[pair.old], let after = new[pair.new] else { continue }
            var table = pair.pairing.table(pair.old, pair.new, before, after)
            table.confidence = pair.share
            table.why = pair.why
            let rivals = found.filter {
                ($0.old == pair.old) != ($0.new == pair.new) && pair.share - $0.share < 0.1
            }
            for rival in rivals.prefix(3) {
                table.open.append("\(rival.old) and \(rival.new) are nearly as much alike")
            }
            if pair.share < 0.75 { table.open.append("do these two tables hold the same?") }
            proposal.tables.append(table)
        }
        proposal.alone = Sides(
            old: old.keys.filter { !taken.old.contains($0) }.sorted(),
            new: new.keys.filter { !taken.new.contains($0) }.sorted())
        return proposal
    }
}
