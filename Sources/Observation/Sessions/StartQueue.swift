/// The started units of one signal, oldest first, waiting for their milestones.
///
/// One queue serves all milestones: each has a head of its own, and what the last one has passed is dropped.
struct StartQueue {
    struct Start {
        /// The table's slot, and in the top bit whether the unit is of the new side: the slot may belong to somebody else
        /// by the time the milestone passes.
        private var bits: UInt32
        var ms: UInt32

        init(slot: Int, isNew: Bool, ms: UInt32) {
            bits = UInt32(slot) | (isNew ? 1 << 31 : 0)
            self.ms = ms
        }

        var slot: Int { Int(bits & ~(1 << 31)) }
        var isNew: Bool { bits >> 31 == 1 }
    }

    private var starts: [Start] = []
    private var dropped = 0
    private var heads: [Int]

    init(milestones: Int) { heads = Array(repeating: 0, count: milestones) }

    var waiting: Int { starts.count }

    @inline(__always)
    mutating func append(_ start: Start) { starts.append(start) }

    /// Takes the units whose milestone lies at or before `until`, in order of their start.
    mutating func take(_ milestone: Int, until: UInt32, _ body: (Start) -> Void) {
        var head = heads[milestone] - dropped
        while head < starts.count, starts[head].ms <= until {
            body(starts[head])
            head += 1
        }
        heads[milestone] = head + dropped
        guard milestone == heads.count - 1, head > 4_096 || head == starts.count else { return }
        starts.removeFirst(head)
        dropped += head
    }
}
