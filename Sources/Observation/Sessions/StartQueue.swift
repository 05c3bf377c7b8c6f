/// The started units of one signal, oldest first, waiting for their milestones.
///
/// One queue serves all milestones: each has a head of its own, and what the last one has passed is dropped.
struct StartQueue {
    struct Start {
        var slot: UInt32
        var ms: UInt32
    }

    private var starts: [Start] = []
    private var dropped = 0
    private var heads: [Int]

    init(milestones: Int) { heads = Array(repeating: 0, count: milestones) }

    var waiting: Int { starts.count }

    @inline(__always)
    mutating func append(slot: Int, ms: UInt32) { starts.append(Start(slot: UInt32(slot), ms: ms)) }

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
