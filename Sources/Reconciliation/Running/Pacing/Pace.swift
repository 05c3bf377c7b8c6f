/// Decides how much is asked of one store next and how long to wait before: a pure function of what the store showed.
///
/// Times are seconds of any steady clock.
public struct Pace: Sendable {
    public enum Next: Sendable, Hashable {
        /// Ask for so many rows, after so many seconds.
        case ask(rows: Int, after: Double)
        /// The store is in trouble: look at its load again after so many seconds.
        case wait(seconds: Double, why: String)
        /// It was in trouble for longer than patience.
        case giveUp(String)
    }

    public static let smallestPage = 100

    private let terms: PaceTerms
    /// Rows in the next page.
    private var size: Double
    /// When the rows read so far are paid for, under `rowsPerSecond`.
    private var paid: Double?
    /// The quickest answer to a question about load, in seconds.
    private var best: Double?
    private var troubledSince: Double?
    private var waits = 0

    public init(_ terms: PaceTerms) {
        self.terms = terms
        size = terms.rowsPerSecond.map { Swift.min(1_000, Double($0) * terms.page) } ?? 5_000
    }

    /// A page of `rows` rows took `seconds`, from asking to the last row.
    public mutating func read(rows: Int, in seconds: Double, at now: Double) {
        if let most = terms.rowsPerSecond {
            paid = Swift.max(paid ?? now - seconds, now - seconds) + Double(rows) / Double(most)
        }
        guard rows > 0 else { return }
        // Halfway towards the size that would have taken as long as a page should, and never more than doubled: one slow
        // page may be somebody else's.
        let wanted = Double(rows) * terms.page / Swift.max(seconds, 0.000_1)
        size = Swift.min(
            Swift.max((size + Swift.min(wanted, 3 * size)) / 2, Double(Self.smallestPage)), Double(terms.burst))
    }

    /// What to do now that the store showed `load`; nil where it was not asked this time.
    public mutating func next(load: StoreLoad?, at now: Double) -> Next {
        if let load, let why = trouble(load) {
            let since = troubledSince ?? now
            troubledSince = since
            guard now - since <= terms.patience else { return .giveUp(why) }
            waits += 1
            // Half a second, then twice as long each time, up to ten.
            return .wait(seconds: Swift.min(10, 0.25 * Double(1 << Swift.min(waits, 6))), why: why)
        }
        if load != nil { (troubledSince, waits) = (nil, 0) }
        return .ask(rows: Int(size), after: Swift.max(0, (paid ?? now) - now))
    }

    private mutating func trouble(_ load: StoreLoad) -> String? {
        let best = Swift.min(self.best ?? load.answer, load.answer)
        self.best = best
        if let most = terms.maxRunning, let running = load.running, running > most {
            return "\(running) statements at once, \(most) allowed"
        }
        if let most = terms.maxLag, let lag = load.lag, lag > most {
            return lag == StoreLoad.stopped
                ? "it is a replica that does not replicate now"
                : "it is a replica \(Int(lag)) s behind, \(Int(most)) allowed"
        }
        // Below a few milliseconds a ratio says nothing.
        if let most = terms.maxSlowdown, load.answer > Swift.max(0.02, most * best) {
            return "it answers in \(Int(load.answer * 1_000)) ms, at its best in \(Int(best * 1_000))"
        }
        return nil
    }
}
