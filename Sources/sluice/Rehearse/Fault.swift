import ArgumentParser
import SampleEstate

/// What is planted in a rehearsal, and what ought to come of it.
enum Fault: String, CaseIterable, ExpressibleByArgument {
    case none
    case payment
    case error
    case slow
    case lostOrder = "lost-order"
    case unauthorised
    case promotion
    case noindex
    case edgeKilled = "edge-killed"
    case newKilled = "new-killed"

    /// The shop's own faults; nil where a process is killed instead.
    var set: FaultSet? {
        var set = FaultSet()
        switch self {
        case .none, .edgeKilled, .newKilled: return nil
        case .payment: set.payment = .init(method: .card, share: 0.9)
        case .error: set.error = .init(share: 0.3)
        case .slow: set.slow = .init(ms: 900, share: 0.5)
        case .lostOrder: set.lostOrder = .init(share: 0.05)
        case .unauthorised: set.unauthorised = .init(region: .us, perSecond: 2)
        case .promotion: set.promotion = true
        case .noindex: set.noindex = true
        }
        return set
    }

    var story: String {
        switch self {
        case .none: "no fault"
        case .payment: "90 % of the card payments on the new shop are refused"
        case .error: "30 % of the new shop's pages answer 500"
        case .slow: "half of the new shop's pages take 900 ms longer"
        case .lostOrder: "5 % of the new shop's orders vanish after they were confirmed"
        case .unauthorised: "the new shop writes orders for a region it has no authority over"
        case .promotion: "promotion TEN takes 1 % instead of 10"
        case .noindex: "the new shop tells search engines to forget it"
        case .edgeKilled: "HAProxy is killed"
        case .newKilled: "the new shop is killed"
        }
    }

}
