/// What a comparison of two stores says beyond its counts: what it rests on, and what only one side has.
public struct StoreEvidence: Sendable, Hashable, Codable {
    /// What one table's result rests on.
    public struct TableProof: Sendable, Hashable, Codable {
        public var table: String
        /// SHA-256, hexadecimal, over the mapping and every difference; empty where it could not be checked.
        public var digest: String
        /// Where each side's log of changes stood, as the store writes it; nil where it has none.
        public var oldPosition: String?
        public var newPosition: String?

        public init(table: String, digest: String, oldPosition: String? = nil, newPosition: String? = nil) {
            (self.table, self.digest) = (table, digest)
            (self.oldPosition, self.newPosition) = (oldPosition, newPosition)
        }
    }

    public var tables: [TableProof]
    /// Rows of the new side that the old one acknowledged: it has them too, and the same.
    public var acknowledged: Int
    /// Rows that only the new side has.
    public var onlyNew: Int
    /// When the oldest of them was born, ms since 1970; nil where none of them tells.
    public var oldestBorn: Int?
    /// How many of them do not tell when they were born: any may be older.
    public var undated: Int
    /// Rows that only the old side has.
    public var onlyOld: Int
    /// Rows that both have, not the same.
    public var differing: Int

    public init(
        tables: [TableProof], acknowledged: Int, onlyNew: Int, oldestBorn: Int? = nil, undated: Int = 0, onlyOld: Int,
        differing: Int
    ) {
        self.tables = tables
        self.acknowledged = acknowledged
        self.onlyNew = onlyNew
        self.oldestBorn = oldestBorn
        self.undated = undated
        self.onlyOld = onlyOld
        self.differing = differing
    }
}
