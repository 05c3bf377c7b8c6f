/// How far the comparison of one table has come: all that is needed to go on after the program was killed.
struct PassState: Sendable, Codable {
    enum Phase: String, Sendable, Codable {
        case reading, looking
    }

    /// Of the mapping: another mapping is another comparison.
    let mapping: String
    let began: Int
    var phase = Phase.reading
    var way: TableResult.Way?
    var wayReason: String?
    /// The log positions before the first row was read.
    var positions = Sides<StorePosition?>(old: nil, new: nil)
    /// Everything up to here is counted, or among the candidates.
    var done = Sides<RowKey?>(old: nil, new: nil)
    /// The range whose rows are being read, where some are.
    var open: KeyRange?
    /// The last row of both sides is settled.
    var isRead = false
    var rows = Sides(old: 0, new: 0)
    var bytes = Sides(old: 0, new: 0)
    var same = 0
    var candidates = 0
    /// How much of the file of candidates, and of the file of differences, is written to the end.
    var spooled = 0
    var written = 0
    /// How many keys of candidates are settled, and the last of them in key order.
    var settled = 0
    var looked: [UInt8]?
    var differing: [Difference.Kind: Int] = [:]
    var unresolved = 0
    var moving = 0
    var examples: [Difference] = []
    /// The sum of the digests of the differences, so that their order does not matter.
    var sum: [UInt64] = [0, 0, 0, 0]

    init(mapping: String, began: Int) {
        self.mapping = mapping
        self.began = began
    }
}
