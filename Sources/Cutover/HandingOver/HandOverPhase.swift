/// The phases of a hand over, in their order. Each can be performed again: done twice it leaves the same world.
///
/// "Losing" is the side that wrote before, "gaining" the one that writes after: a way back is the same course with the
/// sides exchanged.
public enum HandOverPhase: String, Sendable, Hashable, Codable, CaseIterable {
    /// The gaining side follows closely enough, every account that writes is known, nothing is in the way.
    case check
    /// The edge lets no checkout begin; what finishes one is still served.
    case stopStarts = "stop-starts"
    /// Payments that are open come to their end, for a bounded time.
    case drainPayments = "drain-payments"
    /// The edge holds what writes, without an answer.
    case hold
    /// No request is at work on the losing side, as the edge shows.
    case drainRequests = "drain-requests"
    /// The losing database takes no writes and its writers are locked out; the gaining one has everything, and what was
    /// written last is the same on both.
    case close
    /// The gaining database takes writes. Nothing before it loses anything by going back; nothing after it is undone.
    case promote
    /// What the gaining side's caches remember from before is forgotten.
    case flush
    /// Web servers are led to the gaining side.
    case select
    /// The edge lets go of what it held.
    case release
    /// The losing side follows the gaining one, and a write went that way: the way back is open.
    case reverse

    public var number: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// Shoppers wait from the first of these to the last.
    public var isPause: Bool { (HandOverPhase.hold.number...HandOverPhase.release.number).contains(number) }

    /// Once this is begun, nobody knows any more whether the gaining side has been written: there is no undoing it.
    public var isPastReturn: Bool { number >= HandOverPhase.promote.number }

    /// What it did must be taken back when the hand over is given up.
    public var leavesSomething: Bool { self == .stopStarts || self == .hold || self == .close }
}
